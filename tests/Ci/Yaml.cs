using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Ci.Tests;

/// <summary>YAML as a JSON tree. Every scalar stays text, as the CI's own parser sees it.</summary>
internal static class Yaml
{
    public static JsonNode Read(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return Convert(stream.Documents[0].RootNode)!;
    }

    public static JsonNode ReadFile(string name) => Read(File.ReadAllText(Repository.PathOf(name)));

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode map => new JsonObject(
                map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))
            ),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
            _ => null,
        };
}
