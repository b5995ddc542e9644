using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;
using Jumpbox.Templates;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Gating;

/// <summary>The last value that a rule accepts and the first that it refuses.</summary>
public sealed class LimitsOfTheGate
{
    private static readonly DateTimeOffset Started = SampleRecord.Good.Started;
    private static readonly DateTimeOffset Finished = SampleRecord.Finished;

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "maximum-age")]
    public void An_image_may_be_exactly_as_old_as_the_settings_allow(int seconds, string failed)
    {
        GoodRun run = new() { At = Finished.AddMinutes(-2).AddDays(30).AddSeconds(seconds) };
        run.Settings = run.Settings with { LockCheckedWithinDays = 99 };

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData(-300, "")]
    [InlineData(-301, "maximum-age")]
    public void A_build_may_end_five_minutes_ahead_of_the_clock(int seconds, string failed) =>
        Assert.Equal(failed, new GoodRun { At = Finished.AddSeconds(seconds) }.Failed());

    [Theory]
    [InlineData(-300, "")]
    [InlineData(-301, "maximum-age")]
    public void An_image_may_be_created_five_minutes_ahead_of_the_clock(int seconds, string failed)
    {
        GoodRun run = new();
        run.Image = run.Image! with { Created = Readings.Present("created", Finished.AddMinutes(4)) };
        run.At = Finished.AddMinutes(4).AddSeconds(seconds);

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "image-run")]
    public void An_image_may_be_created_ten_minutes_after_its_build(int seconds, string failed)
    {
        GoodRun run = new();
        run.Image = run.Image! with
        {
            Created = Readings.Present("created", Finished.AddMinutes(10).AddSeconds(seconds)),
        };

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(-1, "image-run")]
    public void An_image_may_be_created_ten_minutes_before_its_build(int seconds, string failed)
    {
        GoodRun run = new() { LastRun = null };
        run.Image = run.Image! with
        {
            Created = Readings.Present("created", Started.AddMinutes(-10).AddSeconds(seconds)),
        };

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "image-run")]
    public void A_build_may_take_as_long_as_Azure_allows_and_ten_minutes(int seconds, string failed)
    {
        DateTimeOffset started = Finished.AddMinutes(-970).AddSeconds(-seconds);

        Assert.Equal(failed, new GoodRun(SampleRecord.Good with { Started = started }).Failed());
    }

    [Theory]
    [InlineData("2026-11-20T10:04:07Z", "")]
    [InlineData("2026-11-19T10:04:07Z", "")]
    [InlineData("2026-11-19T10:04:06Z", "prereqs")]
    [InlineData("2026-11-22T10:36:07Z", "")]
    [InlineData("2026-11-22T10:36:08Z", "prereqs")]
    public void Prereqs_may_run_from_a_day_before_the_build_until_now(string at, string failed) =>
        Assert.Equal(failed, new GoodRun().Change(EvidenceFiles.Prereqs, found => found["at"] = at).Failed());

    [Theory]
    [InlineData("2026-11-08T10:31:07Z", "")]
    [InlineData("2026-11-08T10:31:06Z", "lock-checked")]
    [InlineData("2026-11-22T10:36:07Z", "")]
    [InlineData("2026-11-22T10:36:08Z", "lock-checked")]
    public void The_lock_may_be_checked_from_fourteen_days_ago_until_now(string at, string failed) =>
        Assert.Equal(failed, new GoodRun().Change(EvidenceFiles.LockCheck, check => check["checkedAt"] = at).Failed());

    [Theory]
    [InlineData("09:54:07", "")]
    [InlineData("09:54:06", "build-log")]
    [InlineData("10:41:07", "")]
    [InlineData("10:41:08", "build-log")]
    public void The_clock_of_the_log_may_differ_by_ten_minutes(string time, string failed)
    {
        GoodRun run = new();
        string text = run.Text(EvidenceFiles.CustomizationLog);
        int at = text.IndexOf("10:00:00", StringComparison.Ordinal);

        run.Put(EvidenceFiles.CustomizationLog, $"{text[..at]}{time}{text[(at + 8)..]}").List();

        Assert.Equal(failed, run.Failed());
    }

    [Fact]
    public void A_log_without_any_time_proves_nothing() =>
        Assert.Contains(
            "no line has a time",
            Rule(
                new GoodRun().Put(EvidenceFiles.CustomizationLog, "PACKER OUT Build 'azure-arm' finished.").List(),
                "build-log"
            )
        );

    [Theory]
    [InlineData(60, "")]
    [InlineData(61, "maximum-age")]
    public void Packages_may_be_exactly_as_old_as_the_settings_allow(int days, string failed)
    {
        GoodRun run = Stated(run =>
            run with
            {
                AptSnapshot = GoodRun.Now.AddDays(-days).ToString("yyyyMMdd'T'HHmmss'Z'"),
            }
        );

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData("24.04.202605270", "")]
    [InlineData("24.04.202605250", "maximum-age")]
    [InlineData("24.04.20260527", "")]
    [InlineData("24.04.202611240", "maximum-age")]
    [InlineData("1.0.7", "maximum-age")]
    [InlineData("24.04.202613990", "maximum-age")]
    public void A_base_image_may_be_180_days_old_by_the_day_in_its_version(string version, string failed)
    {
        GoodRun run = Based(version);

        Assert.Equal(failed, run.Failed());
        run.Settings = run.Settings with { MaximumBaseImageAgeDays = 0, MaximumPackageAgeDays = 0 };
        Assert.Equal("", run.Failed());
    }

    [Fact]
    public void A_base_image_of_no_known_day_is_unknown_and_not_old()
    {
        RuleVerdict verdict = Based("1.0.7").Judge().Rules.Single(rule => rule.Id == "maximum-age");

        Assert.Equal(RuleOutcome.Unknown, verdict.Outcome);
        Assert.Contains("set gate.maximumBaseImageAgeDays to 0", verdict.Evidence);
    }

    [Theory]
    [InlineData("Canonical/*/server", "")]
    [InlineData("canonical/UBUNTU-24_04-lts/Server", "")]
    [InlineData("*/*/*", "")]
    [InlineData("Canonical/*", "base-image")]
    [InlineData("Canonical/*/server/*", "base-image")]
    [InlineData("Canonical/*/minimal", "base-image")]
    [InlineData("Canonical/debian/server", "base-image")]
    [InlineData("Debian/*/server", "base-image")]
    public void An_allowed_base_image_has_three_parts_that_all_match(string allowed, string failed)
    {
        GoodRun run = new();
        run.Settings = run.Settings with { AllowedBaseImages = [allowed] };

        Assert.Equal(failed, run.Failed());
    }

    [Fact]
    public void One_allowed_base_image_of_several_is_enough_and_none_allows_all()
    {
        GoodRun run = new();
        run.Settings = run.Settings with { AllowedBaseImages = ["a/b/c", "Canonical/*/server"] };
        Assert.Equal("", run.Failed());

        run.Settings = run.Settings with { AllowedBaseImages = [] };
        Assert.Equal("", run.Failed());
    }

    [Theory]
    [InlineData("/x/images/BASE", "")]
    [InlineData("/x/images/other", "base-image")]
    [InlineData("*/*/*", "base-image")]
    public void A_custom_base_image_is_allowed_by_its_id_alone(string allowed, string failed)
    {
        GoodRun run = Templated(
            new GoodRun(SampleRecord.Good with { BaseImage = new RecordedBaseImage("", "", "", "", "/x/images/base") }),
            template => template with { BaseImage = null, SourceImageId = "/x/images/base" }
        );
        run.Settings = run.Settings with
        {
            AllowedBaseImages = [allowed],
            MaximumBaseImageAgeDays = 0,
            MaximumPackageAgeDays = 0,
        };

        Assert.Equal(failed, run.Failed());
    }

    [Theory]
    [InlineData("24.04.202609040", "")]
    [InlineData("24.04.202609041", "signature base-image")]
    [InlineData(null, "signature base-image")]
    public void The_newest_version_of_a_base_image_is_the_one_that_Azure_used(string? used, string failed)
    {
        GoodRun run = Templated(
            new GoodRun(),
            template => template with { BaseImage = template.BaseImage! with { Version = "Latest" } }
        );
        run.LastRun = run.LastRun! with { BaseVersion = used };

        Assert.Equal(failed, run.Failed());
    }

    [Fact]
    public void The_pin_of_a_base_image_does_not_depend_on_the_template_that_Azure_still_has()
    {
        GoodRun run = new();
        run.LastRun = run.LastRun! with { BaseVersion = null };

        Assert.Equal("", run.Failed());
    }

    [Fact]
    public void A_VHD_is_proven_by_the_outputs_of_its_template_alone()
    {
        Assert.Equal("", Vhd().Failed());

        GoodRun other = Vhd();
        other.LastRun = other.LastRun! with { Outputs = ["https://st.example/vhds/other.vhd"] };
        Assert.Equal("image-read-back image-run", other.Failed());

        GoodRun gone = Vhd();
        gone.LastRun = null;
        Assert.Equal("image-read-back image-run maximum-age", gone.Failed());
    }

    [Fact]
    public void A_VHD_is_as_old_as_its_templates_last_build()
    {
        GoodRun run = Vhd();
        run.Settings = run.Settings with { MaximumAgeDays = 1 };
        Assert.Equal("maximum-age", run.Failed());

        GoodRun unended = Vhd();
        unended.LastRun = unended.LastRun! with { Ended = null };
        Assert.Equal("image-run maximum-age", unended.Failed());
    }

    [Fact]
    public void An_image_that_an_older_build_created_is_not_younger_than_its_templates_last_build()
    {
        GoodRun run = new();
        run.Image = run.Image! with { Created = Readings.Present("created", Started.AddMinutes(-11)) };
        run.LastRun = run.LastRun! with { Ended = null };

        Assert.Contains("reports no end of its last build", Rule(run, "maximum-age"));
    }

    [Fact]
    public void An_image_without_the_tag_of_its_run_is_unknown_and_not_wrong()
    {
        GoodRun run = new();
        run.LastRun = null;
        run.Image = Untagged(run);

        Assert.Equal(RuleOutcome.Unknown, run.Judge().Rules.Single(rule => rule.Id == "image-run").Outcome);
    }

    [Fact]
    public void An_image_without_the_tag_of_its_run_is_proven_by_its_template()
    {
        GoodRun run = new();
        run.Image = Untagged(run);

        Assert.Equal("", run.Failed());
    }

    [Theory]
    [InlineData(-601, "image-run")]
    [InlineData(-600, "")]
    [InlineData(2220, "")]
    [InlineData(2221, "image-run")]
    public void A_gallery_version_without_a_tag_was_created_during_its_build(int secondsFromStart, string failed)
    {
        const string version =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b/versions/1.0.0";
        GoodRun run = new(SampleRecord.Good with { ImageId = version }) { LastRun = null };
        run.Image = Untagged(run) with { Created = Readings.Present("created", Started.AddSeconds(secondsFromStart)) };

        Assert.Equal(failed, run.Failed());
    }

    private static SeenImage Untagged(GoodRun run) =>
        run.Image! with
        {
            Tags = run.Image.Tags.Where(tag => tag.Key != TagNames.Run).ToDictionary(),
        };

    [Theory]
    [InlineData("Apache-2.0 AND MIT", "")]
    [InlineData("(Apache-2.0 OR MIT) WITH LLVM-exception", "")]
    [InlineData("AGPL-3.0-only WITH LLVM-exception", "denied")]
    [InlineData("NONE", "no licence is stated")]
    [InlineData("NOASSERTION", "no licence is stated")]
    public void Each_id_of_a_licence_expression_counts_and_its_operators_do_not(string licence, string told)
    {
        GoodRun run = new GoodRun().Change(
            EvidenceFiles.Bill,
            bill =>
            {
                foreach (JsonNode? package in bill["packages"]!.AsArray())
                {
                    package!["licenseDeclared"] = licence;
                    package["licenseConcluded"] = "NOASSERTION";
                }
            }
        );
        run.Settings = run.Settings with { DeniedLicences = ["AGPL-3.0-only", "AND", "OR", "WITH", "NONE"] };

        // A bill that was changed is refused at the latest because it is not the one of this log.
        Assert.Contains(told.Length == 0 ? "does not match record" : told, Rule(run, "licences"));
    }

    [Fact]
    public void A_passed_rule_names_what_states_no_licence() =>
        Assert.Equal("3 tools and packages; the licence of 1 is unknown: bash", Rule(new GoodRun(), "licences"));

    [Fact]
    public void A_version_that_was_not_copied_is_not_released()
    {
        GoodRun run = new();
        run.Image = run.Image! with { IsShallow = true };

        Assert.Equal("image-read-back", run.Failed());
        Assert.Contains("gallery.replicationMode", Rule(run, "image-read-back"));
    }

    [Fact]
    public void Licences_of_packages_that_no_log_lists_are_unknown()
    {
        string withoutPackages = GoodRun
            .Validation()
            .ToString()
            .Replace("bash 5.2.21-2ubuntu4 amd64", "", StringComparison.Ordinal);
        GoodRun run = new GoodRun().ChangeValidation(withoutPackages).Bill();

        RuleVerdict rule = run.Judge().Rules.Single(one => one.Id == "licences");

        Assert.Equal(RuleOutcome.Unknown, rule.Outcome);
        Assert.Contains("lists no installed package", rule.Evidence);
    }

    private static string Rule(GoodRun run, string id) => run.Judge().Rules.Single(rule => rule.Id == id).Evidence;

    private static GoodRun Based(string version) =>
        Templated(
            new GoodRun(SampleRecord.Good with { BaseImage = SampleRecord.Good.BaseImage with { Version = version } }),
            template => template with { BaseImage = template.BaseImage! with { Version = version } }
        );

    // The contents are in the plan, the template and the bill.
    private static GoodRun Stated(Func<Jumpbox.Customizer.RenderedContents, Jumpbox.Customizer.RenderedContents> change)
    {
        GoodRun run = Templated(
            new GoodRun(),
            template => template with { Contents = change(template.Contents), Customizers = template.Customizers }
        );
        return run.Bill().List();
    }

    private static GoodRun Vhd()
    {
        const string url = "https://st.example/vhds/image.vhd";
        GoodRun run = Templated(
            new GoodRun(SampleRecord.Good with { ImageId = url }),
            template => template with { ImageId = null }
        );
        run.Image = null;
        return run;
    }

    private static GoodRun Templated(GoodRun run, Func<TemplateRecord, TemplateRecord> change)
    {
        run.Expected = run.Expected! with { Template = change(run.Expected.Template) };
        return run.Put(EvidenceFiles.Template, run.Expected.Template.ToJson()).List();
    }
}
