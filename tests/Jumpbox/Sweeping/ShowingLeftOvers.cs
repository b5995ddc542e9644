using Jumpbox.Cleaning;
using Jumpbox.Naming;

namespace Jumpbox.Tests.Sweeping;

/// <summary>Order, age and cost of left-overs, and the names that keep one.</summary>
public sealed class ShowingLeftOvers
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SweepRules Rules = new(0, TimeSpan.FromDays(7), new Dictionary<string, decimal>());

    [Theory]
    [InlineData(0, "0 minutes old")]
    [InlineData(119, "119 minutes old")]
    [InlineData(120, "2 hours old")]
    [InlineData(47 * 60, "47 hours old")]
    [InlineData(48 * 60, "2 days old")]
    [InlineData(400 * 24 * 60, "400 days old")]
    public void The_age_is_shown_in_minutes_hours_or_days(int minutes, string text) =>
        Assert.Equal(text, Sweep(Thing(LeftOverKind.Template, "t", TimeSpan.FromMinutes(minutes)))[0].AgeText);

    [Fact]
    public void An_age_that_Azure_does_not_report_is_unknown()
    {
        LeftOver left = Sweep(Thing(LeftOverKind.Template, "t", null))[0];

        Assert.Equal("age unknown", left.AgeText);
        Assert.Equal("its age is unknown", left.Stays);
    }

    [Theory]
    [InlineData(7, null)]
    [InlineData(6.99, "it is not older than 7 days")]
    public void The_limit_itself_is_old_enough(double days, string? stays) =>
        Assert.Equal(stays, Sweep(Thing(LeftOverKind.Template, "t", TimeSpan.FromDays(days)))[0].Stays);

    [Fact]
    public void The_oldest_comes_first_in_each_kind_and_an_unknown_age_last()
    {
        IReadOnlyList<LeftOver> plan = Sweep(
            Thing(LeftOverKind.Image, "image", TimeSpan.FromDays(99)),
            Thing(LeftOverKind.RoleAssignment, "role", TimeSpan.FromDays(9)),
            Thing(LeftOverKind.Template, "unknown", null),
            Thing(LeftOverKind.Template, "young", TimeSpan.FromDays(8)),
            Thing(LeftOverKind.Template, "b", TimeSpan.FromDays(9)),
            Thing(LeftOverKind.Template, "a", TimeSpan.FromDays(9)),
            Thing(LeftOverKind.StagingGroup, "group", TimeSpan.FromDays(9))
        );

        Assert.Equal(["a", "b", "young", "unknown", "group", "role", "image"], plan.Select(item => item.Id));
    }

    [Fact]
    public void An_image_of_unknown_age_counts_as_the_newest()
    {
        FoundThing[] images = [Image("old", TimeSpan.FromDays(9)), Image("unknown", null)];

        Assert.Equal("old", Assert.Single(SweepPlan.Of(images, Rules with { Keep = 1 }, Now)).Id);
    }

    [Theory]
    [InlineData(0, "none is kept")]
    [InlineData(1, "1 newer ones are kept")]
    public void An_image_is_left_over_when_enough_newer_ones_are_kept(int keep, string why)
    {
        FoundThing[] images = [Image("old", TimeSpan.FromDays(9)), Image("new", TimeSpan.FromDays(8))];

        Assert.Equal(why, SweepPlan.Of(images, Rules with { Keep = keep }, Now)[0].Why);
    }

    [Fact]
    public void A_superfluous_image_takes_no_place_of_those_that_are_kept()
    {
        FoundThing[] images =
        [
            Image("good", TimeSpan.FromDays(9)),
            Thing(LeftOverKind.Image, "failed", TimeSpan.FromDays(8)),
        ];

        Assert.Equal("failed", Assert.Single(SweepPlan.Of(images, Rules with { Keep = 1 }, Now)).Id);
    }

    [Theory]
    [InlineData(LeftOverKind.RoleAssignment, "costs nothing, but counts towards the limit of role assignments")]
    [InlineData(LeftOverKind.StagingGroup, "its storage account with logs; after a failed build possibly also a VM")]
    [InlineData(LeftOverKind.Template, "its storage account with logs; after a failed build possibly also a VM")]
    [InlineData(LeftOverKind.Image, "snapshot storage")]
    public void Without_a_price_the_cost_is_described(LeftOverKind kind, string cost) =>
        Assert.Equal(cost, Sweep(Thing(kind, "t", TimeSpan.FromDays(9)))[0].Cost);

    [Fact]
    public void A_staging_group_costs_the_users_price() =>
        Assert.Equal(
            "about 1.50 a month",
            SweepPlan
                .Of(
                    [Thing(LeftOverKind.StagingGroup, "g", TimeSpan.FromDays(9))],
                    Rules with
                    {
                        Prices = new Dictionary<string, decimal> { ["stagingMonth"] = 1.5m },
                    },
                    Now
                )[0]
                .Cost
        );

    [Theory]
    [InlineData("imgt-aks-jumpbox-0123456789ab", null)]
    [InlineData("imgt-production", NameProof.Foreign)]
    public void A_template_with_our_tag_stays_unless_it_has_our_name(string name, string? held) =>
        Assert.Equal(held, Hold(Thing(LeftOverKind.Template, $"/x/imageTemplates/{name}", null)).Held);

    [Fact]
    public void Other_kinds_are_not_judged_by_a_templates_name() =>
        Assert.Null(Hold(Thing(LeftOverKind.Image, "/x/images/production", null)).Held);

    [Fact]
    public void What_already_holds_a_template_is_still_the_reason() =>
        Assert.Equal(
            "a build of it is running",
            Hold(
                Thing(LeftOverKind.Template, "/x/imageTemplates/imgt-production", null) with
                {
                    Held = "a build of it is running",
                }
            ).Held
        );

    private static FoundThing Hold(FoundThing thing) => NameProof.Hold(thing, new Names(SampleSettings.Read()));

    private static IReadOnlyList<LeftOver> Sweep(params FoundThing[] found) => SweepPlan.Of(found, Rules, Now);

    private static FoundThing Image(string id, TimeSpan? age) => new(LeftOverKind.Image, id, Now - age, null, null);

    private static FoundThing Thing(LeftOverKind kind, string id, TimeSpan? age) =>
        new(kind, id, Now - age, "nothing needs it", null);
}
