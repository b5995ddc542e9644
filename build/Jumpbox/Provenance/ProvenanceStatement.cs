using System.Text.Json.Serialization;
using Jumpbox.Evidence;

namespace Jumpbox.Provenance;

/// <summary>
/// An in-toto statement v1 with a SLSA provenance v1 predicate: <c>provenance.json</c>. Its subjects are the image and every
/// file of evidence with its SHA-256, so that a signature over this one file holds them all. Sources:
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
    /// Names the digest of the image subject: the SHA-256 of everything that reached Azure. Azure tells no digest of the
    /// image's own bytes; an image of one content hash is never overwritten by another.
    /// </summary>
    public const string ContentDigest = "jumpboxContentSha256";

    private const string Cure = "Run the target Logs again: it writes the provenance from the evidence that is there.";

    /// <summary>Always <see cref="StatementType"/>.</summary>
    [JsonPropertyName("_type")]
    public required string Type { get; init; }

    /// <summary>The image first, then every file of evidence.</summary>
    public required IReadOnlyList<ResourceDescriptor> Subject { get; init; }

    /// <summary>Always <see cref="SlsaType"/>.</summary>
    public required string PredicateType { get; init; }

    /// <summary>How the image came about.</summary>
    public required ProvenancePredicate Predicate { get; init; }

    /// <summary>The statement's text. Equal statements give equal text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the statement, in one step so that nobody reads half a file.</summary>
    /// <param name="path">The file; its folder is made.</param>
    public void WriteTo(string path) => EvidenceJson.WriteFile(path, ToJson());

    /// <summary>Reads a statement from its text. Members that this program does not know are left out, as SLSA asks.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">What to call the text in messages.</param>
    /// <exception cref="EvidenceException">It is broken, or no statement of these types.</exception>
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
