using System.Text.Json.Nodes;

namespace Build.Refreshing;

/// <summary>
/// Pull requests in Azure Repos, by the variables of a pipeline run. Source: Azure DevOps REST API, "Git - Pull Requests"; Azure
/// Pipelines, "Use predefined variables".
/// </summary>
/// <param name="variables">The environment, with <c>SYSTEM_ACCESSTOKEN</c>.</param>
internal sealed class AzurePullRequests(IReadOnlyDictionary<string, string> variables) : IPullRequests
{
    private const string Version = "api-version=7.1";
    private const string Heads = "refs/heads/";
    private const string Cure =
        "The build service of the project needs \"Contribute\", \"Create branch\", \"Force push\" and \"Contribute to pull requests\" on the "
        + "repository.";

    /// <inheritdoc/>
    public string Target
    {
        get
        {
            string branch = RunVariables.Require(variables, "BUILD_SOURCEBRANCH");
            return branch.StartsWith(Heads, StringComparison.Ordinal)
                ? branch[Heads.Length..]
                : throw new PullRequestException(
                    $"The run is of {branch}, which is no branch. Run the pipeline on the branch that pull requests are merged into."
                );
        }
    }

    // Source: "Pull Requests - Update", description up to 4000 characters.
    /// <inheritdoc/>
    public int LongestBody => 4000;

    /// <inheritdoc/>
    public string Run =>
        $"{Project}/_build/results?buildId={Uri.EscapeDataString(RunVariables.Require(variables, "BUILD_BUILDID"))}";

    /// <inheritdoc/>
    public (string Name, string Mail) Author => ("Azure Pipelines", "azure-pipelines@noreply.invalid");

    private string Project =>
        RunVariables.Require(variables, "SYSTEM_COLLECTIONURI").TrimEnd('/')
        + $"/{Uri.EscapeDataString(RunVariables.Require(variables, "SYSTEM_TEAMPROJECT"))}";

    /// <inheritdoc/>
    public async Task<(string Number, bool Opened)> EnsureAsync(
        string branch,
        string title,
        string body,
        CancellationToken cancellationToken
    )
    {
        if (RunVariables.Require(variables, "BUILD_REPOSITORY_PROVIDER") is not "TfsGit" and var provider)
        {
            throw new PullRequestException(
                $"The repository is in {provider}, where the token of this pipeline opens no pull requests. Use GitHub's workflow "
                    + "refresh.yml there, or move the repository to Azure Repos."
            );
        }
        using ServiceClient client = new(
            new Uri($"{Project}/"),
            RunVariables.Require(variables, "SYSTEM_ACCESSTOKEN"),
            Cure
        );
        string requests =
            $"_apis/git/repositories/{Uri.EscapeDataString(RunVariables.Require(variables, "BUILD_REPOSITORY_ID"))}/pullrequests";
        JsonNode? open = await client.SendAsync(
            HttpMethod.Get,
            $"{requests}?searchCriteria.status=active&searchCriteria.sourceRefName={Uri.EscapeDataString(Heads + branch)}"
                + $"&searchCriteria.targetRefName={Uri.EscapeDataString(Heads + Target)}&{Version}",
            null,
            cancellationToken
        );
        JsonObject text = new() { ["title"] = title, ["description"] = body };
        if ((open?["value"] as JsonArray)?.FirstOrDefault()?["pullRequestId"]?.ToString() is { } number)
        {
            _ = await client.SendAsync(HttpMethod.Patch, $"{requests}/{number}?{Version}", text, cancellationToken);
            return (number, false);
        }
        text["sourceRefName"] = Heads + branch;
        text["targetRefName"] = Heads + Target;
        JsonNode? created = await client.SendAsync(HttpMethod.Post, $"{requests}?{Version}", text, cancellationToken);
        return (created?["pullRequestId"]?.ToString() ?? "", true);
    }
}
