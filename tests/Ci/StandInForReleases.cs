using System.Net;
using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>
/// A stand-in for what both services say of earlier runs: GitHub's list of artifacts by name, Azure DevOps' list of runs by tag. It
/// refuses queries that they do not have. Sources: docs.github.com/rest/actions/artifacts, learn.microsoft.com/rest/api/azure/devops/build.
/// </summary>
internal sealed class StandInForReleases : IDisposable
{
    private readonly LoopbackService _service;
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-released-").FullName;
    private readonly List<(int Run, string Key)> _released = [];

    public StandInForReleases() => _service = new LoopbackService((request, _) => Answer(request));

    /// <summary>A status with which everything is refused; null to answer.</summary>
    public int? Refuses { get; set; }

    /// <summary>Whether the services no longer have what was published.</summary>
    public bool HasExpired { get; set; }

    /// <summary>How many more artifacts of a name there are than an answer has.</summary>
    public int Further { get; set; }

    /// <summary>The branch of the earlier runs.</summary>
    public string Branch { get; set; } = "main";

    /// <summary>What the CI tells a step of its services.</summary>
    public IReadOnlyDictionary<string, string?> Variables =>
        new Dictionary<string, string?>
        {
            ["GITHUB_API_URL"] = _service.Address.TrimEnd('/'),
            ["GITHUB_REPOSITORY"] = "me/boxes",
            ["GITHUB_REF_NAME"] = "main",
            ["GITHUB_RUN_ID"] = "99",
            ["SYSTEM_COLLECTIONURI"] = $"{_service.Address}me/",
            ["SYSTEM_TEAMPROJECTID"] = "p-1",
            ["SYSTEM_DEFINITIONID"] = "12",
            ["BUILD_BUILDID"] = "99",
        };

    /// <summary>Keeps the artifact of a release as that of an earlier run.</summary>
    /// <param name="run">The run's number.</param>
    /// <param name="artifact">The folder of the artifact.</param>
    /// <param name="key">By what it is found: in GitHub the artifact's name, in Azure DevOps the run's tag.</param>
    /// <returns>The folder with its files.</returns>
    public string Keep(int run, string artifact, string key)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Of($"{run}"), Path.GetFileName(artifact))).FullName;
        foreach (string file in Directory.EnumerateFiles(artifact))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        _released.Add((run, key));
        return folder;
    }

    /// <summary>The folder of a run, with a folder for each of its artifacts.</summary>
    public string Of(string run) => Path.Combine(_folder, HasExpired ? "expired" : run);

    public void Dispose()
    {
        _service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (int Status, JsonNode Answer) Answer(HttpListenerRequest request) =>
        Refuses is { } status
            ? (status, new JsonObject { ["message"] = "Refused." })
            : request.Url!.AbsolutePath switch
            {
                "/repos/me/boxes/actions/artifacts" => (200, Artifacts(request.QueryString["name"])),
                "/me/p-1/_apis/build/builds"
                    when request.QueryString["definitions"] == "12"
                        && request.QueryString["branchName"] == "refs/heads/main"
                        && request.QueryString["$top"] == "2"
                        && request.QueryString["queryOrder"] == "queueTimeDescending"
                        && request.QueryString["api-version"] == "7.1" => (
                    200,
                    Builds(request.QueryString["tagFilters"])
                ),
                _ => (404, new JsonObject { ["message"] = $"No such API: {request.Url}" }),
            };

    private JsonObject Artifacts(string? name) =>
        new()
        {
            ["total_count"] = Found(name).Count() + Further,
            ["artifacts"] = new JsonArray([
                .. Found(name)
                    .Select(one => new JsonObject
                    {
                        ["id"] = one.Run * 100,
                        ["name"] = name,
                        ["expired"] = HasExpired,
                        ["created_at"] = $"2026-11-{one.Run % 28 + 1:00}T09:00:00Z",
                        ["workflow_run"] = new JsonObject
                        {
                            ["id"] = one.Run,
                            ["repository_id"] = 5,
                            ["head_repository_id"] = 5,
                            ["head_branch"] = Branch,
                        },
                    }),
            ]),
        };

    private JsonObject Builds(string? tag) =>
        new()
        {
            ["value"] = new JsonArray([
                .. Found(tag)
                    .Where(_ => Branch == "main")
                    .OrderByDescending(one => one.Run)
                    .Select(one => new JsonObject { ["id"] = one.Run }),
            ]),
        };

    private IEnumerable<(int Run, string Key)> Found(string? key) => _released.Where(one => one.Key == key);
}
