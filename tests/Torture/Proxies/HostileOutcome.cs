namespace Torture.Tests.Proxies;

/// <summary>What became of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Hits">How often the front misbehaved.</param>
/// <param name="Runs">The runs, the hostile one first.</param>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
internal sealed record HostileOutcome(
    HostileCase Case,
    int Hits,
    IReadOnlyList<TortureRun> Runs,
    IReadOnlyList<string> Problems
);
