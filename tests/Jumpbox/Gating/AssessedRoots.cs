using Jumpbox.Evidence;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Evidence.Gate;
using Jumpbox.Settings;
using Jumpbox.Tests.Assessing;

namespace Jumpbox.Tests.Gating;

/// <summary>The rule assessed shows what is known, and decides only where the settings set a minimum.</summary>
public sealed class AssessedRoots
{
    private static readonly GateSettings Demanding = new GoodRun().Settings with { MinimumAssessed = 75 };

    [Fact]
    public void Without_a_minimum_profile_opt_outs_and_score_are_shown_and_do_not_decide()
    {
        GoodRun run = With(SampleAssessment.Of(GoodRun.Steps.ToJson()));
        run.Settings = run.Settings with
        {
            Hardening = HardeningProfile.CisL1,
            HardeningOptOuts = new Dictionary<string, string> { ["5.4.3.2"] = "long reviews" },
        };
        Expect(
            run,
            RuleOutcome.Skipped,
            "customizer.profile is cis-l1, left out by customizer.optOuts: 5.4.3.2 (long reviews)"
        );
        Expect(run, RuleOutcome.Skipped, "75 % of 4 applicable rules passed");
        Assert.Equal("", run.Failed());
    }

    [Fact]
    public void A_missing_or_broken_assessment_is_named_and_decides_only_with_a_minimum()
    {
        Expect(new GoodRun(), RuleOutcome.Skipped, "not assessed, so what an assessor finds is unknown");
        Expect(new GoodRun { Settings = Demanding }, RuleOutcome.Unknown, "--assess=openscap");
        GoodRun broken = With("{}");
        Expect(broken, RuleOutcome.Skipped, "assessment.json");
        broken.Settings = Demanding;
        Expect(broken, RuleOutcome.Fail, "assessment.json");
    }

    [Theory]
    [InlineData(75, RuleOutcome.Pass, "75 %")]
    [InlineData(76, RuleOutcome.Fail, "gate.minimumAssessed demands 76 %")]
    public void A_minimum_decides(int minimum, RuleOutcome outcome, string text)
    {
        GoodRun run = With(SampleAssessment.Of(GoodRun.Steps.ToJson()));
        run.Settings = Demanding with { MinimumAssessed = minimum };
        Expect(run, outcome, text);
    }

    [Fact]
    public void An_assessment_of_other_steps_proves_nothing()
    {
        GoodRun run = With(SampleAssessment.Of("other steps"));
        Expect(run, RuleOutcome.Skipped, "is of other steps");
        run.Settings = Demanding;
        Expect(run, RuleOutcome.Unknown, "is of other steps");
    }

    [Fact]
    public void An_assessor_that_could_not_look_proves_nothing()
    {
        GoodRun run = With(SampleAssessment.Of(GoodRun.Steps.ToJson()) with { Trouble = "It did not look." });
        run.Settings = Demanding;
        Expect(run, RuleOutcome.Unknown, "unknown: It did not look");
    }

    [Fact]
    public void An_assessment_from_the_future_is_none()
    {
        GoodRun run = With(SampleAssessment.Of(GoodRun.Steps.ToJson()) with { Finished = GoodRun.Now.AddDays(1) });
        run.Settings = Demanding;
        Expect(run, RuleOutcome.Fail, "in the future");
    }

    [Fact]
    public void A_changed_assessment_is_not_the_evidence_that_is_listed()
    {
        GoodRun run = With(SampleAssessment.Of(GoodRun.Steps.ToJson()));
        run.Put(EvidenceFiles.Assessment, (SampleAssessment.Of(GoodRun.Steps.ToJson()) with { Score = 100 }).ToJson());
        Assert.Contains("unchanged-evidence", run.Failed(), StringComparison.Ordinal);
    }

    private static GoodRun With(Assessment assessment) => With(assessment.ToJson());

    private static GoodRun With(string text)
    {
        GoodRun run = new();
        run.Put(EvidenceFiles.Assessment, text);
        run.List();
        return run;
    }

    private static void Expect(GoodRun run, RuleOutcome outcome, string text)
    {
        RuleVerdict rule = run.Judge().Rules.Single(rule => rule.Id == "assessed");
        Assert.True(outcome == rule.Outcome, rule.Evidence);
        Assert.Contains(text, rule.Evidence, StringComparison.Ordinal);
    }
}
