using Jumpbox.Cleaning;
using Jumpbox.Life;
using static Jumpbox.Tests.Life.Living;

namespace Jumpbox.Tests.Life;

public sealed class RollingBack
{
    [Fact]
    public void The_last_good_release_below_the_latest_becomes_the_latest_and_every_higher_one_is_excluded()
    {
        RollbackPlan plan = RollbackPlan.Of([Released("1.0.0"), Released("1.0.1"), Released("1.0.10")]);

        Assert.Equal("1.0.1", plan.Target.Name);
        Assert.Equal(["1.0.10"], plan.Excluded.Select(image => image.Name));
        Assert.Equal(["1.0.10"], plan.Withdrawn.Select(image => image.Name));
        Assert.Equal("1.0.1", plan.After["eastus2"]!.Name);
    }

    [Fact]
    public void A_second_rollback_changes_nothing()
    {
        RollbackPlan plan = RollbackPlan.Of([Released("1.0.0"), Released("1.0.1"), Withdrawn("1.0.2")]);

        Assert.Equal("1.0.1", plan.Target.Name);
        Assert.True(plan.IsEmpty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rollback_that_was_cut_off_is_continued_to_the_same_version(bool included)
    {
        RollbackPlan plan = RollbackPlan.Of([
            Released("1.0.0"),
            Released("1.0.1", offered: included),
            Withdrawn("1.0.2", offered: true),
        ]);

        Assert.Equal("1.0.1", plan.Target.Name);
        Assert.Equal(["1.0.2"], plan.Excluded.Select(image => image.Name));
        Assert.Empty(plan.Withdrawn);
    }

    [Fact]
    public void Revoked_retired_withdrawn_failed_and_unreleased_versions_are_no_good_ones()
    {
        RollbackPlan plan = RollbackPlan.Of([
            Released("1.0.0"),
            Revoked("1.0.1"),
            Released("1.0.2", offered: false) with
            {
                Retired = "2026-11-01T00:00:00Z",
            },
            Released("1.0.3", offered: false) with
            {
                State = "Failed",
            },
            Version("1.0.4"),
            Released("1.0.5"),
        ]);

        Assert.Equal("1.0.0", plan.Target.Name);
    }

    [Fact]
    public void After_a_revocation_the_latest_is_good_already()
    {
        RollbackPlan plan = RollbackPlan.Of([Released("1.0.0"), Released("1.0.1"), Revoked("1.0.2")]);

        Assert.Equal("1.0.1", plan.Target.Name);
        Assert.True(plan.IsEmpty);
    }

    [Fact]
    public void A_named_release_becomes_the_latest_forwards_too()
    {
        RollbackPlan plan = RollbackPlan.Of([Released("1.0.0"), Released("1.0.1"), Withdrawn("1.0.2")], "1.0.2");

        Assert.Equal("1.0.2", plan.Target.Name);
        Assert.True(plan.ChangesTarget);
        Assert.Equal("1.0.2", plan.After["eastus2"]!.Name);
    }

    [Fact]
    public void A_named_release_by_its_id_excludes_all_that_are_higher_the_latest_last()
    {
        RollbackPlan plan = RollbackPlan.Of(
            [Released("1.0.0"), Released("1.0.1"), Released("1.0.2")],
            Id("1.0.0").ToUpperInvariant()
        );

        Assert.Equal(["1.0.1", "1.0.2"], plan.Excluded.Select(image => image.Name));
    }

    [Fact]
    public void A_higher_release_that_failed_in_one_region_is_excluded_too_because_it_is_offered_in_the_others()
    {
        FoundImage failed = Released("1.0.2") with { State = "Failed" };

        RollbackPlan plan = RollbackPlan.Of([Released("1.0.0"), Released("1.0.1"), failed], "1.0.1");

        Assert.Equal([failed], plan.Excluded);
        Assert.Equal([failed], plan.Withdrawn);
    }

    [Fact]
    public void A_region_without_the_target_keeps_what_is_lower_there_or_has_none()
    {
        RollbackPlan plan = RollbackPlan.Of([Released("1.0.0"), Released("1.0.1", true, "eastus2", "westeurope")]);

        Assert.Equal("1.0.0", plan.After["eastus2"]!.Name);
        Assert.Null(plan.After["westeurope"]);
        Assert.Contains(
            LatestVersions.Lines(plan.After),
            line => line.StartsWith("Latest in westeurope: none", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("1.0.3", "is not released")]
    [InlineData("1.0.4", "revoked since 2026-11-28T00:00:00Z (a key on board)")]
    [InlineData("1.0.5", "does not belong to this pipeline")]
    [InlineData("9.9.9", "There is no image 9.9.9")]
    public void A_version_that_is_no_release_of_ours_never_becomes_the_latest(string number, string why)
    {
        FoundImage[] images =
        [
            Released("1.0.2"),
            Version("1.0.3"),
            Revoked("1.0.4"),
            Released("1.0.5", offered: false) with
            {
                IsOurs = false,
            },
        ];

        Assert.Contains(
            why,
            Assert.Throws<LifeException>(() => RollbackPlan.Of(images, number)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_higher_version_of_someone_else_is_not_touched_and_the_rollback_refused()
    {
        FoundImage[] images = [Released("1.0.0"), Released("1.0.1"), Released("2.0.0") with { IsOurs = false }];

        Assert.Contains(
            "does not belong to this pipeline: nothing was changed",
            Assert.Throws<LifeException>(() => RollbackPlan.Of(images, "1.0.0")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_another_good_release_it_is_refused() =>
        Assert.Contains(
            "1.0.1 is the latest, and there is no good released version below it",
            Assert.Throws<LifeException>(() => RollbackPlan.Of([Revoked("1.0.0"), Released("1.0.1")])).Message,
            StringComparison.Ordinal
        );
}
