namespace Jumpbox.Gating;

/// <summary>What a rule says.</summary>
/// <param name="Id">The rule's stable name.</param>
/// <param name="Demand">What must be so.</param>
/// <param name="Passed">Whether it is so.</param>
/// <param name="Evidence">What the verdict rests on; where it failed, also what to do.</param>
public sealed record RuleVerdict(string Id, string Demand, bool Passed, string Evidence);
