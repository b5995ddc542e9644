using System.Text.Json;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>A document that a statement refers to: a policy, an attestation.</summary>
/// <param name="Uri">Where it is or what it is called.</param>
/// <param name="Digest">Its digests by algorithm; may be empty for a policy.</param>
public sealed record StatementReference(string? Uri, IReadOnlyDictionary<string, string> Digest)
{
    internal static StatementReference Read(JsonMember reference, bool needsDigest)
    {
        string? uri = reference.OptionalText("uri");
        IReadOnlyDictionary<string, string> digest =
            needsDigest || reference.Has("digest")
                ? StatementSubject.DigestOf(reference)
                : new Dictionary<string, string>();
        return uri is { Length: > 0 } || needsDigest
            ? new StatementReference(uri, digest)
            : throw new RefusalException($"'{reference.Path}.uri' is missing.");
    }

    internal void Write(Utf8JsonWriter json, string? name)
    {
        json.WriteStartObject();
        if (name is not null)
        {
            json.WriteString("name", name);
        }
        if (Uri is not null)
        {
            json.WriteString("uri", Uri);
        }
        if (Digest.Count > 0)
        {
            json.WriteStartObject("digest");
            foreach ((string algorithm, string value) in Digest.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                json.WriteString(algorithm, value);
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
