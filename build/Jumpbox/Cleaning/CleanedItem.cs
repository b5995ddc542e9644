namespace Jumpbox.Cleaning;

/// <summary>One thing that clean-up looked at.</summary>
/// <param name="Id">The resource.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it is still there; null when it is gone.</param>
public sealed record CleanedItem(string Id, CleanedOutcome Outcome, string? Reason = null)
{
    /// <summary>The command with which a person removes it; null when it is gone.</summary>
    public string? Command => Outcome == CleanedOutcome.Removed ? null : RemovalCommand.For(Id);
}
