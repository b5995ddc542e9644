namespace Jumpbox.Probing;

/// <summary>What a probe found.</summary>
/// <param name="Plan">What it tried.</param>
/// <param name="Log">The log of its container; empty if it never ran.</param>
/// <param name="Trouble">Why it has no complete log, as a sentence; null if it has.</param>
public sealed record ProbeReport(ProbePlan Plan, string Log, string? Trouble)
{
    /// <summary>What the probe created and could not delete: the resource's id and why.</summary>
    public IReadOnlyList<(string Id, string Reason)> Left { get; init; } = [];

    internal IReadOnlyDictionary<int, ProbeAnswer> Answers { get; } = ProbeLog.Read(Log);
}
