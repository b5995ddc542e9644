namespace Jumpbox.Probing;

/// <summary>What a probe found.</summary>
/// <param name="Plan">What it tried.</param>
/// <param name="Log">The logs of its container and its machine; empty if neither ever ran.</param>
/// <param name="Trouble">Why the container has no complete log, as a sentence; null if it has.</param>
public sealed record ProbeReport(ProbePlan Plan, string Log, string? Trouble)
{
    /// <summary>Why the machine has no complete log, as a sentence; null if it has, or none was requested.</summary>
    public string? MachineTrouble { get; init; }

    /// <summary>What the probe created and could not delete: the resource's id and why.</summary>
    public IReadOnlyList<(string Id, string Reason)> Left { get; init; } = [];

    internal IReadOnlyDictionary<int, ProbeAnswer> Answers { get; } = ProbeLog.Read(Log);

    /// <summary>The answer about a connection; null if the log has none.</summary>
    internal ProbeAnswer? Of(ProbeTarget target) => Answers.GetValueOrDefault(target.Number);

    /// <summary>Why a connection was not tried; null if nothing is known to have failed.</summary>
    internal string? TroubleOf(ProbeTarget target) =>
        target.IsFromBuild ? MachineTrouble
        : target.LeadsToMachine ? Trouble ?? MachineTrouble
        : Trouble;
}
