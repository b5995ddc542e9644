using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Evidence;

namespace Build.Run;

/// <summary>Reads the revision of the checkout from Git.</summary>
internal static class GitCheckout
{
    private static readonly string[] Inputs = ["scripts", "templates", "jumpbox.json"];

    /// <summary>The revision of a folder, <see cref="Revision.Unknown"/> where Git cannot tell.</summary>
    /// <param name="folder">A folder inside the checkout.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<Revision> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            Task<BufferedCommandResult> head = GitAsync(folder, ["rev-parse", "HEAD"], cancellationToken);
            Task<BufferedCommandResult> status = GitAsync(folder, ["status", "--porcelain"], cancellationToken);
            Task<BufferedCommandResult> inputs = GitAsync(
                folder,
                ["log", "-1", "--format=%H", "--", .. Inputs],
                cancellationToken
            );
            BufferedCommandResult[] answers = await Task.WhenAll(head, status, inputs);
            return answers.All(answer => answer.IsSuccess)
                ? new Revision(
                    answers[0].StandardOutput.Trim(),
                    answers[1].StandardOutput.Length > 0,
                    answers[2].StandardOutput.Trim()
                )
                : Revision.Unknown;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No Git on this machine: an archive of the repository still builds, and the gate sees that it is unknown.
            return Revision.Unknown;
        }
    }

    /// <summary>Whether Git is on the PATH.</summary>
    /// <param name="variables">The environment variables.</param>
    public static bool IsInstalled(IReadOnlyDictionary<string, string> variables) =>
        variables
            .GetValueOrDefault("PATH", "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git")));

    private static async Task<BufferedCommandResult> GitAsync(
        string folder,
        string[] arguments,
        CancellationToken cancellationToken
    ) =>
        await Cli.Wrap("git")
            // Without its optional lock, or a run that is interrupted here would leave index.lock in the checkout.
            .WithArguments(["--no-optional-locks", .. arguments])
            .WithWorkingDirectory(folder)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
}
