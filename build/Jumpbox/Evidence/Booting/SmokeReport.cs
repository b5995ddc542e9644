using System.Text.Json.Serialization;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Booting;

/// <summary>
/// What machines showed that were started from an image, <c>smoke.json</c>. Its schema is <c>docs/schemas/smoke.schema.json</c>.
/// </summary>
public sealed record SmokeReport
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    private const string Cure = "Run the target Smoke again.";

    /// <summary>The schema version.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The cloud of the settings. LocalAzure boots nothing.</summary>
    public required string Cloud { get; init; }

    /// <summary>The image's resource id.</summary>
    public required string ImageId { get; init; }

    /// <summary>The image's content, 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Which build of the content: the value of the image's tag <c>jumpbox:run</c>.</summary>
    public required string Run { get; init; }

    /// <summary>When the first machine was created.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the last check was made.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>The size of the machines.</summary>
    public required string Size { get; init; }

    /// <summary><c>TrustedLaunch</c> or <c>Standard</c>.</summary>
    public required string SecurityType { get; init; }

    /// <summary><c>managed</c>, or where the ephemeral OS disk is: <c>CacheDisk</c> or <c>ResourceDisk</c>.</summary>
    public required string OsDisk { get; init; }

    /// <summary>The machines.</summary>
    public required IReadOnlyList<SmokeMachine> Machines { get; init; }

    /// <summary>Every check.</summary>
    public required IReadOnlyList<SmokeCheck> Checks { get; init; }

    /// <summary>Why the run ended before its last check, as a sentence; null if it did not.</summary>
    public string? Trouble { get; init; }

    /// <summary>Resources that could not be deleted: id and reason.</summary>
    public IReadOnlyDictionary<string, string> Left { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The checks that decide and did not pass, those that failed first.</summary>
    [JsonIgnore]
    public IReadOnlyList<SmokeCheck> Open =>
        [
            .. Checks
                .Where(check => check is { Outcome: SmokeOutcome.Fail or SmokeOutcome.Unknown, OptOut: null })
                .OrderBy(check => check.Outcome),
        ];

    /// <summary>What all checks together show; never <see cref="SmokeOutcome.Pass"/> for want of a proof.</summary>
    [JsonIgnore]
    public SmokeOutcome Outcome =>
        Open.Any(check => check.Outcome == SmokeOutcome.Fail) ? SmokeOutcome.Fail
        : Open.Count > 0 || Trouble is not null || Checks.Count == 0 || Cloud == "local" ? SmokeOutcome.Unknown
        : SmokeOutcome.Pass;

    /// <summary>Whether it is of an image, and of this build of its content.</summary>
    /// <param name="record">The image.</param>
    public bool IsOf(ImageRecord record) =>
        ContentHash == record.ContentHash && Run == record.Run && ImageId == record.ImageId;

    /// <summary>The file's text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the file atomically.</summary>
    /// <param name="path">The file; its folder is created.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>Reads a report from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="EvidenceException">It is broken, or of another schema version.</exception>
    public static SmokeReport Parse(string text)
    {
        SmokeReport report = EvidenceJson.Parse<SmokeReport>(text, EvidenceFiles.Smoke, Cure);
        return report.SchemaVersion == CurrentSchemaVersion
            ? report
            : throw new EvidenceException(
                $"'{EvidenceFiles.Smoke}' has schemaVersion {report.SchemaVersion}, but this program reads "
                    + $"{CurrentSchemaVersion}. {Cure}"
            );
    }
}

/// <summary>A machine that was started from an image.</summary>
/// <param name="Name">Its name; it no longer exists.</param>
/// <param name="CreatedSeconds">How long Azure took to create it, in seconds; null if it did not.</param>
/// <param name="ReadySeconds">From the request that created it until its agent was ready, in seconds; null if it never was.</param>
/// <param name="BootTime">What systemd says of its first start; null if it was not asked.</param>
/// <param name="RestartedSeconds">From the request that restarted it until its agent was ready again, in seconds; null if not.</param>
public sealed record SmokeMachine(
    string Name,
    double? CreatedSeconds,
    double? ReadySeconds,
    string? BootTime,
    double? RestartedSeconds
);
