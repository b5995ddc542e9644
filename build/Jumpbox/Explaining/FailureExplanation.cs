namespace Jumpbox.Explaining;

/// <summary>What is known about a failure.</summary>
/// <param name="Causes">The causes, the likeliest first; more than one if they are independent. Empty if none is known.</param>
/// <param name="Consequences">What the text also shows, which follows from the causes.</param>
/// <param name="LastLines">The last lines of the text that are not harmless, as they are; for a failure without a known cause.</param>
public sealed record FailureExplanation(
    IReadOnlyList<Explanation> Causes,
    IReadOnlyList<Explanation> Consequences,
    IReadOnlyList<string> LastLines
)
{
    /// <summary>Nothing was said.</summary>
    public static FailureExplanation None { get; } = new([], [], []);
}
