using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Evidence;

namespace Build.Run;

/// <summary>Reads the revision of the checkout from Git.</summary>
internal static class GitCheckout
{
    private static readonly string[] Inputs = ["scripts", "templates", "jumpbox.json"];

    /// <summary>Reads the revision of a folder; <see cref="Revision.Unknown"/> without a Git checkout.</summary>
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
            // Git is not installed: an archive of the repository still builds, and the gate sees that the commit is unknown.
            return Revision.Unknown;
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
