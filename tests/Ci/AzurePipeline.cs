using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ci.Tests;

/// <summary>
/// Reads azure-pipelines.yml with its templates. Of template expressions it knows what ours use: parameters,
/// <c>iif(eq(parameters.x, true), 'a', 'b')</c> and steps below <c>if ne(parameters.x, 'a')</c>.
/// </summary>
internal static partial class AzurePipeline
{
    /// <param name="chosen">The parameters.</param>
    /// <param name="images">The entries of the parameter <c>images</c>, as JSON; null for its default.</param>
    public static IReadOnlyList<CiJob> Jobs(IReadOnlyDictionary<string, string> chosen, string? images = null)
    {
        JsonNode root = Yaml.ReadFile("azure-pipelines.yml");
        Dictionary<string, string> parameters = Defaults(root);
        foreach ((string name, string value) in chosen)
        {
            parameters[name] = value;
        }
        Dictionary<string, string> variables = root["variables"]!
            .AsObject()
            .ToDictionary(pair => pair.Key, pair => Text(pair.Value));
        return
        [
            .. root["stages"]!
                .AsArray()
                .SelectMany(call => Repeated(call!, root, parameters, images))
                .SelectMany(call => Template(call.Node, "", call.Parameters, "stages"))
                .SelectMany(stage => Stage(stage.Node, stage.Parameters, variables)),
        ];
    }

    /// <summary>The jobs of the template for one image, as another repository calls it.</summary>
    /// <param name="parameters">The parameters of the call.</param>
    public static IReadOnlyList<CiJob> Called(IReadOnlyDictionary<string, string> parameters) =>
        [
            .. Template(
                    new JsonObject
                    {
                        ["template"] = "pipelines/image.yml",
                        ["parameters"] = new JsonObject(
                            parameters.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
                        ),
                    },
                    "",
                    [],
                    "stages"
                )
                .SelectMany(stage => Stage(stage.Node, stage.Parameters, [])),
        ];

    // ${{ each image in parameters.images }}: the calls below it, once for each entry.
    private static IEnumerable<(JsonNode Node, Dictionary<string, string> Parameters)> Repeated(
        JsonNode call,
        JsonNode root,
        Dictionary<string, string> parameters,
        string? images
    )
    {
        (string key, JsonNode? calls) = call.AsObject().Single();
        Assert.Equal("${{ each image in parameters.images }}", key);
        JsonNode entries = images is null
            ? root["parameters"]!.AsArray().Single(one => Text(one!["name"]) == "images")!["default"]!
            : JsonNode.Parse(images)!;
        return entries
            .AsArray()
            .SelectMany(entry =>
                calls!
                    .AsArray()
                    .Select(one =>
                        (
                            one!,
                            entry!
                                .AsObject()
                                .Select(pair => KeyValuePair.Create($"image.{pair.Key}", Text(pair.Value)))
                                .Concat(parameters)
                                .ToDictionary()
                        )
                    )
            );
    }

    public static IReadOnlyList<CiJob> JobsWithoutStages(string file)
    {
        JsonNode root = Yaml.ReadFile(file);
        return
        [
            .. root["jobs"]!
                .AsArray()
                .Select(job => Job(Text(job!["job"]).ToLowerInvariant(), [], "", job, Defaults(root), [])),
        ];
    }

    // A stage of one job is that job; one of several is its jobs and, last, what they come to.
    private static IEnumerable<CiJob> Stage(
        JsonNode stage,
        Dictionary<string, string> parameters,
        Dictionary<string, string> variables
    )
    {
        string name = ShortName(Text(stage["stage"]), parameters);
        string[] needs = [.. Several(stage["dependsOn"], parameters).Select(need => ShortName(need, parameters))];
        string condition = Fill(Text(stage["condition"]), parameters);
        JsonArray jobs = stage["jobs"]!.AsArray();
        if (jobs.Count == 1)
        {
            yield return Job(name, needs, condition, jobs[0]!, parameters, variables);
            yield break;
        }
        List<string> names = [];
        foreach (JsonNode? job in jobs)
        {
            names.Add(Text(job!["job"]).ToLowerInvariant());
            string[] after = [.. Several(job["dependsOn"], parameters).Select(one => one.ToLowerInvariant())];
            yield return Job(
                names[^1],
                after.Length == 0 ? needs : after,
                Fill(Text(job["condition"]), parameters),
                job,
                parameters,
                variables
            );
        }
        yield return new CiJob(name, names, "", variables, [], IsStage: true);
    }

    private static CiJob Job(
        string name,
        IReadOnlyList<string> needs,
        string condition,
        JsonNode job,
        Dictionary<string, string> parameters,
        Dictionary<string, string> variables
    )
    {
        JsonNode written = job["steps"] ?? job["strategy"]!["runOnce"]!["deploy"]!["steps"]!;
        (JsonNode Node, Dictionary<string, string> Parameters)[] steps =
        [
            .. written.AsArray().SelectMany(step => Flat(step!, parameters)),
        ];
        return new CiJob(name, needs, condition, variables, [.. steps.Select(pair => Step(pair.Node, pair.Parameters))])
        {
            ProtectedBy = Fill(Text(job["environment"]), parameters),
            Connections =
            [
                .. steps
                    .Select(pair => Fill(Text(pair.Node["inputs"]?["azureSubscription"]), pair.Parameters))
                    .Where(connection => connection.Length > 0)
                    .Distinct(),
            ],
        };
    }

    // A template's steps may be templates themselves.
    private static IEnumerable<(JsonNode Node, Dictionary<string, string> Parameters)> Flat(
        JsonNode step,
        Dictionary<string, string> parameters
    ) =>
        step.AsObject().First() is var (key, steps) && key.StartsWith("${{ if ", StringComparison.Ordinal)
            ? Fill(key, parameters) == "true"
                ? steps!.AsArray().SelectMany(inner => Flat(inner!, parameters))
                : []
            : step["template"] is null
                ? [(step, parameters)]
                : Template(step, "pipelines", parameters, "steps")
                    .SelectMany(inner => Flat(inner.Node, inner.Parameters));

    private static CiStep Step(JsonNode step, Dictionary<string, string> parameters)
    {
        JsonNode? command = step["bash"] ?? step["inputs"]?["inlineScript"];
        string Input(string name) => Fill(Text(step["inputs"]?[name]), parameters);
        return new CiStep(
            Text(step["name"]),
            command is null ? null : Fill(Text(command), parameters),
            Fill(Text(step["condition"]), parameters),
            step["env"]?.AsObject().ToDictionary(pair => pair.Key, pair => Fill(Text(pair.Value), parameters)) ?? [],
            Text(step["task"]).Split('@')[0] switch
            {
                // What is copied into the folder of an artifact is what the next task publishes from there, and only that.
                "CopyFiles" => new(
                    Staged(Input("TargetFolder")),
                    true,
                    [
                        .. Input("Contents")
                            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                            .Select(line => $"{Input("SourceFolder")}/{line}"),
                    ]
                ),
                "PublishPipelineArtifact" when Staged(Input("targetPath")) == Input("artifact") => null,
                "PublishPipelineArtifact" => new(Input("artifact"), true, [Input("targetPath")]),
                "DownloadPipelineArtifact" => new(
                    Input("itemPattern").Replace("/**", "", StringComparison.Ordinal),
                    false,
                    []
                )
                {
                    Folder = Input("targetPath"),
                    Run = Input("pipelineId"),
                },
                _ => null,
            }
        )
        {
            MayFail = Text(step["continueOnError"]) == "true",
        };
    }

    private static string Staged(string folder) =>
        folder.Replace("$(Build.ArtifactStagingDirectory)/", "", StringComparison.Ordinal);

    private static IEnumerable<(JsonNode Node, Dictionary<string, string> Parameters)> Template(
        JsonNode call,
        string folder,
        Dictionary<string, string> outer,
        string part
    )
    {
        JsonNode template = Yaml.ReadFile(Path.Combine(folder, Text(call["template"])));
        Dictionary<string, string> inner = Defaults(template);
        foreach ((string name, JsonNode? value) in call["parameters"]?.AsObject() ?? [])
        {
            Assert.True(inner.ContainsKey(name), $"{Text(call["template"])} takes no parameter {name}.");
            inner[name] = Fill(Text(value), outer);
        }
        return template[part]!.AsArray().Select(node => (node!, inner));
    }

    private static Dictionary<string, string> Defaults(JsonNode file) =>
        (file["parameters"] as JsonArray ?? [])
            .Where(one => Text(one!["type"]) != "object")
            .ToDictionary(one => Text(one!["name"]), one => Text(one!["default"]));

    private static string ShortName(string name, Dictionary<string, string> parameters) =>
        Fill(name, parameters).Split('_')[0].ToLowerInvariant();

    private static string[] Several(JsonNode? node, Dictionary<string, string> parameters) =>
        Fill(Text(node), parameters) switch
        {
            "" => [],
            ['[', ..] list => [.. JsonNode.Parse(list)!.AsArray().Select(one => Fill(Text(one), parameters))],
            string one => [one],
        };

    private static string Fill(string text, Dictionary<string, string> parameters) =>
        Expression()
            .Replace(
                text,
                found =>
                {
                    Match choice = Choice().Match(found.Groups[1].Value);
                    Match condition = Condition().Match(found.Groups[1].Value);
                    return condition.Success
                        ? parameters[condition.Groups["name"].Value] != condition.Groups["value"].Value
                            ? "true"
                            : ""
                        : choice.Success
                            ? parameters[choice.Groups["name"].Value] == choice.Groups["value"].Value
                                ? choice.Groups["yes"].Value
                                : choice.Groups["no"].Value
                            : parameters[found.Groups[1].Value.Replace("parameters.", "", StringComparison.Ordinal)];
                }
            );

    // A list is handed on as JSON: a template's parameter may be one.
    private static string Text(JsonNode? node) =>
        node is JsonArray list ? list.ToJsonString() : node?.GetValue<string>() ?? "";

    [GeneratedRegex(@"\$\{\{ (.+?) \}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\Aiif\(eq\(parameters\.(?<name>\w+), '?(?<value>\w+)'?\), '(?<yes>[^']*)', '(?<no>[^']*)'\)\z")]
    private static partial Regex Choice();

    [GeneratedRegex(@"\Aif ne\(parameters\.(?<name>\w+), '(?<value>\w+)'\)\z")]
    private static partial Regex Condition();
}
