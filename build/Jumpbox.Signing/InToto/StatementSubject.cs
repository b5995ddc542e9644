using System.Text.Json;
using System.Text.RegularExpressions;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.InToto;

/// <summary>One subject of a statement.</summary>
/// <param name="Name">Its name, if it has one; nothing is matched by it.</param>
/// <param name="Digest">Its digests by algorithm; also ids of other kinds, such as <c>gce_image_id</c>.</param>
public sealed partial record StatementSubject(string? Name, IReadOnlyDictionary<string, string> Digest)
{
    internal static StatementSubject Read(JsonMember subject) => new(subject.OptionalText("name"), DigestOf(subject));

    internal static Dictionary<string, string> DigestOf(JsonMember parent)
    {
        JsonMember set = parent.Get("digest");
        set.Demand(JsonValueKind.Object, "an object");
        Dictionary<string, string> digest = set
            .Element.EnumerateObject()
            .ToDictionary(one => one.Name, one => set.Text(one.Name));
        return digest.Count == 0 ? throw new RefusalException($"'{set.Path}' is empty.")
            : digest.FirstOrDefault(IsMalformed) is { Key: { } name, Value: { } value }
                ? throw new RefusalException(
                    $"'{set.Path}.{name}' is '{value}', which is not lower-case hex of its size."
                )
            : digest;
    }

    private static bool IsMalformed(KeyValuePair<string, string> digest) =>
        digest.Key switch
        {
            "sha256" => digest.Value.Length != 64 || !Hex().IsMatch(digest.Value),
            "sha384" => digest.Value.Length != 96 || !Hex().IsMatch(digest.Value),
            "sha512" => digest.Value.Length != 128 || !Hex().IsMatch(digest.Value),
            _ => digest.Value.Length == 0,
        };

    [GeneratedRegex("^[0-9a-f]+\\z")]
    private static partial Regex Hex();
}
