using Jumpbox.Evidence.Log;
using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>The result of a rehearsal.</summary>
public sealed record RehearsalResult
{
    /// <summary>The engine that ran it.</summary>
    public required string Engine { get; init; }

    /// <summary>The operating system of the root file system.</summary>
    public required string Base { get; init; }

    /// <summary>When its sandbox was opened.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>What this engine cannot show, each a sentence.</summary>
    public required IReadOnlyList<string> NotShown { get; init; }

    /// <summary>The time to create the sandbox, in seconds.</summary>
    public required double SandboxSeconds { get; init; }

    /// <summary>The steps that were run, in order; the last one may have failed.</summary>
    public required IReadOnlyList<RehearsedStep> Steps { get; init; }

    /// <summary>The hosts and ports that the steps reached, as <c>host:port</c>; empty if the network was open.</summary>
    public required IReadOnlyList<string> Reached { get; init; }

    /// <summary>
    /// Hosts in the egress list that no step requested, as <c>host:port</c>: their files are not in the mirror, publishers
    /// redirect to them, or the list is too long. Empty if the network was open.
    /// </summary>
    public required IReadOnlyList<string> NotAsked { get; init; }

    /// <summary>Attempts to reach hosts outside the egress list.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>The differences from the base.</summary>
    public required IReadOnlyList<ChangedFile> Changes { get; init; }

    /// <summary>The installed packages, each <c>name version architecture</c> separated by tabs.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>The time of the lock, in seconds since 1970.</summary>
    public long Epoch { get; init; }

    /// <summary>The whole root file system; null if it was not read.</summary>
    public RootTree? Tree { get; init; }

    /// <summary>The digest of the whole root file system; null if it is unknown.</summary>
    public string? TreeDigest => Tree is null ? null : Reproducing.TreeDigest.Of(Tree, Epoch);

    /// <summary>Why the digest is unknown; empty if it is known.</summary>
    public IReadOnlyList<string> TreeUnknown =>
        Tree?.Unknown ?? [Failed is null ? "the root file system was not read" : "a step failed"];

    /// <summary>The step that failed, or null.</summary>
    public RehearsedStep? Failed => Steps.FirstOrDefault(step => step.ExitCode != 0);

    /// <summary>Why it failed, from the log; null if no step failed.</summary>
    public required LogFailure? Failure { get; init; }

    /// <summary>Whether every step succeeded and requested nothing outside the egress list.</summary>
    public bool Succeeded => Failed is null && Findings.Count == 0;

    /// <summary>Throws if the rehearsal failed.</summary>
    /// <param name="folder">The folder of the logs, for the message.</param>
    /// <exception cref="RehearsalException">A step failed, or requested something outside the egress list.</exception>
    public void RequireSuccess(string folder)
    {
        if (Failed is RehearsedStep step)
        {
            string cures = Failure is null ? "" : string.Concat(Failure.ToDo.Select(cure => $"\n  cure: {cure}"));
            throw new RehearsalException(
                $"{Failure?.Summary ?? $"Step '{step.Name}' failed with exit code {step.ExitCode}."}{cures}\n  log: {folder}"
            );
        }
        if (Findings.Count > 0)
        {
            throw new RehearsalException(
                $"The steps tried to reach hosts outside the egress list: {string.Join(", ", Findings)}. "
                    + "Add required hosts to the catalogue, so that they get into the egress list, or remove the attempt."
            );
        }
    }
}

/// <summary>One difference between the base and the root file system after the steps.</summary>
/// <param name="Kind"><c>file</c>, <c>folder</c>, <c>link</c> or <c>deleted</c>.</param>
/// <param name="Size">The size in bytes; 0 except for files.</param>
/// <param name="Path">The absolute path.</param>
public sealed record ChangedFile(string Kind, long Size, string Path);

/// <summary>Thrown when a rehearsal could not start, or its steps failed. The message says what to do.</summary>
internal sealed class RehearsalException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    public RehearsalException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, with which value, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public RehearsalException(string message, Exception inner)
        : base(message, inner) { }
}

/// <summary>A step that was run.</summary>
/// <param name="Kind"><c>customize</c> or <c>validate</c>.</param>
/// <param name="Name">The step's name.</param>
/// <param name="Seconds">How long it took, in seconds.</param>
/// <param name="ExitCode">Its exit code.</param>
public sealed record RehearsedStep(string Kind, string Name, double Seconds, int ExitCode);
