using Jumpbox.Evidence;

namespace Jumpbox.Rehearsal;

/// <summary>What a rehearsal showed.</summary>
public sealed record RehearsalResult
{
    /// <summary>The engine that ran it.</summary>
    public required string Engine { get; init; }

    /// <summary>What the root file system was made from.</summary>
    public required string Base { get; init; }

    /// <summary>What this engine cannot show, each a sentence.</summary>
    public required IReadOnlyList<string> NotShown { get; init; }

    /// <summary>How long the sandbox took to stand, in seconds.</summary>
    public required double SandboxSeconds { get; init; }

    /// <summary>The steps that were run, in order; the last one may have failed.</summary>
    public required IReadOnlyList<RehearsedStep> Steps { get; init; }

    /// <summary>The hosts and ports that the steps reached, as <c>host:port</c>; empty where the network was open.</summary>
    public required IReadOnlyList<string> Reached { get; init; }

    /// <summary>
    /// What the egress list names and no step asked for, as <c>host:port</c>: hosts whose files the mirror does not hold, hosts that
    /// publishers redirect to, or a list that is too long. Empty where the network was open.
    /// </summary>
    public required IReadOnlyList<string> NotAsked { get; init; }

    /// <summary>Attempts to reach what the egress list does not name.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>What differs from the base.</summary>
    public required IReadOnlyList<ChangedFile> Changes { get; init; }

    /// <summary>The installed packages, each <c>name version architecture</c> parted by tabs.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>The step that failed, or null.</summary>
    public RehearsedStep? Failed => Steps.FirstOrDefault(step => step.ExitCode != 0);

    /// <summary>Why it failed, as the log tells; null where no step failed.</summary>
    public required LogFailure? Failure { get; init; }

    /// <summary>Whether every step succeeded and nothing beside the egress list was asked for.</summary>
    public bool Succeeded => Failed is null && Findings.Count == 0;

    /// <summary>Ends with the failure, if there is one.</summary>
    /// <param name="folder">Where the logs are, for the message.</param>
    /// <exception cref="RehearsalException">A step failed, or something beside the egress list was asked for.</exception>
    public void RequireSuccess(string folder)
    {
        if (Failed is RehearsedStep step)
        {
            string cures = Failure is null ? "" : string.Concat(Failure.Cures.Select(cure => $"\n  cure: {cure}"));
            throw new RehearsalException(
                $"{Failure?.Summary ?? $"Step '{step.Name}' failed with exit code {step.ExitCode}."}{cures}\n  log: {folder}"
            );
        }
        if (Findings.Count > 0)
        {
            throw new RehearsalException(
                $"The steps tried to reach what the egress list does not name: {string.Join(", ", Findings)}. "
                    + "Add what is needed to the catalogue, so that the network team is asked for it, or remove the attempt."
            );
        }
    }
}
