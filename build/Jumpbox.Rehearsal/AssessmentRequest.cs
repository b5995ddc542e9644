using System.Runtime.InteropServices;
using Jumpbox.Evidence.Bill;
using Jumpbox.Settings;

namespace Jumpbox.Rehearsal;

/// <summary>How a finished root file system is assessed.</summary>
public sealed record AssessmentRequest
{
    /// <summary>The assessors.</summary>
    public static IReadOnlyList<string> Tools { get; } = ["openscap"];

    /// <summary>The assessor.</summary>
    public required string Tool { get; init; }

    /// <summary>The Ubuntu code name of the image, which chooses the content.</summary>
    public required string Suite { get; init; }

    /// <summary>The data stream of ComplianceAsCode; null for that of the package <c>ssg-debderived</c>.</summary>
    public string? Content { get; init; }

    /// <summary>The folder for <c>assessment.json</c> and the assessor's own results.</summary>
    public required string Output { get; init; }

    /// <summary>The setting <c>customizer.profile</c>.</summary>
    public required HardeningProfile Hardening { get; init; }

    /// <summary>The setting <c>customizer.optOuts</c>.</summary>
    public required IReadOnlyDictionary<string, string> OptOuts { get; init; }

    /// <summary>The longest that the assessor may run.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The assessor's program.</summary>
    internal string Program { get; init; } = "oscap";

    /// <summary>The folder of the content that Debian's and Ubuntu's packages install.</summary>
    internal string Installed { get; init; } = "/usr/share/xml/scap/ssg/content";

    /// <summary>The path of the content that is used.</summary>
    internal string ContentPath => Content ?? Path.Combine(Installed, $"ssg-ubuntu{Release}-ds.xml");

    private const long MostContent = 256 * 1024 * 1024;

    private string Release => UbuntuRelease.VersionOf(Suite)?.Replace(".", "", StringComparison.Ordinal) ?? Suite;

    /// <summary>The architecture as Debian's packages have it.</summary>
    internal static string Architecture =>
        RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    /// <summary>Requires what can be known before the rehearsal.</summary>
    /// <exception cref="RehearsalException">The program or the content is missing.</exception>
    internal void Require()
    {
        if (!Programs.Has(Program) && !File.Exists(Program))
        {
            throw new RehearsalException(
                $"--assess={Tool} needs the program {Program} on this machine, never in the image: apt-get install openscap-scanner."
            );
        }
        if (new FileInfo(ContentPath) is { Exists: true, Length: > MostContent } large)
        {
            throw new RehearsalException(
                $"'{ContentPath}' has {large.Length} bytes, and at most {MostContent} are read; ComplianceAsCode's have 25 million."
            );
        }
        if (!File.Exists(ContentPath))
        {
            throw new RehearsalException(
                $"--assess={Tool} needs ComplianceAsCode's data stream for Ubuntu {Suite}, and '{ContentPath}' does not exist: install "
                    + "ssg-debderived (0.1.76 or later has 24.04), or pass a file with --assess-content=FILE."
            );
        }
    }
}
