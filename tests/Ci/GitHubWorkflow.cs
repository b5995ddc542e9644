using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>Reads a workflow of GitHub Actions.</summary>
internal static class GitHubWorkflow
{
    public static IReadOnlyList<CiJob> Jobs(string file) =>
        [
            .. Yaml.ReadFile(file)["jobs"]!
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
                    [
                        .. job.Value["steps"]!
                            .AsArray()
                            .Select(step => new CiStep(
                                Text(step!["name"]),
                                step["run"] is null ? null : Text(step["run"]),
                                Text(step["if"])
                            )),
                    ]
                )),
        ];

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";
}
