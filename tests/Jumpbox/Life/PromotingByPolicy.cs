using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Life;

public sealed class PromotingByPolicy
{
    private const string Definition =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/box";
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void A_version_is_due_when_it_was_released_for_as_long_as_the_environment_waits(int waits, bool due) =>
        Assert.Equal(due, Of(waits, [Version("1.0.1", daysAgo: 3)], []).Version is not null);

    [Fact]
    public void The_highest_of_those_is_promoted_and_not_a_newer_one() =>
        Assert.Equal("1.0.2", Of(2, [Version("1.0.1", 9), Version("1.0.2", 3), Version("1.0.3", 1)], []).Version!.Name);

    [Fact]
    public void Nothing_is_due_when_the_environment_has_it()
    {
        DuePromotion due = Of(0, [Version("1.0.1", 3)], [Version("1.0.1", 1)]);

        Assert.Null(due.Version);
        Assert.Equal("it already has 1.0.1, which is released", due.Reason);
    }

    [Fact]
    public void What_was_revoked_or_withdrawn_there_does_not_come_back() =>
        Assert.Null(
            Of(0, [Version("1.0.1", 3)], [Version("1.0.1", 1) with { Withdrawn = "2026-11-29T00:00:00Z" }]).Version
        );

    [Fact]
    public void An_interrupted_copy_is_continued() =>
        Assert.NotNull(Of(0, [Version("1.0.1", 3)], [Version("1.0.1", 1) with { Released = null }]).Version);

    [Fact]
    public void A_time_of_release_that_cannot_be_read_promotes_nothing() =>
        Assert.Equal(
            "when 1.0.1 was released is unknown",
            Of(0, [Version("1.0.1", 3) with { Released = "long ago" }], []).Reason
        );

    [Fact]
    public void Environments_come_after_the_ones_that_their_versions_come_from() =>
        Assert.Equal(
            ["test", "prod"],
            PromotionPolicy
                .Order([Environment("prod", 3, "test"), Environment("never", null), Environment("test", 0)])
                .Select(one => one.Name)
        );

    private static DuePromotion Of(int waits, FoundImage[] source, FoundImage[] target) =>
        PromotionPolicy.Of(Environment("prod", waits), source, target, Now);

    private static EnvironmentSettings Environment(string name, int? days, string? from = null) =>
        new(name, ResourceId.Parse(Definition), [], from, 30, RequiresSignature: false) { PromoteAfterDays = days };

    private static FoundImage Version(string number, int daysAgo) =>
        new($"{Definition}/versions/{number}", "Succeeded", Now.AddDays(-daysAgo))
        {
            IsOurs = true,
            Released = Now.AddDays(-daysAgo).ToString("O"),
        };
}
