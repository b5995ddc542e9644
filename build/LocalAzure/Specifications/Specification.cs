using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Specifications;

/// <summary>
/// What the published specifications say about a resource type: its API versions, and what a request for it may contain. The file
/// <c>specifications.json</c> is written from Azure.Bicep.Types.Az by a test; a member has the newest version's type, and members
/// of older versions are kept.
/// </summary>
/// <remarks>
/// A type is written as <c>string</c>, <c>bool</c>, <c>int</c>, <c>int 1..5</c>, <c>any</c>, <c>'Word|Word</c>, <c>[]T</c> for a
/// list, <c>{}T</c> for a map, <c>#Name</c> for a definition. <c>!</c> marks a required member and <c>-</c> a read-only one. The
/// definition's member <c>*</c> is the type of all others; <c>?</c> is the member that selects one of the definitions <c>?word</c>.
/// </remarks>
internal sealed class Specification
{
    private static readonly Lazy<(
        JsonObject Types,
        Dictionary<string, IReadOnlyDictionary<string, string>> Definitions
    )> File = new(Load);

    private Specification(IReadOnlyList<string> versions, string? body) => (Versions, Body) = (versions, body);

    /// <summary>The API versions, oldest first.</summary>
    public IReadOnlyList<string> Versions { get; }

    /// <summary>The definition of a PUT's body; null where requests are not judged.</summary>
    public string? Body { get; }

    /// <summary>Finds the specification of a type; null for one that is not published as a resource.</summary>
    public static Specification? Find(string type) =>
        File.Value.Types.FirstOrDefault(t => ArmPath.Same(t.Key, type)).Value is JsonObject entry
            ? new Specification([.. entry["versions"].Items().Select(v => v.Text()!)], entry["body"].Text())
            : null;

    /// <summary>The API versions of a type that is published.</summary>
    public static IReadOnlyList<string> VersionsOf(string type) =>
        Find(type)?.Versions ?? throw new InvalidOperationException($"There is no specification of '{type}'.");

    /// <summary>The members of a definition, each with its type.</summary>
    public static IReadOnlyDictionary<string, string> Definition(string name) => File.Value.Definitions[name];

    private static (JsonObject, Dictionary<string, IReadOnlyDictionary<string, string>>) Load()
    {
        using Stream stream = typeof(Specification).Assembly.GetManifestResourceStream("specifications.json")!;
        JsonObject document = JsonNode.Parse(stream)!.AsObject();
        return (
            document["types"]!.AsObject(),
            document["definitions"]!
                .AsObject()
                .ToDictionary(
                    d => d.Key,
                    d => (IReadOnlyDictionary<string, string>)Members(d.Value!.AsObject()),
                    StringComparer.Ordinal
                )
        );
    }

    // Services read names in any case, and a few members were written in another one in older versions.
    private static Dictionary<string, string> Members(JsonObject definition) =>
        definition
            .GroupBy(m => m.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First().Value.Text()!, StringComparer.OrdinalIgnoreCase);
}
