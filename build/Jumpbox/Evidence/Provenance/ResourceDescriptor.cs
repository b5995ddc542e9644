using System.Text.Json.Serialization;

namespace Jumpbox.Evidence.Provenance;

/// <summary>
/// One artefact of a statement: an output or an input. At least one of URI and digest is set. Source: in-toto
/// attestation framework v1, "ResourceDescriptor".
/// </summary>
public sealed record ResourceDescriptor
{
    /// <summary>Its name; unique within its list.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Where it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Uri { get; init; }

    /// <summary>Its digests: the algorithm and the value in lower-case hex.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Digest { get; init; }

    /// <summary>Creates the descriptor of a file.</summary>
    /// <param name="name">The file's name, relative to the artifacts folder.</param>
    /// <param name="sha256">The SHA-256 of its bytes.</param>
    public static ResourceDescriptor File(string name, string sha256) =>
        new()
        {
            Name = name,
            Digest = new Dictionary<string, string> { ["sha256"] = sha256 },
        };
}
