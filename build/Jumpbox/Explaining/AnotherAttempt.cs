namespace Jumpbox.Explaining;

/// <summary>The decision to start a failed image build again, which takes most of an hour: only for known reasons that pass.</summary>
/// <param name="Wait">How long to wait before it; null if it is not worth an attempt.</param>
/// <param name="Reason">The causes that pass, or why another attempt does not help, as the end of a sentence.</param>
public sealed record AnotherAttempt(TimeSpan? Wait, string Reason)
{
    /// <summary>Whether it uses the next size of the build VM, because this one has no capacity.</summary>
    public bool OtherSize { get; init; }

    private static readonly TimeSpan Now = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Decides about a failed build.</summary>
    /// <param name="explanation">What is known about its failure.</param>
    /// <param name="attempt">The number of the failed attempt, from 1.</param>
    /// <param name="most">The maximum number of attempts.</param>
    /// <param name="untried">The sizes of the build VM that no attempt has used yet.</param>
    public static AnotherAttempt After(FailureExplanation explanation, int attempt, int most, int untried = 0)
    {
        if (attempt >= most)
        {
            return new AnotherAttempt(null, $"{attempt} of {most} attempts have failed");
        }
        if (explanation.Causes.Count == 0)
        {
            return new AnotherAttempt(null, "its cause is not known");
        }
        Explanation[] lasting = [.. explanation.Causes.Where(cause => cause.TryAgain == TryAgain.No)];
        if (lasting.Length > 0)
        {
            return new AnotherAttempt(null, $"without a change it fails again ({Ids(lasting)})");
        }
        // Only if the size is all that is missing: anything else takes its time with each size.
        if (untried > 0 && explanation.Causes.All(cause => cause.Row.OtherSize))
        {
            return new AnotherAttempt(Now, Ids(explanation.Causes)) { OtherSize = true };
        }
        TimeSpan wait = explanation.Causes.Any(cause => cause.TryAgain == TryAgain.Later)
            ? Later * Math.Pow(2, attempt - 1)
            : Now;
        return new AnotherAttempt(wait < Longest ? wait : Longest, Ids(explanation.Causes));
    }

    private static string Ids(IEnumerable<Explanation> causes) => string.Join(", ", causes.Select(cause => cause.Id));
}
