using CliWrap;
using CliWrap.Buffered;

namespace Jumpbox.Source;

/// <summary>The commit that a run is made from.</summary>
/// <param name="Commit">The commit's id as 40 hex digits, or <c>unknown</c> outside a Git checkout.</param>
/// <param name="Dirty">Whether the working tree differs from the commit; true outside a checkout.</param>
/// <param name="InputsCommit">
/// The last commit that changed what the image is made from: it goes into the image, so that a change of documentation asks
/// for no new one.
/// </param>
public sealed record Revision(string Commit, bool Dirty, string InputsCommit)
{
    private static readonly Revision Unknown = new("unknown", true, "unknown");
    private static readonly string[] Inputs = ["scripts", "templates", "jumpbox.json"];

    /// <summary>Asks Git for the revision of a folder.</summary>
    /// <param name="folder">A folder inside the checkout.</param>
    /// <param name="cancellationToken">Ends the question.</param>
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
            await Task.WhenAll(head, status, inputs);
            return head.Result.IsSuccess && status.Result.IsSuccess && inputs.Result.IsSuccess
                ? new Revision(
                    head.Result.StandardOutput.Trim(),
                    status.Result.StandardOutput.Length > 0,
                    inputs.Result.StandardOutput.Trim()
                )
                : Unknown;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No Git on this machine: an archive of the repository still builds, and the gate sees that it is unknown.
            return Unknown;
        }
    }

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
