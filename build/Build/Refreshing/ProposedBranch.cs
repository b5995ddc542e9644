using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Boundaries;

namespace Build.Refreshing;

/// <summary>
/// The branch of the pull request: the checked-out commit with one changed file. It is written with Git's plumbing, so that the
/// working tree and the index stay as they are, and with the parent's time, so that equal content is an equal commit.
/// </summary>
/// <param name="root">The checkout.</param>
/// <param name="author">Name and mail address of the author.</param>
internal sealed class ProposedBranch(string root, (string Name, string Mail) author)
{
    /// <summary>The branch's name.</summary>
    public const string Name = "refresh";

    private const string Reference = $"refs/heads/{Name}";

    /// <summary>Commits the file and pushes the branch, unless someone else has pushed to it.</summary>
    /// <param name="file">The file, relative to the checkout, with slashes.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether the file differs from the checked-out commit; otherwise nothing is pushed.</returns>
    /// <exception cref="PullRequestException">Git failed, or the branch has someone else's commit.</exception>
    public async Task<bool> PushAsync(string file, string message, CancellationToken cancellationToken)
    {
        string blob = await GitAsync(["hash-object", "-w", "--", file], cancellationToken);
        if (blob == await GitAsync(["rev-parse", $"HEAD:{file}"], cancellationToken))
        {
            return false;
        }
        string index = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string commit;
        try
        {
            Dictionary<string, string?> own = new() { ["GIT_INDEX_FILE"] = index };
            _ = await GitAsync(["read-tree", "HEAD"], cancellationToken, own);
            _ = await GitAsync(["update-index", "--cacheinfo", $"100644,{blob},{file}"], cancellationToken, own);
            string tree = await GitAsync(["write-tree"], cancellationToken, own);
            string time = await GitAsync(["show", "--no-patch", "--format=%cI", "HEAD"], cancellationToken);
            commit = await GitAsync(
                ["commit-tree", tree, "-p", "HEAD", "-m", message],
                cancellationToken,
                new()
                {
                    ["GIT_AUTHOR_NAME"] = author.Name,
                    ["GIT_AUTHOR_EMAIL"] = author.Mail,
                    ["GIT_AUTHOR_DATE"] = time,
                    ["GIT_COMMITTER_NAME"] = author.Name,
                    ["GIT_COMMITTER_EMAIL"] = author.Mail,
                    ["GIT_COMMITTER_DATE"] = time,
                }
            );
        }
        finally
        {
            File.Delete(index);
        }
        string seen = await SeenAsync(cancellationToken);
        _ = await GitAsync(
            ["push", "--quiet", $"--force-with-lease={Reference}:{seen}", "origin", $"{commit}:{Reference}"],
            cancellationToken
        );
        return true;
    }

    // The commit that the branch has, which the push may replace; empty if there is no branch: then the push must create it.
    private async Task<string> SeenAsync(CancellationToken cancellationToken)
    {
        string seen = (await GitAsync(["ls-remote", "origin", Reference], cancellationToken)).Split('\t')[0];
        if (seen.Length == 0)
        {
            return seen;
        }
        // A checkout of a runner has no other branch.
        _ = await GitAsync(["fetch", "--quiet", "--no-tags", "--depth=1", "origin", seen], cancellationToken);
        string mail = await GitAsync(["show", "--no-patch", "--format=%ae", seen], cancellationToken);
        return mail == author.Mail
            ? seen
            : throw new PullRequestException(
                $"The branch {Name} has a commit by {PlainText.Line(mail)}, {seen[..12]}, which would be lost. Merge its pull request, or "
                    + "delete the branch."
            );
    }

    private async Task<string> GitAsync(
        string[] arguments,
        CancellationToken cancellationToken,
        Dictionary<string, string?>? variables = null
    )
    {
        BufferedCommandResult result = await Cli.Wrap("git")
            .WithArguments(arguments)
            .WithWorkingDirectory(root)
            .WithEnvironmentVariables(variables ?? [])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return result.IsSuccess
            ? result.StandardOutput.Trim()
            : throw new PullRequestException(
                $"git {arguments[0]} failed with exit code {result.ExitCode}: {PlainText.Line(result.StandardError.Trim())} Run the job "
                    + "again; if the error persists, check the rights of the job's token on the repository."
            );
    }
}
