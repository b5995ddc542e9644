using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Tests.Deployments;

/// <summary>Where two documents differ, one line a place. The order of properties does not matter.</summary>
internal static class JsonDifference
{
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? found, string path) =>
        (expected, found) switch
        {
            (JsonObject left, JsonObject right) => left.Select(p => p.Key)
                .Union(right.Select(p => p.Key), StringComparer.Ordinal)
                .SelectMany(name =>
                    left.ContainsKey(name) && right.ContainsKey(name)
                        ? Between(left[name], right[name], $"{path}.{name}")
                        : [$"{path}.{name}: {(left.ContainsKey(name) ? "missing" : "not expected")}"]
                ),
            (JsonArray left, JsonArray right) when left.Count == right.Count => left.SelectMany(
                (item, i) => Between(item, right[i], $"{path}[{i}]")
            ),
            _ when ValueReading.Write(expected) == ValueReading.Write(found) => [],
            _ => [$"{path}: expected {ValueReading.Write(expected)}, found {ValueReading.Write(found)}"],
        };
}
