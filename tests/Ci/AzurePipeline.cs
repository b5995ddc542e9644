using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ci.Tests;

/// <summary>
/// Reads azure-pipelines.yml with its templates. Of template expressions it knows what ours use: parameters and
/// <c>iif(eq(parameters.x, true), 'a', 'b')</c>.
/// </summary>
internal static partial class AzurePipeline
{
    public static IReadOnlyList<CiJob> Jobs(IReadOnlyDictionary<string, string> chosen)
    {
        JsonNode root = Yaml.ReadFile("azure-pipelines.yml");
        Dictionary<string, string> parameters = root["parameters"]!
            .AsArray()
            .ToDictionary(one => Text(one!["name"]), one => Text(one!["default"]));
        foreach ((string name, string value) in chosen)
        {
            parameters[name] = value;
        }
        return
        [
            .. root["stages"]!
                .AsArray()
                .SelectMany(call => Template(call!, "", parameters, "stages"))
                .Select(stage => Job(stage.Node, stage.Parameters)),
        ];
    }

    private static CiJob Job(JsonNode stage, Dictionary<string, string> parameters)
    {
        JsonNode job = stage["jobs"]![0]!;
        JsonNode steps = job["steps"] ?? job["strategy"]!["runOnce"]!["deploy"]!["steps"]!;
        return new CiJob(
            Fill(Text(stage["stage"]), parameters).Split('_')[0].ToLowerInvariant(),
            stage["dependsOn"] switch
            {
                JsonArray many => [.. many.Select(one => Stage(Text(one), parameters))],
                JsonValue one => [Stage(Text(one), parameters)],
                _ => [],
            },
            Fill(Text(stage["condition"]), parameters),
            [
                .. steps
                    .AsArray()
                    .SelectMany(step =>
                        step!["template"] is null
                            ? [(step, parameters)]
                            : Template(step, "pipelines", parameters, "steps")
                    )
                    .Select(pair => Step(pair.Item1!, pair.Item2)),
            ]
        );
    }

    private static CiStep Step(JsonNode step, Dictionary<string, string> parameters)
    {
        JsonNode? command = step["bash"] ?? step["inputs"]?["inlineScript"];
        return new CiStep(
            Fill(Text(step["displayName"]), parameters),
            command is null ? null : Fill(Text(command), parameters),
            Fill(Text(step["condition"]), parameters)
        );
    }

    private static IEnumerable<(JsonNode Node, Dictionary<string, string> Parameters)> Template(
        JsonNode call,
        string folder,
        Dictionary<string, string> outer,
        string part
    )
    {
        JsonNode template = Yaml.ReadFile(Path.Combine(folder, Text(call["template"])));
        Dictionary<string, string> inner = template["parameters"]!
            .AsArray()
            .ToDictionary(one => Text(one!["name"]), one => Text(one!["default"]));
        foreach ((string name, JsonNode? value) in call["parameters"]!.AsObject())
        {
            Assert.True(inner.ContainsKey(name), $"{Text(call["template"])} takes no parameter {name}.");
            inner[name] = Fill(Text(value), outer);
        }
        return template[part]!.AsArray().Select(node => (node!, inner));
    }

    private static string Stage(string name, Dictionary<string, string> parameters) =>
        Fill(name, parameters).Split('_')[0].ToLowerInvariant();

    private static string Fill(string text, Dictionary<string, string> parameters) =>
        Expression()
            .Replace(
                text,
                found =>
                {
                    Match choice = Choice().Match(found.Groups[1].Value);
                    return choice.Success
                        ? parameters[choice.Groups["name"].Value] == "true"
                            ? choice.Groups["yes"].Value
                            : choice.Groups["no"].Value
                        : parameters[found.Groups[1].Value["parameters.".Length..]];
                }
            );

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    [GeneratedRegex(@"\$\{\{ (.+?) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\Aiif\(eq\(parameters\.(?<name>\w+), true\), '(?<yes>[^']*)', '(?<no>[^']*)'\)\z")]
    private static partial Regex Choice();
}
