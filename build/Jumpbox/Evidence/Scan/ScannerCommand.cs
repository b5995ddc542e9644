using System.Text.Json;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>The command that scans a bill.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Findings">The exit codes other than 0 by which it says that it found something.</param>
public sealed record ScannerCommand(string Program, IReadOnlyList<string> Arguments, IReadOnlyList<int> Findings)
{
    /// <summary>
    /// The scanners that are looked for, in this order, with the arguments for a bill. Sources: anchore/grype, README, "SBOM"; Trivy,
    /// "trivy sbom", whose options count before trivy.yaml and TRIVY_ variables that would leave findings out; osv-scanner, "Scan source" and
    /// "Output", where 1 means findings.
    /// </summary>
    private static readonly ScannerCommand[] Known =
    [
        new("grype", [$"sbom:{ScanSettings.Bill}", "--output", "json"], [2]),
        new(
            Trivy,
            [
                "sbom",
                "--format=json",
                "--list-all-pkgs",
                "--scanners=vuln",
                "--pkg-types=os,library",
                "--severity=UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL",
                "--ignore-unfixed=false",
                "--show-suppressed",
                ScanSettings.Bill,
            ],
            []
        ),
        new("osv-scanner", ["scan", "source", "--format", "json", "--sbom", ScanSettings.Sources], [1]),
    ];

    private const string Trivy = "trivy";
    private static readonly string[] Elsewhere = ["--cache-dir", "--server", "--config", "-c"];

    /// <summary>Whether it scans the bill by source package, in which osv-scanner finds Ubuntu's advisories.</summary>
    public bool IsBySource { get; private init; } =
        Arguments.Any(word => word.Contains(ScanSettings.Sources, StringComparison.Ordinal));

    /// <summary>Chooses the command of the settings, or else an installed scanner; null if there is none.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="bill">The bill's path.</param>
    /// <param name="isInstalled">Whether a program is installed.</param>
    public static ScannerCommand? Choose(ScanSettings settings, string bill, Func<string, bool> isInstalled)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(isInstalled);
        ScannerCommand? command =
            settings.Command.Count > 0
                ? new ScannerCommand(settings.Command[0], [.. settings.Command.Skip(1)], CodesOf(settings.Command[0]))
                : Known.FirstOrDefault(one => isInstalled(one.Program));
        return command is null
            ? null
            : command with
            {
                Arguments =
                [
                    .. command.Arguments.Select(word =>
                        word.Replace(ScanSettings.Bill, bill, StringComparison.Ordinal)
                            .Replace(
                                ScanSettings.Sources,
                                Path.Combine(Path.GetDirectoryName(bill) ?? "", EvidenceFiles.SourceBill),
                                StringComparison.Ordinal
                            )
                    ),
                ],
            };
    }

    /// <summary>
    /// The command that says of when the data is, for Trivy, whose report does not; null for the others, and with options that
    /// choose other data. Source: aquasecurity/trivy, pkg/version.
    /// </summary>
    public ScannerCommand? AgeOfData =>
        IsProgram(Trivy) && !Arguments.Any(word => Elsewhere.Any(word.StartsWith))
            ? new ScannerCommand(Program, ["version", "--format", "json"], [])
            : null;

    /// <summary>Whether it asks a service for each component, so that the data is of the moment.</summary>
    public bool AsksService =>
        IsProgram("osv-scanner") && !Arguments.Any(word => word.Contains("offline", StringComparison.Ordinal));

    /// <summary>Whether it looks for vulnerabilities for sure. Trivy may be told otherwise by its configuration.</summary>
    public bool AsksForVulnerabilities =>
        !IsProgram(Trivy)
        || Arguments.Any(word =>
            word.StartsWith("--scanners=", StringComparison.Ordinal) && word[11..].Split(',').Contains("vuln")
        );

    /// <summary>Reads the answer to <see cref="AgeOfData"/>; null if it does not say.</summary>
    /// <param name="answer">The answer.</param>
    public static DateTimeOffset? ReadAge(string answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer);
            return JsonText.Time(document.RootElement.Text("VulnerabilityDB", "UpdatedAt"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsProgram(string name) =>
        Path.GetFileNameWithoutExtension(Program).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it has written a report.</summary>
    /// <param name="exitCode">Its exit code.</param>
    public bool IsSuccess(int exitCode) => exitCode == 0 || Findings.Contains(exitCode);

    /// <summary>The command as one line.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program));

    private static IReadOnlyList<int> CodesOf(string program) =>
        Known.FirstOrDefault(one => one.Program == Path.GetFileNameWithoutExtension(program))?.Findings ?? [];
}
