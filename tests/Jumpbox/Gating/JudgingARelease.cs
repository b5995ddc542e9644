using System.Text.Json.Nodes;
using System.Xml.Linq;
using Jumpbox.Evidence;
using Jumpbox.Gating;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Gating;

public sealed class JudgingARelease
{
    [Fact]
    public void A_good_run_passes_every_rule()
    {
        GateVerdict verdict = new GoodRun().Judge();

        Assert.True(verdict.Passed, string.Join('\n', verdict.Rules.Where(rule => !rule.Passed)));
        Assert.All(verdict.Rules, rule => Assert.NotEmpty(rule.Evidence));
        verdict.RequirePassed();
    }

    [Fact]
    public void LocalAzures_image_is_refused()
    {
        GoodRun run = new GoodRun(SampleRecord.Good with { Cloud = "local" });

        Assert.Equal("real-cloud", run.Failed());
    }

    [Fact]
    public void A_release_takes_a_passed_verdict_on_this_very_evidence_and_no_other()
    {
        GoodRun run = new();
        GateVerdict verdict = run.Judge();

        verdict.RequirePassedFor(run.Files, GoodRun.Now.AddMinutes(5));
        EvidenceException stale = Assert.Throws<EvidenceException>(() =>
            verdict.RequirePassedFor(run.Files, GoodRun.Now.AddHours(2))
        );
        Assert.Contains("minutes ago", stale.Message);
        Dictionary<string, byte[]> other = new(run.Files) { [EvidenceFiles.Provenance] = [1] };
        EvidenceException mixed = Assert.Throws<EvidenceException>(() =>
            verdict.RequirePassedFor(other, GoodRun.Now.AddMinutes(5))
        );
        Assert.Contains("on other evidence", mixed.Message);
        EvidenceException refused = Assert.Throws<EvidenceException>(() =>
            (verdict with { Rules = [new RuleVerdict("real-cloud", "", false, "")] }).RequirePassedFor(
                run.Files,
                GoodRun.Now
            )
        );
        Assert.Contains("real-cloud", refused.Message);
    }

    [Theory]
    [InlineData("imageState", "Failed", "image-read-back")]
    [InlineData("runState", "PartiallySucceeded", "image-read-back")]
    [InlineData("commit", "unknown", "clean-tree")]
    public void A_wrong_word_in_the_record_fails_its_rule_alone(string member, string value, string rule) =>
        Assert.Equal(rule, new GoodRun().Change(EvidenceFiles.Image, record => record[member] = value).Failed());

    [Fact]
    public void Uncommitted_changes_fail_alone() =>
        Assert.Equal("clean-tree", new GoodRun(SampleRecord.Good with { Dirty = true }).Failed());

    [Theory]
    [InlineData(-31)]
    [InlineData(3)]
    public void An_image_too_old_or_from_the_future_fails_alone(int days)
    {
        DateTimeOffset finished = GoodRun.Now.AddDays(days);

        Assert.Equal(
            "maximum-age",
            new GoodRun(SampleRecord.Good with { Started = finished, Finished = finished }).Failed()
        );
    }

    [Fact]
    public void Another_content_than_the_checkouts_fails_alone() =>
        Assert.Equal("content-hash", new GoodRun { ExpectedHash = new string('9', 64) }.Failed());

    [Fact]
    public void A_content_that_could_not_be_computed_fails_alone() =>
        Assert.Equal("content-hash", new GoodRun { ExpectedHash = null }.Failed());

    [Theory]
    [InlineData("Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2")]
    [InlineData("Other", "ubuntu-24_04-lts", "server")]
    public void A_base_image_that_nobody_allowed_fails_alone(string publisher, string offer, string sku) =>
        Assert.Equal(
            "base-image",
            new GoodRun(
                SampleRecord.Good with
                {
                    BaseImage = new RecordedBaseImage(publisher, offer, sku, "1.0.0"),
                }
            ).Failed()
        );

    [Theory]
    [InlineData("checkedAt", "2026-11-01T00:00:00Z")]
    [InlineData("checkedAt", "2027-01-01T00:00:00Z")]
    [InlineData("checkedAt", "not long ago")]
    [InlineData("lockDigest", "other")]
    public void A_check_of_the_lock_that_proves_nothing_fails_alone(string member, string value) =>
        Assert.Equal(
            "lock-checked",
            new GoodRun().Change(EvidenceFiles.LockCheck, check => check[member] = value).Failed()
        );

    [Theory]
    [InlineData("offline", true)]
    [InlineData("passed", false)]
    public void A_check_of_the_lock_without_sources_or_with_problems_fails_alone(string member, bool value) =>
        Assert.Equal(
            "lock-checked",
            new GoodRun().Change(EvidenceFiles.LockCheck, check => check[member] = value).Failed()
        );

    [Fact]
    public void A_failed_prerequisite_fails_alone() =>
        Assert.Equal(
            "prereqs",
            new GoodRun().Change(EvidenceFiles.Prereqs, found => found["checks"]![0]!["status"] = "fail").Failed()
        );

    [Fact]
    public void No_prerequisites_at_all_fail_alone() =>
        Assert.Equal(
            "prereqs",
            new GoodRun().Change(EvidenceFiles.Prereqs, found => found["checks"] = new JsonArray()).Failed()
        );

    [Theory]
    [InlineData("approved by the network team", true, "")]
    [InlineData("approved by the network team", false, "prereqs")]
    [InlineData(" ", true, "prereqs")]
    public void A_skip_passes_only_with_its_reason_and_where_skips_are_allowed(
        string reason,
        bool allowed,
        string failed
    )
    {
        GoodRun run = new GoodRun().Change(
            EvidenceFiles.Prereqs,
            found => found["skipped"] = new JsonObject { ["forced-tunnelling"] = reason }
        );
        run.Settings = run.Settings with { AllowSkips = allowed };

        Assert.Equal(failed, run.Failed());
    }

    [Fact]
    public void A_check_inside_the_image_that_failed_fails_alone() =>
        Assert.Equal(
            "in-vm-checks",
            new GoodRun()
                .Put(EvidenceFiles.ValidationLog, GoodRun.Validation().Begins("own-check").Fails(1).ToString())
                .List()
                .Failed()
        );

    [Fact]
    public void A_validation_that_left_a_check_out_fails_alone() =>
        Assert.Equal(
            "in-vm-checks",
            new GoodRun()
                .Put(EvidenceFiles.ValidationLog, new BuildLog().Begins("hygiene").Ends().ToString())
                .List()
                .Failed()
        );

    [Fact]
    public void A_tool_that_nobody_heard_answer_fails_alone() =>
        Assert.Equal(
            "in-vm-checks",
            new GoodRun()
                .Put(
                    EvidenceFiles.ValidationLog,
                    GoodRun
                        .Validation()
                        .ToString()
                        .Replace("kubectl 1.36.4", "kubectl 1.36.3", StringComparison.Ordinal)
                )
                .List()
                .Failed()
        );

    [Theory]
    [InlineData("AGPL-3.0-only")]
    [InlineData("Apache-2.0 OR agpl-3.0-only")]
    public void A_denied_licence_fails_alone(string licence) =>
        Assert.Equal(
            "licences",
            new GoodRun()
                .Change(EvidenceFiles.Bill, bill => bill["packages"]![0]!["licenseDeclared"] = licence)
                .Failed()
        );

    [Fact]
    public void A_bill_without_one_of_the_tools_fails_alone() =>
        Assert.Equal(
            "licences",
            new GoodRun().Change(EvidenceFiles.Bill, bill => bill["packages"]!.AsArray().RemoveAt(0)).Failed()
        );

    [Fact]
    public void A_template_of_another_run_fails_alone_even_when_it_is_listed() =>
        Assert.Equal(
            "one-run",
            new GoodRun()
                .Change(EvidenceFiles.Template, template => template["contentHash"] = new string('d', 64))
                .Failed()
        );

    [Fact]
    public void One_byte_changed_in_any_file_is_noticed()
    {
        foreach (string name in EvidenceFiles.Required)
        {
            GoodRun run = new();
            byte[] bytes = run.Bytes(name);
            bytes[^1] ^= 1;

            Assert.Contains("unchanged-evidence", run.Failed());
        }
    }

    [Fact]
    public void A_missing_file_is_noticed_and_named()
    {
        foreach (string name in EvidenceFiles.Required)
        {
            RuleVerdict verdict = new GoodRun()
                .Remove(name)
                .Judge()
                .Rules.Single(rule => rule.Id == "unchanged-evidence");

            Assert.False(verdict.Passed);
            Assert.Contains(name, verdict.Evidence);
        }
    }

    [Fact]
    public void Evidence_of_another_run_mixed_in_is_noticed()
    {
        GoodRun other = new(SampleRecord.Good with { ContentHash = new string('e', 64) });
        foreach (string name in EvidenceFiles.Required.Append(EvidenceFiles.Provenance))
        {
            GoodRun run = new();
            if (run.Text(name) == other.Text(name))
            {
                continue;
            }

            Assert.NotEqual("", run.Put(name, other.Text(name)).Failed());
        }
    }

    [Fact]
    public void A_file_that_the_provenance_does_not_list_is_noticed() =>
        Assert.Equal("unchanged-evidence", new GoodRun().Put("prereqs.junit.xml", "<testsuites/>").Failed());

    [Fact]
    public void Nothing_at_all_passes_no_rule()
    {
        GateVerdict verdict = GateVerdict.Of(
            new GateEvidence(new Dictionary<string, byte[]>(), null, ""),
            new GoodRun().Settings,
            GoodRun.Now
        );

        Assert.All(verdict.Rules, rule => Assert.False(rule.Passed));
        Assert.Contains("12 of 12", Assert.Throws<EvidenceException>(verdict.RequirePassed).Message);
    }

    [Fact]
    public void The_verdict_comes_back_from_its_JSON_and_is_JUnit_too()
    {
        GateVerdict verdict = new GoodRun(SampleRecord.Good with { Cloud = "local" }).Judge();

        Assert.Equal(verdict.ToJson(), GateVerdict.Parse(verdict.ToJson()).ToJson());
        XElement suite = XElement.Parse(verdict.ToJUnit()).Element("testsuite")!;
        Assert.Equal("12 1", $"{suite.Attribute("tests")!.Value} {suite.Attribute("failures")!.Value}");
        Assert.Contains("\"cloud\": \"local\"", suite.Descendants("failure").Single().Attribute("message")!.Value);
    }
}
