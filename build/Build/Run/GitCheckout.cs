using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Provenance;

namespace Build.Run;

/// <summary>Reads the revision of the checkout from Git.</summary>
internal static class GitCheckout
{
    /// <summary>The revision of a folder, <see cref="Revision.Unknown"/> where Git cannot tell.</summary>
    /// <param name="folder">A folder inside the checkout.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="apart">A file of the folder whose changes do not count; null if all do.</param>
    public static async Task<Revision> ReadAsync(
        string folder,
        CancellationToken cancellationToken,
        string? apart = null
    )
    {
        try
        {
            BufferedCommandResult status = await GitAsync(
                folder,
                [
                    "status",
                    "--porcelain=v2",
                    "--branch",
                    .. apart is null ? [] : (string[])["--", ":(top)", $":(exclude,literal){apart}"],
                ],
                cancellationToken
            );
            return status.IsSuccess ? Revision.OfStatus(status.StandardOutput) : Revision.Unknown;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Git is not installed: an archive of the repository still builds, and the gate sees that the commit is unknown.
            return Revision.Unknown;
        }
    }

    /// <summary>The address of the remote <c>origin</c>; null where there is none, or it is a folder.</summary>
    /// <param name="folder">A folder inside the checkout.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<string?> RepositoryAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            BufferedCommandResult origin = await GitAsync(folder, ["remote", "get-url", "origin"], cancellationToken);
            return origin.IsSuccess ? RepositoryAddress.Of(origin.StandardOutput) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether Git has a file as it is, so that it can be restored.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<bool> IsUnchangedAsync(string file, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(file);
        try
        {
            // Untracked and ignored files are listed too, so that silence means a file as it was committed.
            BufferedCommandResult changed = await GitAsync(
                Path.GetDirectoryName(full)!,
                ["status", "--porcelain", "--ignored", "--untracked-files=all", "--", full],
                cancellationToken
            );
            return changed.IsSuccess && changed.StandardOutput.Length == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The commit of a tag; null if there is none, or Git cannot tell.</summary>
    /// <param name="folder">A folder inside the checkout.</param>
    /// <param name="tag">The tag.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>40 hexadecimal digits.</returns>
    public static async Task<string?> CommitOfTagAsync(string folder, string tag, CancellationToken cancellationToken)
    {
        try
        {
            BufferedCommandResult found = await GitAsync(
                folder,
                ["rev-parse", "--verify", "--quiet", "--end-of-options", $"refs/tags/{tag}^{{commit}}"],
                cancellationToken
            );
            return found.IsSuccess ? found.StandardOutput.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static async Task<BufferedCommandResult> GitAsync(
        string folder,
        string[] arguments,
        CancellationToken cancellationToken
    ) =>
        await Cli.Wrap("git")
            // Without its optional lock, because an interrupted run would leave index.lock in the checkout.
            .WithArguments(["--no-optional-locks", .. arguments])
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
}
