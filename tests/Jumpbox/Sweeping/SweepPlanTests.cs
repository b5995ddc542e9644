using Jumpbox.Cleaning;

namespace Jumpbox.Tests.Sweeping;

public sealed class SweepPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SweepRules Rules = new(1, TimeSpan.FromDays(7), new Dictionary<string, decimal>());

    [Fact]
    public void The_newest_images_are_kept_and_older_ones_may_go()
    {
        IReadOnlyList<LeftOver> plan = SweepPlan.Of(
            [Image("old", 30), Image("new", 10), Image("older", 40)],
            Rules,
            Now
        );

        Assert.Equal(["older", "old"], plan.Select(item => item.Id));
        Assert.All(plan, item => Assert.Null(item.Stays));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void An_image_that_is_used_never_goes_however_few_are_kept(int keep)
    {
        FoundThing used = Image("used", 400) with { Held = "vm-1 uses it" };

        IReadOnlyList<LeftOver> plan = SweepPlan.Of([used, Image("new", 1)], Rules with { Keep = keep }, Now);

        Assert.DoesNotContain(plan, item => item.Id == "used" && item.Stays is null);
    }

    [Fact]
    public void What_is_young_is_shown_and_stays() =>
        Assert.Contains("not older than 7 days", Single(Template(since: Now - TimeSpan.FromDays(6.9))).Stays);

    [Fact]
    public void What_is_older_may_go() => Assert.Null(Single(Template(since: Now - TimeSpan.FromDays(7.1))).Stays);

    [Fact]
    public void Whose_age_is_not_known_stays() => Assert.Contains("age", Single(Template(since: null)).Stays);

    [Fact]
    public void A_clock_that_was_set_back_makes_nothing_old() =>
        Assert.NotNull(Single(Template(since: Now + TimeSpan.FromDays(400))).Stays);

    [Fact]
    public void What_something_needs_is_no_left_over() =>
        Assert.Empty(
            SweepPlan.Of([Template(since: Now - TimeSpan.FromDays(99)) with { Superfluous = null }], Rules, Now)
        );

    [Fact]
    public void A_template_with_a_build_under_way_stays() =>
        Assert.Equal(
            "a build of it is under way",
            Single(Template(since: Now - TimeSpan.FromDays(99)) with { Held = "a build of it is under way" }).Stays
        );

    [Fact]
    public void The_cost_is_the_users_price_times_the_size_and_no_price_is_invented()
    {
        SweepRules priced = Rules with
        {
            Keep = 0,
            Prices = new Dictionary<string, decimal> { ["imageGiBMonth"] = 0.05m },
        };

        Assert.Equal("at most 1.50 a month (30 GiB)", SweepPlan.Of([Image("a", 9)], priced, Now)[0].Cost);
        Assert.Equal(
            "snapshot storage of at most 30 GiB",
            SweepPlan.Of([Image("a", 9)], Rules with { Keep = 0 }, Now)[0].Cost
        );
    }

    private static LeftOver Single(FoundThing thing) => Assert.Single(SweepPlan.Of([thing], Rules, Now));

    private static FoundThing Image(string id, int days) =>
        new(LeftOverKind.Image, id, Now - TimeSpan.FromDays(days), null, null, 30);

    private static FoundThing Template(DateTimeOffset? since) =>
        new(LeftOverKind.Template, "t", since, "Azure could not make it", null);
}
