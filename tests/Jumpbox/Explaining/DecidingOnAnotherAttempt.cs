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

    [Fact]
    public void Without_capacity_for_the_size_alone_the_next_attempt_has_another_size_and_begins_soon()
    {
        AnotherAttempt next = After(NoCapacity, 1, 3, untried: 1);

        Assert.True(next.OtherSize);
        Assert.Equal(TimeSpan.FromMinutes(1), next.Wait);
        Assert.False(After(NoCapacity, 1, 3, untried: 0).OtherSize);
    }

    [Theory]
    [InlineData(
        "The container group could not be created: the requested resource is not available in the location 'eastus' at this moment."
    )]
    [InlineData($"{NoCapacity}\nThe requested resource is not available in the location 'eastus' at this moment.")]
    public void What_no_other_size_helps_is_waited_for_with_the_same_one(string message)
    {
        AnotherAttempt next = After(message, 1, 3, untried: 1);

        Assert.False(next.OtherSize);
        Assert.Equal(TimeSpan.FromMinutes(5), next.Wait);
    }

    [Theory]
    [InlineData("RequestDisallowedByPolicy: Resource 'pkrvm' was disallowed by policy.")]
    [InlineData(
        "exceeding approved standardDDSv4Family Cores quota. Current Limit: 2, Current Usage: 2, Additional Required: 2"
    )]
    [InlineData(
        "The requested size for resource 'pkrvm' is currently not available in location 'westeurope' zones ''."
    )]
    [InlineData("Nobody has seen this before.")]
    public void Another_size_is_no_cure_for_what_stays_or_is_unknown(string message) =>
        Assert.Null(After(message, 1, 5, untried: 4).Wait);

    [Fact]
    public void Attempts_use_the_sizes_in_turn_and_keep_the_last_one()
    {
        BuildAttempt first = new(["a", "b"], 1, 0);

        Assert.Equal(("a", 1), (first.Size, first.Untried));
        Assert.Equal("a", first.Next(otherSize: false).Size);
        Assert.Equal(("b", 0), (first.Next(otherSize: true).Size, first.Next(otherSize: true).Untried));
        Assert.Equal(("b", 3), (first.Next(true).Next(true).Size, first.Next(true).Next(true).Number));
    }

    private static AnotherAttempt After(string message, int attempt, int most, int untried = 0) =>
        AnotherAttempt.After(FailureExplainer.Explain(message, phase: FailurePhase.Run), attempt, most, untried);
}
