using System.Text.Json.Serialization;
using Jumpbox.Files;
using Jumpbox.Naming;

namespace Jumpbox.Evidence;

/// <summary>
/// The gate document, <c>image.json</c>: what was built, from what, and its state when read back. Written only after the
/// image was read back. Its schema is <c>docs/schemas/image.schema.json</c>.
/// </summary>
public sealed record ImageRecord
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    private const string Cure = "Run the target Build again: it writes the record after reading the image back.";

    /// <summary>The schema version; readers refuse unknown ones.</summary>
    [JsonRequired]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>
    /// The cloud of the settings: <c>local</c>, <c>azure</c>, <c>azureUSGovernment</c> or <c>azureChina</c>.
    /// </summary>
    public required string Cloud { get; init; }

    /// <summary>The subscription's GUID.</summary>
    public required string Subscription { get; init; }

    /// <summary>The region's short name.</summary>
    public required string Location { get; init; }

    /// <summary>The image template's resource id.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The image template's name, which ends in the first 12 digits of <see cref="ContentHash"/>.</summary>
    public required string TemplateName { get; init; }

    /// <summary>SHA-256 over everything that reached Azure, 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The image's resource id, or the blob's URL for a VHD.</summary>
    public required string ImageId { get; init; }

    /// <summary>The image's provisioning state as it was read back; <c>Succeeded</c> if all went well.</summary>
    public required string ImageState { get; init; }

    /// <summary>
    /// The value of <see cref="RunState"/> for a build that timed out while Azure was still replicating its version.
    /// </summary>
    public const string DistributedLate = "DistributedLate";

    /// <summary>Whether the build timed out while Azure was still replicating its version.</summary>
    [JsonIgnore]
    public bool IsLate => RunState == DistributedLate;

    /// <summary>
    /// The final state of the build, from the template's last run: <c>Succeeded</c>, or <see cref="DistributedLate"/>.
    /// </summary>
    public required string RunState { get; init; }

    /// <summary>The base image, at its exact version.</summary>
    public required RecordedBaseImage BaseImage { get; init; }

    /// <summary>The tools in the image.</summary>
    public required IReadOnlyList<RecordedTool> Tools { get; init; }

    /// <summary>The lock's digest, 64 lower-case hexadecimal digits.</summary>
    public required string LockDigest { get; init; }

    /// <summary>The commit's id, 40 hexadecimal digits, or <c>unknown</c> outside a checkout.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether the working tree differed from the commit.</summary>
    public required bool Dirty { get; init; }

    /// <summary>When the image build started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When the image build ended.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>
    /// The size of the build VM: <c>buildVm.size</c>, or one of <c>buildVm.fallbackSizes</c> if there was no capacity; null if it is
    /// not known.
    /// </summary>
    public string? VmSize { get; init; }

    /// <summary>The outputs of the build.</summary>
    public required IReadOnlyList<RecordedOutput> RunOutputs { get; init; }

    /// <summary>The checks inside a VM started from the image; empty until the log is downloaded.</summary>
    public required IReadOnlyList<RecordedCheck> Checks { get; init; }

    /// <summary>The skipped checks of Prereqs: id and reason.</summary>
    public IReadOnlyDictionary<string, string> Skipped { get; init; } = new SortedDictionary<string, string>();

    /// <summary>
    /// Distinguishes this build from others of the same content: the value of the image's tag <see cref="TagNames.Run"/>.
    /// </summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Run => TagNames.RunOf(Started);

    /// <summary>Whether the record is from LocalAzure, so not of a real image.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsLocal => Cloud == "local";

    /// <summary>The record's text: JSON with the members in a fixed order. Equal records give equal text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the record atomically.</summary>
    /// <param name="path">The file; its folder is created.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EvidenceException">It is missing, broken, or of another schema version.</exception>
    public static ImageRecord Read(string path) => Parse(EvidenceJson.ReadFile(path, Cure), path);

    /// <summary>Returns the duration of a recorded build; null without a record.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EvidenceException">It is broken, or of another schema version.</exception>
    public static TimeSpan? DurationOf(string path) =>
        File.Exists(path) && Read(path) is { } record ? record.Finished - record.Started : null;

    /// <summary>Reads a record from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="EvidenceException">It is broken, or of another schema version.</exception>
    public static ImageRecord Parse(string text, string source = "image.json")
    {
        ImageRecord record = EvidenceJson.Parse<ImageRecord>(text, source, Cure);
        return record.SchemaVersion == CurrentSchemaVersion
            ? record
            : throw new EvidenceException(
                $"'{source}' has schemaVersion {record.SchemaVersion}, but this program reads {CurrentSchemaVersion}. "
                    + "Use the program of the commit that wrote it, or build again."
            );
    }
}

/// <summary>One check inside a VM started from the image.</summary>
/// <param name="Name">The step's name, for example <c>sshd-effective</c>.</param>
/// <param name="Passed">Whether it succeeded.</param>
/// <param name="Detail">The last line it printed.</param>
public sealed record RecordedCheck(string Name, bool Passed, string Detail);

/// <summary>One output of an image build.</summary>
/// <param name="Name">The run output's name.</param>
/// <param name="ArtifactId">The resource id of the output, or the blob's URL for a VHD.</param>
public sealed record RecordedOutput(string Name, string ArtifactId);

/// <summary>One tool in an image.</summary>
/// <param name="Name">The tool's name in the catalogue.</param>
/// <param name="Version">The pinned version.</param>
/// <param name="Sha256">The SHA-256 of the file that it was installed from, 64 lower-case hexadecimal digits.</param>
public sealed record RecordedTool(string Name, string Version, string Sha256);
