using Jumpbox.Explaining;

namespace Jumpbox.Tests.Explaining;

public sealed class DecidingOnAnotherAttempt
{
    private const string NoCapacity =
        "AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size.";

    [Fact]
    public void A_cause_that_passes_is_waited_for_longer_each_time_and_never_longer_than_twenty_minutes() =>
        Assert.Equal(
            [5, 10, 20, 20],
            Enumerable.Range(1, 4).Select(attempt => After(NoCapacity, attempt, 5).Wait!.Value.TotalMinutes)
        );

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void The_last_attempt_has_no_next_one(int attempt, int most) =>
        Assert.Null(After(NoCapacity, attempt, most).Wait);

    [Theory]
    [InlineData("Nobody has seen this before.")]
    [InlineData("")]
    [InlineData("RequestDisallowedByPolicy: Resource 'pkrvm' was disallowed by policy.")]
    [InlineData($"{NoCapacity}\nRequestDisallowedByPolicy: Resource 'pkrvm' was disallowed by policy.")]
    public void An_unknown_cause_or_one_that_stays_is_not_tried_blindly(string message) =>
        Assert.Null(After(message, 1, 5).Wait);

    private static AnotherAttempt After(string message, int attempt, int most) =>
        AnotherAttempt.After(FailureExplainer.Explain(message, phase: FailurePhase.Run), attempt, most);
}
