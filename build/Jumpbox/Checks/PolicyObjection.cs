namespace Jumpbox.Checks;

/// <summary>What a policy says to a resource that is not there yet.</summary>
/// <param name="Assignment">The policy assignment's id.</param>
/// <param name="Definition">The policy definition's id.</param>
/// <param name="Effect">For example Deny, Modify or Audit.</param>
/// <param name="Field">The field it is about, for example <c>tags.costCentre</c> or <c>location</c>; null when it does not say.</param>
/// <param name="Values">The values that it accepts, where it says so.</param>
/// <param name="Message">Why, as the policy says it; null when it does not.</param>
public sealed record PolicyObjection(
    string Assignment,
    string Definition,
    string Effect,
    string? Field,
    IReadOnlyList<string> Values,
    string? Message
)
{
    /// <summary>Whether the resource would be refused.</summary>
    public bool Denies => Effect.Equals("Deny", StringComparison.OrdinalIgnoreCase);
}
