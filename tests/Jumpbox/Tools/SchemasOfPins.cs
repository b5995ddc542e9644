using System.Text.Json.Nodes;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

/// <summary>The schemas that editors show know the fields and choices that the readers know, no more and no fewer.</summary>
public sealed class SchemasOfPins
{
    private const string Unknown = "zzz";

    // The names of their fields are data: the reader refuses them by another rule.
    private static readonly string[] Maps = ["architectures", "redirectHosts"];

    [Theory]
    [InlineData("scripts/tools.schema.json")]
    [InlineData("scripts/tools.lock.schema.json")]
    public void Name_the_fields_and_choices_of_the_reader(string file)
    {
        JsonObject schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf(file)))!.AsObject();
        SortedDictionary<string, string> expected = new(StringComparer.Ordinal);
        string probe = Probe(schema, schema, "", expected)!.ToJsonString();

        IReadOnlyList<PinProblem> problems = Assert
            .Throws<PinException>(() =>
                file.Contains("lock", StringComparison.Ordinal)
                    ? (object)ToolLock.Parse(probe)
                    : ToolCatalogue.Parse(probe)
            )
            .Problems;

        Dictionary<string, string> told = problems
            .Where(problem => expected.ContainsKey(problem.Path))
            .ToDictionary(problem => problem.Path, problem => problem.Expected);
        Assert.Equal(expected, told);
    }

    // A document that has every field of the schema, a wrong value for each choice, and one field too many in each object.
    private static JsonNode? Probe(
        JsonObject root,
        JsonObject schema,
        string path,
        IDictionary<string, string> expected
    )
    {
        if (schema["$ref"] is { } reference)
        {
            string name = reference.GetValue<string>().Split('/')[^1];
            return Probe(root, root["definitions"]![name]!.AsObject(), path, expected);
        }
        if (schema["enum"] is JsonArray choices && !path.EndsWith(".architecture", StringComparison.Ordinal))
        {
            expected[path] = $"one of {string.Join(", ", choices.Select(choice => choice!.GetValue<string>()))}";
            return Unknown;
        }
        if (schema["items"] is JsonObject items)
        {
            return new JsonArray(Probe(root, items, $"{path}[0]", expected));
        }
        if (schema["properties"] is not JsonObject properties || Maps.Any(path.EndsWith))
        {
            return $"{schema["type"]}" switch
            {
                "object" => new JsonObject(),
                "boolean" => true,
                "integer" => 1,
                _ => "1",
            };
        }
        JsonObject probe = new() { [Unknown] = 1 };
        foreach ((string name, JsonNode? field) in properties)
        {
            string at = path.Length == 0 ? name : $"{path}.{name}";
            probe[name] = Probe(root, field!.AsObject(), at, expected);
        }
        IEnumerable<string> known = properties.Select(field => field.Key).Order(StringComparer.Ordinal);
        expected[path.Length == 0 ? Unknown : $"{path}.{Unknown}"] =
            $"no such field; the known ones are {string.Join(", ", known)}";
        return probe;
    }
}
