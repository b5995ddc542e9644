using Jumpbox.Evidence;
using Jumpbox.Evidence.Booting;
using Jumpbox.Evidence.Gate;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Tests.Gating;

/// <summary>The rule booted: it never passes for want of a proof.</summary>
public sealed class BootedImages
{
    private static readonly GateSettings Asking = new GoodRun().Settings with { LeavesOutSmoke = null };

    [Fact]
    public void Without_settings_the_rule_is_skipped_and_says_what_is_unknown()
    {
        GoodRun run = new();
        Expect(run, RuleOutcome.Skipped, "whether it boots is unknown");
        GateVerdict verdict = run.Judge();
        Assert.True(verdict.Passed, run.Failed());
        Assert.EndsWith("skipped by the settings: booted, assessed", verdict.Summary, StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"skipped\"", verdict.ToJson(), StringComparison.Ordinal);
        Assert.Contains("<skipped", verdict.ToJUnit(), StringComparison.Ordinal);
    }

    [Fact]
    public void Machines_that_passed_every_check_are_the_proof()
    {
        GoodRun run = With(Good());
        Expect(run, RuleOutcome.Pass, "checks passed on 2 machines");
        Assert.Equal("", run.Failed());
    }

    [Fact]
    public void A_missing_report_is_unknown() =>
        Expect(new GoodRun { Settings = Asking }, RuleOutcome.Unknown, "run the target Smoke");

    [Fact]
    public void A_failed_check_fails_and_an_unknown_one_is_unknown()
    {
        Expect(With(Change("sshd", SmokeOutcome.Fail)), RuleOutcome.Fail, "sshd after the restart failed: why");
        Expect(
            With(Change("sshd", SmokeOutcome.Unknown)),
            RuleOutcome.Unknown,
            "sshd after the restart are unknown: why"
        );
        Expect(With(Change("secure-boot", SmokeOutcome.None)), RuleOutcome.Pass, "checks passed");
    }

    [Fact]
    public void A_reason_of_many_checks_is_said_once()
    {
        GoodRun run = With(
            Good() with
            {
                Checks =
                [
                    .. Good().Checks.Select(check => check with { Outcome = SmokeOutcome.Unknown, Detail = "why" }),
                ],
            }
        );
        string text = run.Judge().Rules.Single(rule => rule.Id == "booted").Evidence;
        Assert.Contains($" and {Good().Checks.Count - 4} more are unknown: why", text, StringComparison.Ordinal);
        Assert.Single(text.Split("why").Skip(1));
    }

    [Theory]
    [InlineData("sshd", 1, 1)]
    [InlineData("agent", 1, 2)]
    [InlineData("kernel", 2, 1)]
    [InlineData("two-machines", 0, 2)]
    [InlineData("tool-versions", 1, 1)]
    [InlineData("sshd-effective", 1, 1)]
    public void A_check_that_was_not_made_is_unknown(string name, int machine, int start)
    {
        SmokeReport report = Good() with
        {
            Checks =
            [
                .. Good().Checks.Where(check => (check.Name, check.Machine, check.Start) != (name, machine, start)),
            ],
        };
        Expect(With(report), RuleOutcome.Unknown, $"not checked: {name} (machine {machine}, start {start})");
    }

    [Fact]
    public void A_script_of_the_checkout_that_did_not_run_is_unknown()
    {
        GoodRun run = With(Good());
        run.Expected = run.Expected! with { OwnSmokeChecks = ["own-10-proxy"] };
        Expect(run, RuleOutcome.Unknown, "not checked: own-10-proxy (machine 1, start 1)");
    }

    [Fact]
    public void A_cluster_of_the_settings_that_was_not_checked_is_unknown()
    {
        GoodRun run = With(Good());
        run.Settings = Asking with { SmokeClusterChecks = ["dns-aks"] };
        Expect(run, RuleOutcome.Unknown, "not checked: dns-aks (machine 1, start 1)");
        GoodRun checkedRun = With(Good() with { Checks = [.. Good().Checks, Pass("dns-aks", 1, 1)] });
        checkedRun.Settings = run.Settings;
        Expect(checkedRun, RuleOutcome.Pass, "checks passed");
    }

    [Fact]
    public void LocalAzure_boots_nothing_so_it_proves_nothing()
    {
        GoodRun local = new(new GoodRun().Record with { Cloud = "local" }) { Settings = Asking };
        local.Put(EvidenceFiles.Smoke, (Good() with { Cloud = "local" }).ToJson()).List();
        Expect(local, RuleOutcome.Unknown, "LocalAzure boots nothing");
    }

    [Fact]
    public void A_run_that_ended_early_is_unknown() =>
        Expect(With(Good() with { Trouble = "The checks took too long." }), RuleOutcome.Unknown, "took too long");

    [Fact]
    public void The_report_of_another_image_is_refused()
    {
        Expect(With(Good() with { ImageId = "/other" }), RuleOutcome.Fail, "its image is");
        Expect(With(Good() with { ContentHash = new string('0', 64) }), RuleOutcome.Fail, "its content is");
        Expect(With(Good() with { Run = "2020" }), RuleOutcome.Fail, "its build is");
        Expect(With(Good() with { Cloud = "azureChina" }), RuleOutcome.Fail, "its cloud is");
    }

    [Fact]
    public void A_report_from_the_future_or_backwards_is_refused()
    {
        Expect(With(Good() with { Finished = GoodRun.Now.AddHours(1) }), RuleOutcome.Fail, "in the future");
        Expect(With(Good() with { Started = GoodRun.Now }), RuleOutcome.Fail, "before its start");
    }

    [Fact]
    public void Only_the_settings_of_the_gate_excuse_a_check()
    {
        const string reason = "no archive here, by design";
        SmokeReport report = Good() with
        {
            Checks =
            [
                .. Good()
                    .Checks.Select(check =>
                        check.Name == "apt-update" ? check with { Outcome = SmokeOutcome.Fail, OptOut = reason } : check
                    ),
            ],
        };
        Expect(With(report), RuleOutcome.Fail, "leaves out apt-update, and smoke.optOuts does not");
        GoodRun excused = With(report);
        excused.Settings = Asking with { SmokeOptOuts = new Dictionary<string, string> { ["apt-update"] = reason } };
        Expect(excused, RuleOutcome.Pass, $"left out by smoke.optOuts: apt-update ({reason})");
    }

    [Fact]
    public void A_setting_cannot_hide_that_the_image_is_known_to_fail()
    {
        GoodRun run = With(Change("sshd", SmokeOutcome.Fail));
        run.Settings = Asking with { LeavesOutSmoke = "smoke.skip leaves it out: hurry." };
        Expect(run, RuleOutcome.Fail, "hurry. But smoke.json shows that it failed");
    }

    [Fact]
    public void A_broken_report_fails()
    {
        GoodRun run = With(Good());
        run.Put(EvidenceFiles.Smoke, "{}").List();
        Expect(run, RuleOutcome.Fail, "smoke.json");
        run.Put(EvidenceFiles.Smoke, Good().ToJson().Replace("\"schemaVersion\": 1", "\"schemaVersion\": 9")).List();
        Expect(run, RuleOutcome.Fail, "schemaVersion 9");
    }

    private static void Expect(GoodRun run, RuleOutcome outcome, string said)
    {
        RuleVerdict verdict = run.Judge().Rules.Single(rule => rule.Id == "booted");
        Assert.True(verdict.Outcome == outcome, $"{verdict.Outcome}: {verdict.Evidence}");
        Assert.Contains(said, verdict.Evidence, StringComparison.Ordinal);
    }

    private static GoodRun With(SmokeReport report)
    {
        GoodRun run = new() { Settings = Asking };
        return run.Put(EvidenceFiles.Smoke, report.ToJson()).List();
    }

    private static SmokeReport Change(string check, SmokeOutcome outcome) =>
        Good() with
        {
            Checks =
            [
                .. Good()
                    .Checks.Select(one => one.Name == check ? one with { Outcome = outcome, Detail = "why" } : one),
            ],
        };

    private static SmokeReport Good()
    {
        ImageRecord record = new GoodRun().Record;
        string[] machine = [SmokeChecks.Agent, .. SmokeChecks.OfMachine];
        return new()
        {
            SchemaVersion = SmokeReport.CurrentSchemaVersion,
            Cloud = record.Cloud,
            ImageId = record.ImageId,
            ContentHash = record.ContentHash,
            Run = record.Run,
            Started = record.Finished.AddMinutes(10),
            Finished = record.Finished.AddMinutes(25),
            Size = "Standard_D2ds_v5",
            SecurityType = "TrustedLaunch",
            OsDisk = "ResourceDisk",
            Machines = [new("m-1", 20, 41.5, "12 s", 30), new("m-2", 21, 44, null, null)],
            Checks =
            [
                .. machine.Select(name => Pass(name, 1, 1)),
                .. machine.Select(name => Pass(name, 2, 1)),
                .. machine.Select(name => Pass(name, 1, 2)),
                Pass("tool-versions", 1, 1),
                Pass("sshd-effective", 1, 1),
                Pass("two-machines", 0, 2),
                Pass("second-start", 1, 2),
            ],
        };
    }

    private static SmokeCheck Pass(string name, int machine, int start) =>
        new(name, machine, start, SmokeOutcome.Pass, "good");
}
