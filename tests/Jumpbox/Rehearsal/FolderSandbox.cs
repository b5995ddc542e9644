using CliWrap;
using Jumpbox.Rehearsal;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>A sandbox whose copy is a folder of the test; it runs nothing.</summary>
/// <param name="folder">The folder; null for a sandbox that cannot be copied.</param>
internal sealed class FolderSandbox(string? folder) : ISandbox
{
    public string Base => "Ubuntu 24.04.5 LTS";

    public string Exchange => throw new NotSupportedException("This sandbox shares nothing.");

    public Command Command(string user, params IEnumerable<string> command) =>
        throw new NotSupportedException("This sandbox runs nothing.");

    public Task<OutsideView?> CopyAsync(CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return Task.FromResult<OutsideView?>(null);
        }
        string root = Path.Combine(folder, "root");
        _ = Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg"));
        File.WriteAllText(Path.Combine(root, "var/lib/dpkg/status"), "");
        return Task.FromResult<OutsideView?>(new OutsideView(root, folder, []));
    }

    public Task<IReadOnlyList<ChangedFile>> ChangesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ChangedFile>>([]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
