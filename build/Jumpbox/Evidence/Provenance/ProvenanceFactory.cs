using System.Globalization;
using Jumpbox.Customizer;
using Jumpbox.Tools;

namespace Jumpbox.Evidence.Provenance;

/// <summary>Creates the statement from the records. Pure.</summary>
public static class ProvenanceFactory
{
    /// <summary>Defines how to read the parameters; see docs/evidence.md.</summary>
    public const string BuildType = "urn:jumpbox:image-build:v1";

    /// <summary>Creates the statement.</summary>
    /// <param name="record">The gate document.</param>
    /// <param name="contents">What was rendered into the template.</param>
    /// <param name="evidence">Every file of evidence with its SHA-256.</param>
    /// <param name="builder">The builder of the image.</param>
    /// <param name="tree">The digest of a rehearsed image's root file system, or null.</param>
    public static ProvenanceStatement Create(
        ImageRecord record,
        RenderedContents contents,
        IReadOnlyDictionary<string, string> evidence,
        BuilderIdentity builder,
        string? tree = null
    )
    {
        ResourceDescriptor image = new() { Name = record.ImageId, Digest = ImageDigest(record) };
        return new ProvenanceStatement
        {
            Type = ProvenanceStatement.StatementType,
            PredicateType = ProvenanceStatement.SlsaType,
            Subject =
            [
                image,
                .. evidence
                    .OrderBy(file => file.Key, StringComparer.Ordinal)
                    .Select(file => ResourceDescriptor.File(file.Key, file.Value)),
            ],
            Predicate = new ProvenancePredicate(
                new BuildDefinition(
                    BuildType,
                    ExternalParameters(record.Cloud, record.Subscription, record.Location, record.BaseImage, contents),
                    new SortedDictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["contentHash"] = record.ContentHash,
                        ["lockDigest"] = record.LockDigest,
                        ["templateId"] = record.TemplateId,
                        ["dirty"] = record.Dirty ? "true" : "false",
                    },
                    [.. Materials(record, contents, evidence, builder)]
                ),
                new RunDetails(
                    new ProvenanceBuilder(
                        builder.Id,
                        builder.Version is { } version
                            ? new SortedDictionary<string, string> { [BuilderIdentity.Program] = version }
                            : []
                    ),
                    new BuildMetadata(builder.InvocationId, Stamp(record.Started), Stamp(record.Finished))
                )
                {
                    Byproducts = tree is null
                        ? null
                        :
                        [
                            new ResourceDescriptor
                            {
                                Name = "root file system",
                                Digest = new Dictionary<string, string>
                                {
                                    [ProvenanceStatement.TreeDigest] = tree["sha256:".Length..],
                                },
                            },
                        ],
                }
            ),
        };
    }

    /// <summary>What identifies an image as a subject: its content and the build that created it.</summary>
    /// <param name="record">The gate document.</param>
    public static IReadOnlyDictionary<string, string> ImageDigest(ImageRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new Dictionary<string, string>
        {
            [ProvenanceStatement.ContentDigest] = record.ContentHash,
            [ProvenanceStatement.RunDigest] = record
                .Started.ToUnixTimeMilliseconds()
                .ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>The parameters that the user chooses. The gate accepts no further ones.</summary>
    /// <param name="cloud">The cloud, as in the settings.</param>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="location">The region.</param>
    /// <param name="baseImage">The base image.</param>
    /// <param name="contents">What was rendered, with the settings that decided it.</param>
    public static IReadOnlyDictionary<string, string> ExternalParameters(
        string cloud,
        string subscription,
        string location,
        RecordedBaseImage baseImage,
        RenderedContents contents
    )
    {
        ArgumentNullException.ThrowIfNull(baseImage);
        ArgumentNullException.ThrowIfNull(contents);
        return new SortedDictionary<string, string>(contents.Parameters.ToDictionary(), StringComparer.Ordinal)
        {
            ["cloud"] = cloud,
            ["subscription"] = subscription,
            ["location"] = location,
            ["baseImage"] = baseImage.ToString(),
        };
    }

    private static IEnumerable<ResourceDescriptor> Materials(
        ImageRecord record,
        RenderedContents contents,
        IReadOnlyDictionary<string, string> evidence,
        BuilderIdentity builder
    )
    {
        string source = $"{BuilderIdentity.Git}{builder.Repository ?? BuilderIdentity.Checkout}";
        // Outside a checkout of Git there is no commit, and a word is no digest.
        yield return PinText.IsCommit(record.Commit)
            ? new ResourceDescriptor
            {
                Name = "source",
                Uri = $"{source}@{record.Commit}",
                Digest = new Dictionary<string, string> { ["gitCommit"] = record.Commit },
            }
            : new ResourceDescriptor { Name = "source", Uri = source };
        yield return new ResourceDescriptor
        {
            Name = "base image",
            Uri = record.BaseImage.ImageId ?? $"urn:azure:marketplace:{record.BaseImage}",
        };
        yield return ResourceDescriptor.File(ToolLock.DefaultPath, record.LockDigest);
        if (evidence.TryGetValue(EvidenceFiles.Template, out string? template))
        {
            yield return ResourceDescriptor.File("template", template);
        }
        if (contents.AptSnapshot.Length > 0)
        {
            yield return new ResourceDescriptor
            {
                Name = "package snapshot",
                Uri = UbuntuSnapshot.At(contents.AptSnapshot),
            };
        }
        foreach (RenderedTool tool in contents.Tools)
        {
            yield return ResourceDescriptor.File($"{tool.Name} {tool.Version}", tool.Sha256) with
            {
                Uri = tool.Url,
            };
        }
        foreach (LockedWheel wheel in contents.AzExtensions ?? [])
        {
            yield return ResourceDescriptor.File($"{wheel.Name} {wheel.Version}", wheel.Sha256) with
            {
                Uri = wheel.Url,
            };
        }
    }

    private static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
