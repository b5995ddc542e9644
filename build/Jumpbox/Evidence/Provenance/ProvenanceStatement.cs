using System.Text.Json.Serialization;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Provenance;

/// <summary>
/// An in-toto statement v1 with a SLSA provenance v1 predicate: <c>provenance.json</c>. Its subjects are the image and
/// every file of evidence with its SHA-256, so that a signature over this one file covers them all. Sources:
/// https://in-toto.io/Statement/v1 and https://slsa.dev/provenance/v1.
/// </summary>
public sealed record ProvenanceStatement
{
    /// <summary>The file's name in the artifacts folder.</summary>
    public const string FileName = "provenance.json";

    /// <summary>The statement's type.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>The predicate's type.</summary>
    public const string SlsaType = "https://slsa.dev/provenance/v1";

    /// <summary>
    /// The name of the image subject's digest: the SHA-256 of everything that reached Azure. Azure reports no digest of
    /// the image's own bytes; an image with one content hash is never overwritten by another.
    /// </summary>
    public const string ContentDigest = "jumpboxContentSha256";

    /// <summary>
    /// The name of what distinguishes the image subject from other builds of the same content: when its build started, in
    /// milliseconds since 1970. The image's tag has the same time.
    /// </summary>
    public const string RunDigest = "jumpboxRun";

    /// <summary>The name of the digest of a rehearsed image's root file system: see docs/rehearse.md.</summary>
    public const string TreeDigest = "jumpboxTreeSha256";

    private const string Cure = "Run the target Logs again: it writes the provenance from the existing evidence.";

    /// <summary>Always <see cref="StatementType"/>.</summary>
    [JsonPropertyName("_type")]
    public required string Type { get; init; }

    /// <summary>The image first, then every file of evidence.</summary>
    public required IReadOnlyList<ResourceDescriptor> Subject { get; init; }

    /// <summary>Always <see cref="SlsaType"/>.</summary>
    public required string PredicateType { get; init; }

    /// <summary>How the image was built.</summary>
    public required ProvenancePredicate Predicate { get; init; }

    /// <summary>The statement's text. Equal statements give equal text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the statement atomically.</summary>
    /// <param name="path">The file; its folder is created.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>Reads a statement from its text. Unknown members are ignored, as SLSA requires.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="EvidenceException">It is broken, or not a statement of these types.</exception>
    public static ProvenanceStatement Parse(string text, string source = FileName)
    {
        ProvenanceStatement statement = EvidenceJson.Parse<ProvenanceStatement>(
            text,
            source,
            Cure,
            EvidenceJson.Tolerant
        );
        return statement.Type == StatementType && statement.PredicateType == SlsaType
            ? statement
            : throw new EvidenceException(
                $"'{source}' is a {statement.Type} with a predicate {statement.PredicateType}, expected {StatementType} with {SlsaType}. {Cure}"
            );
    }
}

/// <summary>The inputs of the build. Source: SLSA provenance v1, "BuildDefinition".</summary>
/// <param name="BuildType">A URI that defines how to read the parameters.</param>
/// <param name="ExternalParameters">The parameters chosen by the user.</param>
/// <param name="InternalParameters">The parameters computed by the pipeline.</param>
/// <param name="ResolvedDependencies">The inputs: the commit, the lock's files, the base image, the template.</param>
public sealed record BuildDefinition(
    string BuildType,
    IReadOnlyDictionary<string, string> ExternalParameters,
    IReadOnlyDictionary<string, string> InternalParameters,
    IReadOnlyList<ResourceDescriptor> ResolvedDependencies
);

/// <summary>The run. Source: SLSA provenance v1, "BuildMetadata".</summary>
/// <param name="InvocationId">The run, unique for its builder.</param>
/// <param name="StartedOn">When the image build started, RFC 3339 in UTC with a final Z.</param>
/// <param name="FinishedOn">When it ended, in the same form.</param>
public sealed record BuildMetadata(string InvocationId, string StartedOn, string FinishedOn);

/// <summary>The builder. Source: SLSA provenance v1, "Builder".</summary>
/// <param name="Id">A URI for the builder and everything that it trusts.</param>
/// <param name="Version">The versions of the builder's parts.</param>
public sealed record ProvenanceBuilder(string Id, IReadOnlyDictionary<string, string> Version);

/// <summary>The SLSA provenance v1 predicate.</summary>
/// <param name="BuildDefinition">The inputs.</param>
/// <param name="RunDetails">The run.</param>
public sealed record ProvenancePredicate(BuildDefinition BuildDefinition, RunDetails RunDetails);

/// <summary>The run of the build. Source: SLSA provenance v1, "RunDetails".</summary>
/// <param name="Builder">The builder.</param>
/// <param name="Metadata">The run.</param>
public sealed record RunDetails(ProvenanceBuilder Builder, BuildMetadata Metadata)
{
    /// <summary>What the run produced besides the image: the tree of a rehearsed build; null if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResourceDescriptor>? Byproducts { get; init; }
}
