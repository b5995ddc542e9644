using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Sweeping;

public sealed class ImageRetentionTests
{
    private const string Definition =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImageUses Nothing = new([], []);

    [Fact]
    public void The_last_good_released_version_stays_and_is_not_the_last_good_one()
    {
        FoundImage[] images = [Released("0.9.0", 99), Released("1.0.0", 90), Version("1.0.1", 1)];

        Assert.Null(HeldOf("0.9.0", images));
        Assert.Equal("it is the last good released one", HeldOf("1.0.0", images));
        Assert.Equal("it is the last good one", HeldOf("1.0.1", images));
    }

    [Fact]
    public void A_revoked_retired_or_withdrawn_version_is_no_good_one()
    {
        FoundImage[] images =
        [
            Released("1.0.0", 90),
            Released("1.0.1", 60) with
            {
                Withdrawn = "2026-02-01T00:00:00Z",
            },
            Released("1.0.2", 50) with
            {
                Retired = "2026-02-01T00:00:00Z",
            },
            Version("1.0.3", 1) with
            {
                Revoked = "2026-02-01T00:00:00Z",
            },
        ];

        Assert.Equal("it is the last good released one", HeldOf("1.0.0", images));
        Assert.All(["1.0.1", "1.0.2", "1.0.3"], number => Assert.Null(HeldOf(number, images)));
        Assert.Equal("it was retired on 2026-02-01T00:00:00Z", Of("1.0.2", images).Superfluous);
        Assert.Equal("it was revoked on 2026-02-01T00:00:00Z", Of("1.0.3", images).Superfluous);
    }

    [Fact]
    public void A_version_that_Azure_protects_stays_until_the_end_of_its_life()
    {
        FoundImage image = Version("1.0.0", 90) with { BlocksDeletion = true, EndOfLife = Now.AddDays(1) };

        Assert.Equal(
            "Azure protects it until the end of its life, 2026-03-02",
            HeldOf("1.0.0", [image, Version("1.0.1", 1)])
        );
    }

    [Theory]
    [InlineData(2, 90, "1.0.0")]
    [InlineData(3, 90, "")]
    [InlineData(2, 400, "")]
    public void Released_versions_go_by_number_and_age_of_their_own(int keep, int days, string gone)
    {
        IReadOnlyList<LeftOver> plan = SweepPlan.Of(
            ImageRetention.Of([Released("1.0.0", 120), Released("1.0.1", 110), Released("1.0.2", 100)], Nothing, null),
            new SweepRules(0, TimeSpan.Zero, new Dictionary<string, decimal>())
            {
                Retention = RetentionSettings.Default with { KeepReleased = keep, Released = TimeSpan.FromDays(days) },
            },
            Now
        );

        Assert.Equal(
            gone,
            string.Join(
                ",",
                plan.Where(item => item.Stays is null).Select(item => item.Id[(item.Id.LastIndexOf('/') + 1)..])
            )
        );
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(40, false)]
    public void A_retired_version_goes_when_it_has_been_retired_for_long_enough(int days, bool stays)
    {
        string since = $"{Now.AddDays(-days):yyyy-MM-dd}T00:00:00Z";

        LeftOver plan = Assert.Single(
            SweepPlan.Of(
                ImageRetention.Of(
                    [Released("1.0.0", 400) with { Retired = since }, Released("1.0.1", 1)],
                    Nothing,
                    null
                ),
                new SweepRules(0, TimeSpan.Zero, new Dictionary<string, decimal>()),
                Now
            )
        );

        Assert.Equal(stays ? "it was retired less than 30 days ago" : null, plan.Stays);
    }

    [Fact]
    public void The_latest_version_is_the_highest_number_and_not_the_newest() =>
        Assert.Equal(
            "it is the latest version in eastus2",
            HeldOf("2026.11.1", [Offered("2026.11.1", 90), Offered("9.0.0", 2), Offered("10.0.0", 1)])
        );

    [Fact]
    public void Each_region_has_a_latest_version_of_its_own()
    {
        FoundImage[] images =
        [
            Offered("1.0.0", 90, "West Europe", "eastus2"),
            Offered("1.0.1", 60, "westeurope"),
            Offered("1.0.2", 30, "eastus2"),
            Version("1.0.3", 1),
        ];

        Assert.Null(HeldOf("1.0.0", images));
        Assert.Equal("it is the latest version in westeurope", HeldOf("1.0.1", images));
        Assert.Equal("it is the latest version in eastus2", HeldOf("1.0.2", images));
    }

    [Fact]
    public void A_version_of_somebody_else_can_be_the_latest_and_is_not_ours_to_judge()
    {
        FoundImage theirs = Offered("2.0.0", 5) with { IsOurs = false };
        FoundImage[] images = [Offered("1.0.0", 90), theirs, Version("0.9.0", 1)];

        Assert.Null(HeldOf("1.0.0", images));
        Assert.DoesNotContain(ImageRetention.Of(images, Nothing, null), thing => thing.Id == theirs.Id);
    }

    [Fact]
    public void An_image_that_only_carries_our_tag_is_not_the_last_good_one_and_counts_among_none()
    {
        FoundImage theirs = Version("1.0.9", 1) with { HasPipelineName = false };
        FoundImage[] images = [Version("1.0.0", 90), theirs];

        Assert.Equal("it is the last good one", HeldOf("1.0.0", images));
        Assert.Equal(NameProof.Foreign, HeldOf("1.0.9", images));
        Assert.NotNull(Of("1.0.9", images).Superfluous);
    }

    [Fact]
    public void A_failed_version_is_neither_the_latest_nor_the_last_good_one()
    {
        FoundImage[] images = [Offered("1.0.0", 90), Offered("1.0.1", 1) with { State = "Failed" }];

        Assert.Equal("it is the latest version in eastus2", HeldOf("1.0.0", images));
        Assert.Null(HeldOf("1.0.1", images));
        Assert.Equal("it is Failed", Of("1.0.1", images).Superfluous);
    }

    [Fact]
    public void The_last_good_one_stays_although_nobody_released_it() =>
        Assert.Equal(
            "it is the last good one",
            HeldOf("1.0.0", [Version("0.9.0", 90), Version("1.0.0", 60), Version("1.0.1", 1) with { State = "Failed" }])
        );

    [Fact]
    public void Each_region_keeps_its_last_good_one()
    {
        FoundImage[] images =
        [
            Version("0.9.0", 90) with
            {
                Regions = ["West Europe"],
            },
            Version("1.0.0", 60) with
            {
                Regions = ["westeurope"],
            },
            Version("1.0.1", 30) with
            {
                Regions = ["eastus2"],
            },
            Version("1.0.2", 1) with
            {
                Regions = ["eastus2"],
            },
        ];

        Assert.Null(HeldOf("0.9.0", images));
        Assert.Equal("it is the last good one in westeurope", HeldOf("1.0.0", images));
        Assert.Null(HeldOf("1.0.1", images));
        Assert.Equal("it is the last good one in eastus2", HeldOf("1.0.2", images));
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Succeeded")]
    public void A_failed_one_that_was_released_or_is_used_stays_too(string state)
    {
        FoundImage image = Version("1.0.0", 90) with { State = state };

        Assert.NotNull(HeldOf("1.0.0", [image with { Released = "2026-01-01T00:00:00Z" }, Version("1.0.1", 1)]));
        Assert.Equal(
            "/vm uses it",
            HeldOf("1.0.0", [image, Version("1.0.1", 1)], new ImageUses([new ImageUse("/vm", Id("1.0.0"))], []))
        );
    }

    [Theory]
    [InlineData("Creating")]
    [InlineData("Updating")]
    [InlineData("Deleting")]
    [InlineData("")]
    public void What_somebody_is_at_work_with_stays_and_is_not_counted(string state)
    {
        FoundThing thing = Of("1.0.0", [Version("1.0.0", 90) with { State = state }, Version("1.0.1", 1)]);

        Assert.Equal("it is still being created or changed", thing.Held);
        Assert.NotNull(thing.Superfluous);
    }

    [Fact]
    public void Where_nobody_could_look_every_image_stays_and_the_reason_is_told()
    {
        ImageUses unread = new([], ["subscription B could not be read (AuthorizationFailed, 403)"]);

        Assert.Equal(
            "it is unknown whether something uses it: subscription B could not be read (AuthorizationFailed, 403)",
            HeldOf("1.0.0", [Version("1.0.0", 90), Version("1.0.1", 1)], unread)
        );
    }

    [Fact]
    public void Only_good_ones_are_counted_among_those_that_are_kept()
    {
        IReadOnlyList<FoundThing> found = ImageRetention.Of(
            [
                Version("1.0.0", 90),
                Version("1.0.1", 60),
                Version("1.0.2", 30) with
                {
                    State = "Failed",
                },
                Version("1.0.3", 20) with
                {
                    State = "Failed",
                },
                Version("1.0.4", 10),
            ],
            Nothing,
            null
        );

        IReadOnlyList<LeftOver> plan = SweepPlan.Of(
            found,
            new SweepRules(2, TimeSpan.FromDays(7), new Dictionary<string, decimal>()),
            Now
        );

        Assert.Equal(["1.0.0", "1.0.2", "1.0.3"], plan.Select(item => item.Id[(item.Id.LastIndexOf('/') + 1)..]));
        Assert.All(plan, item => Assert.Null(item.Stays));
    }

    [Fact]
    public void The_image_that_the_settings_ask_for_now_stays_if_it_is_good()
    {
        Assert.Equal(
            "it is the image that the current settings describe",
            HeldOf("1.0.0", [Version("1.0.0", 90), Version("1.0.1", 1)], wanted: Id("1.0.0"))
        );
        Assert.Null(
            HeldOf("1.0.0", [Version("1.0.0", 90) with { State = "Failed" }, Version("1.0.1", 1)], wanted: Id("1.0.0"))
        );
    }

    [Fact]
    public void A_version_that_is_the_latest_or_the_last_good_one_in_two_regions_names_both()
    {
        Assert.Equal(
            "it is the latest version in eastus2, westeurope",
            HeldOf("1.0.0", [Offered("1.0.0", 1, "eastus2", "westeurope")])
        );
        Assert.Equal(
            "it is the last good one in eastus2 and in westeurope",
            HeldOf("1.0.0", [Version("1.0.0", 1) with { Regions = ["eastus2", "westeurope"] }])
        );
    }

    [Fact]
    public void Of_two_versions_of_one_moment_the_higher_number_is_the_last_good_one()
    {
        FoundImage[] images = [Version("1.0.0", 1), Version("1.0.1", 1)];

        Assert.Null(HeldOf("1.0.0", images));
        Assert.Equal("it is the last good one", HeldOf("1.0.1", images));
    }

    [Fact]
    public void A_mark_that_is_older_than_its_image_does_not_hasten_the_deletion()
    {
        FoundImage[] images =
        [
            Version("1.0.0", 3) with
            {
                Revoked = "2020-01-01T00:00:00Z",
            },
            Version("1.0.1", 3) with
            {
                Retired = "2020-01-01T00:00:00Z",
            },
        ];

        Assert.Equal(Now - TimeSpan.FromDays(3), Of("1.0.0", images).StageSince);
        Assert.Equal(Now - TimeSpan.FromDays(3), Of("1.0.1", images).StageSince);
    }

    [Fact]
    public void The_reason_against_an_image_is_its_name_or_its_state()
    {
        Assert.Equal(
            "its name does not follow the pipeline's naming",
            Of("1.0.0", [Version("1.0.0", 1) with { HasPipelineName = false }]).Superfluous
        );
        Assert.Equal(
            "it is in a state that Azure does not report",
            Of("1.0.0", [Version("1.0.0", 1) with { State = "" }]).Superfluous
        );
    }

    [Fact]
    public void Everything_that_could_not_be_read_is_listed() =>
        Assert.Equal(
            "it is unknown whether something uses it: A; B",
            HeldOf("1.0.0", [Version("1.0.0", 1)], new ImageUses([], ["A", "B"]))
        );

    private static string Id(string number) => $"{Definition}/versions/{number}";

    private static FoundImage Version(string number, int days) =>
        new(Id(number), "Succeeded", Now - TimeSpan.FromDays(days)) { IsOurs = true };

    private static FoundImage Released(string number, int days) =>
        Version(number, days) with
        {
            Released = "2026-01-01T00:00:00Z",
        };

    private static FoundImage Offered(string number, int days, params string[] regions) =>
        Version(number, days) with
        {
            OfferedIn = regions.Length == 0 ? ["eastus2"] : regions,
        };

    private static FoundThing Of(string number, FoundImage[] images, ImageUses? uses = null, string? wanted = null) =>
        Assert.Single(ImageRetention.Of(images, uses ?? Nothing, wanted), thing => thing.Id == Id(number));

    private static string? HeldOf(string number, FoundImage[] images, ImageUses? uses = null, string? wanted = null) =>
        Of(number, images, uses, wanted).Held;
}
