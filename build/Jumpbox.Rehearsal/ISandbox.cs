using CliWrap;

namespace Jumpbox.Rehearsal;

/// <summary>A running sandbox. Disposing ends every process in it and takes away all that belongs to it.</summary>
public interface ISandbox : IAsyncDisposable
{
    /// <summary>What the root file system was made from, for example <c>Ubuntu 24.04.4 LTS (noble)</c>.</summary>
    string Base { get; }

    /// <summary>A folder of this machine that the sandbox sees as <see cref="SandboxSetting.SharedFolder"/>.</summary>
    string Exchange { get; }

    /// <summary>A command that runs inside: no environment but what it is given.</summary>
    /// <param name="user">The user that runs it.</param>
    /// <param name="command">Program and arguments.</param>
    Command Command(string user, params IEnumerable<string> command);

    /// <summary>What differs from the base, by path.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<ChangedFile>> ChangesAsync(CancellationToken cancellationToken);
}
