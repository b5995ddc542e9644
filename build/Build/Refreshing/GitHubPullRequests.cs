using System.Text.Json.Nodes;

namespace Build.Refreshing;

/// <summary>
/// Pull requests on GitHub, by the variables of a workflow run. Source: GitHub REST API, "Pulls"; docs.github.com "Variables
/// reference".
/// </summary>
/// <param name="variables">The environment.</param>
internal sealed class GitHubPullRequests(IReadOnlyDictionary<string, string> variables) : IPullRequests
{
    private const string Cure =
        "The job needs the permissions contents: write and pull-requests: write, and the repository the setting \"Allow GitHub Actions to "
        + "create and approve pull requests\".";

    /// <inheritdoc/>
    public string Target => RunVariables.Require(variables, "GITHUB_REF_NAME");

    // Source: the error of the API for a longer body.
    /// <inheritdoc/>
    public int LongestBody => 65536;

    /// <inheritdoc/>
    public string Run =>
        $"{RunVariables.Require(variables, "GITHUB_SERVER_URL")}/{Repository}/actions/runs/{RunVariables.Require(variables, "GITHUB_RUN_ID")}";

    // The user of GITHUB_TOKEN: https://api.github.com/users/github-actions[bot].
    /// <inheritdoc/>
    public (string Name, string Mail) Author =>
        ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com");

    private string Repository => RunVariables.Require(variables, "GITHUB_REPOSITORY");

    /// <inheritdoc/>
    public async Task<(string Number, bool Opened)> EnsureAsync(
        string branch,
        string title,
        string body,
        CancellationToken cancellationToken
    )
    {
        using ServiceClient client = new(
            new Uri(RunVariables.Require(variables, "GITHUB_API_URL").TrimEnd('/') + "/"),
            RunVariables.Require(variables, "GITHUB_TOKEN"),
            Cure
        );
        string pulls = $"repos/{Repository}/pulls";
        string head = Uri.EscapeDataString($"{Repository.Split('/')[0]}:{branch}");
        JsonNode? open = await client.SendAsync(
            HttpMethod.Get,
            $"{pulls}?state=open&head={head}&base={Uri.EscapeDataString(Target)}",
            null,
            cancellationToken
        );
        JsonObject text = new() { ["title"] = title, ["body"] = body };
        if ((open as JsonArray)?.FirstOrDefault()?["number"]?.ToString() is { } number)
        {
            _ = await client.SendAsync(HttpMethod.Patch, $"{pulls}/{number}", text, cancellationToken);
            return (number, false);
        }
        text["head"] = branch;
        text["base"] = Target;
        JsonNode? created = await client.SendAsync(HttpMethod.Post, pulls, text, cancellationToken);
        return (created?["number"]?.ToString() ?? "", true);
    }
}
