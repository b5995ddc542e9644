namespace Jumpbox.Checks;

/// <summary>How a policy would affect a resource that does not exist yet.</summary>
/// <param name="Assignment">The policy assignment's id.</param>
/// <param name="Definition">The policy definition's id.</param>
/// <param name="Effect">For example Deny, Modify or Audit.</param>
/// <param name="Field">The field, for example <c>tags.costCentre</c> or <c>location</c>; null when not reported.</param>
/// <param name="Values">The accepted values, if reported.</param>
/// <param name="Message">The policy's own message, or null.</param>
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

    /// <summary>Whether the resource would be created with other values than those sent.</summary>
    public bool Changes =>
        Effect.Equals("Modify", StringComparison.OrdinalIgnoreCase)
        || Effect.Equals("Append", StringComparison.OrdinalIgnoreCase);
}
