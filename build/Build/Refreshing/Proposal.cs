using Jumpbox.Boundaries;
using Jumpbox.Fleets;
using Jumpbox.Refreshing;
using Jumpbox.Tools;

namespace Build.Refreshing;

/// <summary>Opens or renews the pull request with the updated lock, from what earlier targets of the job left.</summary>
internal static class Proposal
{
    /// <summary>What Update wrote.</summary>
    public const string Changes = "update.md";

    /// <summary>What Plan wrote for each image.</summary>
    public const string Plan = "plan.md";

    /// <summary>What Rehearse wrote for each image.</summary>
    public const string Rehearsal = "rehearsal.md";

    /// <summary>Returns the pull requests of the CI service that this run is in.</summary>
    /// <param name="variables">The environment.</param>
    /// <exception cref="PullRequestException">It is in none.</exception>
    public static IPullRequests Of(IReadOnlyDictionary<string, string> variables) =>
        CiEnvironment.Service(variables) switch
        {
            CiService.GitHubActions => new GitHubPullRequests(variables),
            CiService.AzurePipelines => new AzurePullRequests(variables),
            _ => throw new PullRequestException(
                "Propose opens a pull request from a run of GitHub Actions or Azure Pipelines, and this is neither. Commit the lock yourself."
            ),
        };

    /// <summary>Pushes the branch, and opens or renews its pull request.</summary>
    /// <param name="service">The pull requests.</param>
    /// <param name="root">The checkout, with the updated lock.</param>
    /// <param name="artifacts">The artifacts folder.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What was done, as a sentence.</returns>
    public static async Task<string> RunAsync(
        IPullRequests service,
        string root,
        string artifacts,
        CancellationToken cancellationToken
    )
    {
        ProposedBranch branch = new(root, service.Author);
        if (!await branch.PushAsync(ToolLock.DefaultPath, PullRequestText.Title, cancellationToken))
        {
            return $"{ToolLock.DefaultPath} is the same as on {service.Target}: there is nothing to propose.";
        }
        string body = PullRequestText.Body(
            Read(artifacts, Changes) is [{ } changes, ..]
                ? changes
                : "What changed is not known: Update did not run before Propose.",
            Read(artifacts, Plan),
            Read(artifacts, Rehearsal),
            service.Run,
            service.LongestBody
        );
        (string number, bool opened) = await service.EnsureAsync(
            ProposedBranch.Name,
            PullRequestText.Title,
            body,
            cancellationToken
        );
        return opened ? $"Pull request {number} opened." : $"Pull request {number} renewed.";
    }

    // The file of the only image, or those of several, each in its folder.
    private static IReadOnlyList<string> Read(string artifacts, string name)
    {
        string images = Path.Combine(artifacts, Fleet.Folder);
        string[] folders = Directory.Exists(images)
            ? [.. Directory.GetDirectories(images).Order(StringComparer.Ordinal)]
            : [];
        return
        [
            .. folders
                .Prepend(artifacts)
                .Select(folder => Path.Combine(folder, name))
                .Where(File.Exists)
                .Select(File.ReadAllText),
        ];
    }
}
