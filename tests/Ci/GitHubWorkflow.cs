using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>Reads a workflow of GitHub Actions.</summary>
internal static class GitHubWorkflow
{
    public static IReadOnlyList<CiJob> Jobs(string file)
    {
        JsonNode workflow = Yaml.ReadFile(file);
        Dictionary<string, string> shared = Environment(workflow["env"]);
        return
        [
            .. workflow["jobs"]!
                .AsObject()
                .Select(job => new CiJob(
                    job.Key,
                    job.Value!["needs"] switch
                    {
                        JsonArray many => [.. many.Select(one => one!.GetValue<string>())],
                        JsonValue one => [one.GetValue<string>()],
                        _ => [],
                    },
                    Text(job.Value["if"]),
                    shared.Concat(Environment(job.Value["env"])).ToDictionary(pair => pair.Key, pair => pair.Value),
                    // A job that calls another workflow has no steps.
                    [.. (job.Value["steps"]?.AsArray() ?? []).Select(step => Step(step!))]
                )
                {
                    ProtectedBy = Text(job.Value["environment"]),
                    Outputs = Environment(job.Value["outputs"]),
                }),
        ];
    }

    private static CiStep Step(JsonNode step)
    {
        string action = Text(step["uses"]).Split('@')[0];
        return new CiStep(
            Text(step["id"]),
            step["run"] is null ? null : Text(step["run"]),
            Text(step["if"]),
            Environment(step["env"]),
            action switch
            {
                "actions/upload-artifact" => new(
                    Text(step["with"]!["name"]),
                    true,
                    Text(step["with"]!["path"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                )
                {
                    Replaces = Text(step["with"]!["overwrite"]) == "true",
                },
                "actions/download-artifact" => new(Text(step["with"]!["name"]), false, [])
                {
                    Folder = Text(step["with"]!["path"]),
                    Run = Text(step["with"]!["run-id"]),
                },
                _ => null,
            }
        )
        {
            MayFail = Text(step["continue-on-error"]) == "true",
        };
    }

    private static Dictionary<string, string> Environment(JsonNode? node) =>
        node?.AsObject().ToDictionary(pair => pair.Key, pair => Text(pair.Value)) ?? [];

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
