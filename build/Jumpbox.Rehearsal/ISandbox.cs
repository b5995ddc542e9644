using CliWrap;

namespace Jumpbox.Rehearsal;

/// <summary>A running sandbox. Disposing ends every process in it and deletes everything that belongs to it.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>The operating system of the root file system, for example <c>Ubuntu 24.04.4 LTS (noble)</c>.</summary>
    string Base { get; }

    /// <summary>A folder of this machine that the sandbox mounts as <see cref="SandboxSetting.SharedFolder"/>.</summary>
    string Exchange { get; }

    /// <summary>Returns a command that runs in the sandbox, with a fixed environment.</summary>
    /// <param name="user">The user that runs it.</param>
    /// <param name="command">Program and arguments.</param>
    Command Command(string user, params IEnumerable<string> command);

    /// <summary>
    /// Copies the root file system for programs of this machine, without what is mounted in it; null if this sandbox cannot.
    /// </summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="RehearsalException">There is no space, or the kernel refuses it.</exception>
    Task<OutsideView?> CopyAsync(CancellationToken cancellationToken);

    /// <summary>Lists the differences from the base, by path.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    Task<IReadOnlyList<ChangedFile>> ChangesAsync(CancellationToken cancellationToken);
}
