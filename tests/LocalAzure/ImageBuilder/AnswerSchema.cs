using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>
/// The published property schema of one resource type of the image builder, compared with an answer: every property must
/// be known, every required one there, every value of its type, in its words, range and pattern.
/// </summary>
internal sealed class AnswerSchema(string resource)
{
    private static readonly JsonNode Document = JsonNode.Parse(
        File.ReadAllText(Path.Combine(Repository.PathOf("tests/LocalAzure/ImageBuilder"), "schema.json"))
    )!;

    private readonly JsonObject _types = Document[resource]!.AsObject();

    public IReadOnlyList<string> Problems(JsonNode? answer) => [.. Walk(answer, "body", "")];

    private IEnumerable<string> Walk(JsonNode? node, string type, string path)
    {
        string[] words = type.Split(" | ");
        if (words[0].StartsWith('\''))
        {
            string? text = node?.GetValueKind() == JsonValueKind.String ? node.ToString() : null;
            bool fits = text is not null && (words.Contains("string") || words.Contains($"'{text}'"));
            return fits ? [] : [$"{path}: {node?.ToJsonString() ?? "null"} is not {type}"];
        }
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            return node is JsonArray array
                ? array.SelectMany((item, i) => Walk(item, type[..^2], $"{path}[{i}]"))
                : [$"{path}: not an array"];
        }
        return _types[type] is JsonObject declared ? WalkObject(node, type, declared, path)
            : Fits(node, type) ? []
            : [$"{path}: {node?.ToJsonString() ?? "null"} is not {type}"];
    }

    private IEnumerable<string> WalkObject(JsonNode? node, string type, JsonObject declared, string path)
    {
        if (node is not JsonObject json)
        {
            return [$"{path}: not an object"];
        }
        Dictionary<string, JsonObject> properties = Properties(declared);
        if (declared["discriminator"]?.ToString() is { } by)
        {
            if (json[by]?.ToString() is not { } chosen || _types[$"{type}/{chosen}"] is not JsonObject variant)
            {
                return [$"{path}.{by}: {json[by]?.ToJsonString() ?? "missing"} is no variant of {type}"];
            }
            properties = properties.Concat(Properties(variant)).ToDictionary(StringComparer.Ordinal);
        }
        string? more = declared["additional"]?.ToString();
        return json.SelectMany(p =>
                properties.TryGetValue(p.Key, out JsonObject? known) && p.Key != "apiVersion"
                    ? Walk(p.Value, known["type"]!.ToString(), $"{path}.{p.Key}")
                : more is not null ? Walk(p.Value, more, $"{path}.{p.Key}")
                : [$"{path}.{p.Key}: not known"]
            )
            .Concat(
                properties
                    .Where(p => p.Value["required"] is not null && json[p.Key] is null)
                    .Select(p => $"{path}.{p.Key}: missing")
            );
    }

    private static Dictionary<string, JsonObject> Properties(JsonObject declared) =>
        (declared["properties"] as JsonObject ?? []).ToDictionary(p => p.Key, p => p.Value!.AsObject());

    private static bool Fits(JsonNode? node, string type)
    {
        JsonValueKind? kind = node?.GetValueKind();
        if (type == "bool")
        {
            return kind is JsonValueKind.True or JsonValueKind.False;
        }
        if (type.StartsWith("int", StringComparison.Ordinal))
        {
            if (kind != JsonValueKind.Number || !long.TryParse(node!.ToJsonString(), out long number))
            {
                return false;
            }
            Match bounds = Regex.Match(type, @"^int(\[(?<least>-?\d*)\.\.(?<most>-?\d*)\])?$");
            Assert.True(bounds.Success, type);
            return (Bound(bounds.Groups["least"]) ?? long.MinValue) <= number
                && number <= (Bound(bounds.Groups["most"]) ?? long.MaxValue);
        }
        Assert.StartsWith("string", type, StringComparison.Ordinal);
        return kind == JsonValueKind.String
            && (type.Length == 6 || Regex.IsMatch(node!.ToString(), type[(type.IndexOf('/') + 1)..^1]));
    }

    private static long? Bound(Group group) =>
        group.Length == 0 ? null : long.Parse(group.Value, CultureInfo.InvariantCulture);
}
