using Jumpbox.Checks;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;

namespace Jumpbox.Tests.Gating;

/// <summary>What was revoked is never released again, and neither is what is built on it.</summary>
public sealed class RevokedReleases
{
    [Fact]
    public void A_revoked_base_image_fails_with_who_when_and_why()
    {
        GoodRun run = new();
        run.Relatives.Add(
            Relative(
                "the base image /golden",
                new()
                {
                    [TagNames.Revoked] = "2026-11-20T00:00:00Z",
                    [TagNames.RevokedBy] = "kim@example.com",
                    [TagNames.RevokedBecause] = "a key on board",
                }
            )
        );

        RuleVerdict verdict = Of(run);

        Assert.Equal(RuleOutcome.Fail, verdict.Outcome);
        Assert.Contains(
            "the base image /golden was revoked on 2026-11-20T00:00:00Z by kim@example.com: a key on board",
            verdict.Evidence,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(TagNames.Withdrawn)]
    [InlineData(TagNames.Retired)]
    public void A_withdrawn_or_retired_image_is_not_released_by_a_second_run(string tag)
    {
        GoodRun run = new();
        run.Image = run.Image! with
        {
            Tags = new Dictionary<string, string>(run.Image.Tags) { [tag] = "2026-11-20T00:00:00Z" },
        };

        Assert.Equal(RuleOutcome.Fail, Of(run).Outcome);
    }

    [Fact]
    public void A_base_image_that_cannot_be_read_or_no_longer_exists_is_unknown()
    {
        GoodRun unread = new();
        unread.Relatives.Add(
            new SeenRelative("the base image", Readings.Unreadable<IReadOnlyDictionary<string, string>>("x", "403"))
        );
        GoodRun gone = new();
        gone.Relatives.Add(
            new SeenRelative("the base image", Readings.Absent<IReadOnlyDictionary<string, string>>("x"))
        );

        Assert.Equal(RuleOutcome.Unknown, Of(unread).Outcome);
        Assert.Equal(RuleOutcome.Unknown, Of(gone).Outcome);
    }

    private static SeenRelative Relative(string title, Dictionary<string, string> tags) =>
        new(title, Readings.Present<IReadOnlyDictionary<string, string>>(title, tags));

    private static RuleVerdict Of(GoodRun run) => run.Judge().Rules.Single(rule => rule.Id == "not-revoked");
}
