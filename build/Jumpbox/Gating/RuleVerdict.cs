using System.Text.Json.Serialization;

namespace Jumpbox.Gating;

/// <summary>What a rule says.</summary>
/// <param name="Id">The rule's stable name.</param>
/// <param name="Demand">What must be so.</param>
/// <param name="Outcome">Whether it is so, as far as that is known.</param>
/// <param name="Evidence">What the verdict rests on; where it did not pass, also what to do.</param>
public sealed record RuleVerdict(string Id, string Demand, RuleOutcome Outcome, string Evidence)
{
    /// <summary>Whether it is proven to be so.</summary>
    [JsonIgnore]
    public bool Passed => Outcome == RuleOutcome.Pass;
}
