using System.Text.Json.Serialization;
using Jumpbox.Customizer;
using Jumpbox.Evidence;
using Jumpbox.Files;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Templates;

/// <summary>The deployed template: <c>artifacts/template.json</c>, which the later targets read.</summary>
public sealed record TemplateRecord
{
    /// <summary>The schema version of this program.</summary>
    public const int CurrentSchemaVersion = 2;

    private const string Cure = "Run the target Template first: it writes the record of what it deployed.";

    /// <summary>The schema version; readers refuse unknown ones.</summary>
    [JsonRequired]
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The cloud, for example <c>local</c> or <c>azure</c>.</summary>
    public required string Cloud { get; init; }

    /// <summary>The subscription's GUID.</summary>
    public required string Subscription { get; init; }

    /// <summary>The region.</summary>
    public required string Location { get; init; }

    /// <summary>The image template's id.</summary>
    public required string TemplateId { get; init; }

    /// <summary>The image template's name.</summary>
    public required string TemplateName { get; init; }

    /// <summary>The SHA-256 of everything that reaches Azure, 64 hex digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The image that a build writes; null for a VHD.</summary>
    public required string? ImageId { get; init; }

    /// <summary>The base image at its exact version; null for a custom base image.</summary>
    public required BaseImage? BaseImage { get; init; }

    /// <summary>The custom base image; null for a marketplace image.</summary>
    public required string? SourceImageId { get; init; }

    /// <summary>The digest of the lock.</summary>
    public required string LockDigest { get; init; }

    /// <summary>What was rendered into the steps: the single source for the image's contents.</summary>
    public required RenderedContents Contents { get; init; }

    /// <summary>The names of the customizers, in order.</summary>
    public required IReadOnlyList<string> Customizers { get; init; }

    /// <summary>The names of the validators, in order.</summary>
    public required IReadOnlyList<string> Validators { get; init; }

    /// <summary>The commit that it was deployed from.</summary>
    public required string Commit { get; init; }

    /// <summary>Whether the working tree differed from the commit.</summary>
    public required bool Dirty { get; init; }

    /// <summary>The commit as in the tags of template and image.</summary>
    [JsonIgnore]
    public SourceMark Source => new(Commit, Dirty);

    /// <summary>The compiler's version.</summary>
    public required string BicepVersion { get; init; }

    /// <summary>Writes the record atomically.</summary>
    /// <param name="path">The file.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>The record's text. Equal records give equal text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EvidenceException">It is missing, broken, or of another schema version.</exception>
    public static TemplateRecord Read(string path) => Parse(EvidenceJson.ReadFile(path, Cure), path);

    /// <summary>Refuses a record of other settings: its logs would become the evidence of these.</summary>
    /// <param name="names">The names by the settings.</param>
    /// <param name="path">The record's file.</param>
    /// <exception cref="EvidenceException">The template is not one that these settings name.</exception>
    public void RequireOf(Names names, string path)
    {
        if (!names.BuilderGroup.Equals(ResourceId.Parse(TemplateId).Group) || !names.IsTemplate(TemplateName))
        {
            throw new EvidenceException(
                $"'{path}' is of other settings: it records the template {TemplateId}, but by these settings a template is in "
                    + $"{names.BuilderGroup} and its name starts with imgt-{names.RunOutput}-. Use the artifacts folder of these settings with --artifacts=DIR, or run the target "
                    + "Template first."
            );
        }
    }

    /// <summary>Reads a record from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="EvidenceException">It is broken, or of another schema version.</exception>
    public static TemplateRecord Parse(string text, string source = EvidenceFiles.Template)
    {
        TemplateRecord record = EvidenceJson.Parse<TemplateRecord>(text, source, Cure);
        return record.SchemaVersion == CurrentSchemaVersion
            ? record
            : throw new EvidenceException(
                $"'{source}' has schemaVersion {record.SchemaVersion}, but this program reads {CurrentSchemaVersion}. {Cure}"
            );
    }
}
