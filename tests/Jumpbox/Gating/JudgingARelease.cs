using System.Text.Json.Nodes;
using System.Xml.Linq;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
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
        GoodRun run = new(SampleRecord.Good with { Cloud = "local" });

        Assert.Equal("real-cloud", run.Failed());
    }

    [Fact]
    public void A_verdict_that_asked_no_rule_or_not_every_rule_is_no_pass()
    {
        GateVerdict verdict = new GoodRun().Judge();

        Assert.False((verdict with { Rules = [] }).Passed);
        Assert.Throws<EvidenceException>((verdict with { Rules = [] }).RequirePassed);
        Assert.All(
            verdict.Rules,
            left =>
                Assert.Contains(
                    left.Id,
                    Assert
                        .Throws<EvidenceException>(
                            (verdict with { Rules = [.. verdict.Rules.Except([left])] }).RequirePassed
                        )
                        .Message
                )
        );
    }

    [Fact]
    public void A_cloud_that_cannot_be_asked_leaves_its_rules_unknown_and_the_image_unreleased()
    {
        GateVerdict verdict = new GoodRun { Unreachable = "No answer came." }.Judge();

        Assert.False(verdict.Passed);
        Assert.Equal(
            ["real-cloud", "image-read-back", "image-run", "not-revoked", "maximum-age"],
            verdict.Rules.Where(rule => rule.Outcome == RuleOutcome.Unknown).Select(rule => rule.Id)
        );
        Assert.Contains("No answer came.", verdict.Rules[1].Evidence);
    }

    [Fact]
    public void An_image_whose_template_was_cleaned_up_is_proven_by_its_own_tags() =>
        Assert.Equal("", new GoodRun { LastRun = null }.Failed());

    [Fact]
    public void An_image_that_is_gone_is_not_released() =>
        Assert.Equal("image-read-back image-run maximum-age", new GoodRun { Image = null }.Failed());

    [Fact]
    public void A_build_that_wrote_over_an_older_image_is_as_old_as_its_templates_last_build()
    {
        GoodRun run = new();
        run.Image = run.Image! with { Created = Readings.Present("created", GoodRun.Now.AddDays(-120)) };

        Assert.Equal("", run.Failed());
        run.LastRun = null;
        Assert.Equal("image-run maximum-age", run.Failed());
    }

    [Theory]
    [InlineData("Failed", "Distributing", "")]
    [InlineData("Failed", "Customizing", "image-run")]
    [InlineData("Succeeded", "Distributing", "image-run")]
    public void A_version_that_was_completed_after_its_build_timed_out_is_released_only_if_it_was_being_distributed(
        string state,
        string phase,
        string failed
    )
    {
        GoodRun run = new(SampleRecord.Good with { RunState = ImageRecord.DistributedLate });
        run.LastRun = run.LastRun! with { RunState = state, Phase = phase };

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData("imageState", "Failed")]
    [InlineData("runState", "PartiallySucceeded")]
    public void A_wrong_word_in_the_record_fails_its_rule(string member, string value) =>
        Assert.Contains(
            "image-read-back",
            new GoodRun().Change(EvidenceFiles.Image, record => record[member] = value).Failed()
        );

    [Fact]
    public void A_commit_that_nobody_knows_fails_alone() =>
        Assert.Equal("clean-tree", new GoodRun(SampleRecord.Good with { Commit = "unknown" }).Failed());

    [Fact]
    public void Uncommitted_changes_fail_alone() =>
        Assert.Equal("clean-tree", new GoodRun(SampleRecord.Good with { Dirty = true }).Failed());

    [Fact]
    public void An_image_that_is_too_old_fails_alone()
    {
        GoodRun run = new();
        run.Settings = run.Settings with { MaximumAgeDays = 1 };

        Assert.Equal("maximum-age", run.Failed());
    }

    [Fact]
    public void An_image_from_the_future_fails_alone() =>
        Assert.Equal("maximum-age", new GoodRun { At = SampleRecord.Finished.AddDays(-1) }.Failed());

    [Fact]
    public void Another_content_than_the_checkouts_fails()
    {
        GoodRun run = new();
        run.Expected = run.Expected! with
        {
            Template = run.Expected.Template with { ContentHash = new string('9', 64) },
        };

        Assert.Equal("image-read-back content-hash one-run", run.Failed());
    }

    [Fact]
    public void A_content_that_could_not_be_computed_is_unknown_and_fails()
    {
        GateVerdict verdict = new GoodRun { Expected = null }.Judge();

        Assert.Equal(RuleOutcome.Unknown, verdict.Rules.Single(rule => rule.Id == "content-hash").Outcome);
        Assert.False(verdict.Passed);
    }

    [Theory]
    [InlineData("Canonical", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2")]
    [InlineData("Other", "ubuntu-24_04-lts", "server")]
    public void A_base_image_that_nobody_allowed_fails_alone(string publisher, string offer, string sku) =>
        Assert.Equal(
            "base-image",
            new GoodRun(
                SampleRecord.Good with
                {
                    BaseImage = new RecordedBaseImage(publisher, offer, sku, "1.0.202611010"),
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
            new GoodRun()
                .Change(
                    EvidenceFiles.Prereqs,
                    found =>
                    {
                        found["checks"]![0]!["status"] = "fail";
                        found["checks"]![0]!["findings"]![0]!["status"] = "fail";
                    }
                )
                .Failed()
        );

    [Fact]
    public void A_prerequisite_that_could_not_be_checked_leaves_its_rule_unknown_with_the_reason()
    {
        GateVerdict verdict = UncheckedRun("vm-quota").Judge();

        RuleVerdict rule = Assert.Single(verdict.Rules, rule => !rule.Allows);
        Assert.Equal(("prereqs", RuleOutcome.Unknown), (rule.Id, rule.Outcome));
        Assert.Contains("vm-quota (the quota could not be read: 403)", rule.Evidence);
        Assert.Contains("--skip=vm-quota=", rule.Evidence);
        Assert.Throws<EvidenceException>(verdict.RequirePassed);
    }

    [Fact]
    public void Prerequisites_of_which_none_could_be_checked_leave_their_rule_unknown()
    {
        GateVerdict verdict = UncheckedRun([.. CheckRegistry.Ids]).Judge();

        Assert.Equal(RuleOutcome.Unknown, verdict.Rules.Single(rule => rule.Id == "prereqs").Outcome);
    }

    [Fact]
    public void What_could_not_be_read_is_not_hidden_by_a_warning_beside_it()
    {
        GoodRun run = UncheckedRun("vm-quota")
            .Change(
                EvidenceFiles.Prereqs,
                found =>
                {
                    JsonNode check = found["checks"]!.AsArray().Single(one => (string?)one!["id"] == "vm-quota")!;
                    JsonNode warning = check["findings"]![0]!.DeepClone();
                    (warning["status"], check["status"]) = ("warn", "warn");
                    check["findings"]!.AsArray().Add(warning);
                }
            );

        Assert.Equal("prereqs", run.Failed());
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "prereqs")]
    public void A_check_that_could_not_be_made_is_answered_by_a_skip_with_its_reason(bool allowed, string failed)
    {
        GoodRun run = UncheckedRun("vm-quota")
            .Change(EvidenceFiles.Image, record => record["skipped"]!["vm-quota"] = "looked at in the portal")
            .Bill()
            .List();
        run.Settings = run.Settings with { AllowSkips = allowed };

        Assert.Equal(failed, run.Failed());
    }

    private static GoodRun UncheckedRun(params string[] ids) =>
        new GoodRun().Change(
            EvidenceFiles.Prereqs,
            found =>
            {
                foreach (JsonNode? check in found["checks"]!.AsArray())
                {
                    if (ids.Contains((string?)check!["id"]) && (string?)check["status"] == "pass")
                    {
                        check["status"] = "unknown";
                        check["findings"]![0]!["status"] = "unknown";
                        check["findings"]![0]!["message"] = "the quota could not be read: 403";
                    }
                }
            }
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
            found => found["skipped"]!["forced-tunnelling"] = reason
        );
        run.Settings = run.Settings with { AllowSkips = allowed };

        Assert.Equal(failed, run.Failed());
    }

    [Fact]
    public void A_check_inside_the_image_that_failed_fails_alone() =>
        Assert.Equal(
            "in-vm-checks",
            new GoodRun().ChangeValidation(GoodRun.Validation().Begins("own-check").Fails(1).ToString()).Failed()
        );

    [Fact]
    public void A_validation_that_left_its_checks_out_leaves_the_packages_licences_unknown_too() =>
        Assert.Equal(
            "in-vm-checks licences",
            new GoodRun().ChangeValidation(new BuildLog().Begins("hygiene").Ends().ToString()).Failed()
        );

    [Fact]
    public void A_tool_that_nobody_heard_answer_fails_alone() =>
        Assert.Equal(
            "in-vm-checks",
            new GoodRun()
                .ChangeValidation(
                    GoodRun
                        .Validation()
                        .ToString()
                        .Replace("kubectl 1.36.4", "kubectl 1.36.3", StringComparison.Ordinal)
                )
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
            new GateEvidence(
                new Dictionary<string, byte[]>(),
                Readings.Absent<ExpectedImage>("checkout"),
                CloudSighting.Unreadable("nobody asked")
            ),
            new GoodRun().Settings,
            GoodRun.Now
        );

        Assert.All(verdict.Rules, rule => Assert.False(rule.Passed));
        Assert.Contains("19 of 20", Assert.Throws<EvidenceException>(verdict.RequirePassed).Message);
    }

    [Fact]
    public void The_verdict_is_JSON_and_JUnit()
    {
        GateVerdict verdict = new GoodRun(SampleRecord.Good with { Cloud = "local" }).Judge();

        JsonObject json = JsonNode.Parse(verdict.ToJson())!.AsObject();
        Assert.False((bool)json["passed"]!);
        Assert.Equal("fail", (string?)json["rules"]![1]!["outcome"]);
        XElement suite = XElement.Parse(verdict.ToJUnit()).Element("testsuite")!;
        Assert.Equal("20 1", $"{suite.Attribute("tests")!.Value} {suite.Attribute("failures")!.Value}");
        Assert.Contains("\"cloud\": \"local\"", suite.Descendants("failure").Single().Attribute("message")!.Value);
    }
}
