using System.Security.Cryptography;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Gating;

public sealed class KnownVulnerabilities
{
    private const string High = "high";

    [Fact]
    public void Without_limits_and_without_a_scan_they_do_not_decide_and_the_verdict_says_so()
    {
        RuleVerdict verdict = Judge(new GoodRun());

        Assert.Equal(RuleOutcome.Pass, verdict.Outcome);
        Assert.Contains("gate.vulnerabilities sets no limit", verdict.Evidence);
    }

    [Fact]
    public void With_a_limit_a_missing_scan_is_unknown() =>
        Expect(RuleOutcome.Unknown, "Run the target Scan", new GoodRun(), (High, "0"));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("{\"schemaVersion\":9}")]
    public void An_unreadable_scan_is_unknown(string text) =>
        Expect(
            RuleOutcome.Unknown,
            "vulnerabilities.json",
            new GoodRun().Put(EvidenceFiles.Vulnerabilities, text).List(),
            (High, "0")
        );

    [Theory]
    [InlineData("0", RuleOutcome.Fail)]
    [InlineData("0 fixable", RuleOutcome.Fail)]
    [InlineData("0 fixable 30d", RuleOutcome.Fail)]
    [InlineData("1", RuleOutcome.Pass)]
    [InlineData("0 9999d", RuleOutcome.Pass)]
    [InlineData("any", RuleOutcome.Pass)]
    public void A_limit_counts_by_number_fix_and_age(string limit, RuleOutcome outcome) =>
        Expect(outcome, "1 high", Scanned(Finding()), (High, limit));

    [Fact]
    public void A_limit_for_what_can_be_fixed_lets_the_rest_pass() =>
        Expect(RuleOutcome.Pass, "1 high", Scanned(Finding() with { Fix = FixState.NotFixed }), (High, "0 fixable"));

    [Fact]
    public void An_unknown_severity_fix_or_age_that_would_decide_is_unknown()
    {
        (string, string) limit = (High, "0 fixable 30d");
        Expect(RuleOutcome.Unknown, "unknown", Scanned(Finding() with { Severity = Severity.Unknown }), limit);
        Expect(RuleOutcome.Unknown, "unknown", Scanned(Finding() with { Fix = FixState.Unknown }), limit);
        Expect(RuleOutcome.Unknown, "unknown", Scanned(Finding() with { Published = null }), limit);
    }

    [Fact]
    public void A_limit_for_unknown_severities_decides_about_them()
    {
        GoodRun run = Scanned(Finding() with { Severity = Severity.Unknown });
        Expect(RuleOutcome.Pass, "1 unknown", run, (High, "0"), ("unknown", "any"));
        Expect(RuleOutcome.Fail, "allows unknown 0", run, (High, "0"), ("unknown", "0"));
    }

    [Theory]
    [InlineData("2099-01-01", RuleOutcome.Pass, "accepted by gate.vulnerabilityExceptions: CVE-2024-6387")]
    [InlineData(
        "2026-11-01",
        RuleOutcome.Fail,
        "exceptions that have expired and count again: CVE-2024-6387 (2026-11-01)"
    )]
    public void An_exception_holds_until_its_day(string day, RuleOutcome outcome, string said)
    {
        GoodRun run = Scanned(Finding());
        Except(run, "CVE-2024-6387 bash", $"until {day}: not reachable");
        Expect(outcome, said, run, (High, "0"));
    }

    [Fact]
    public void An_exception_for_another_package_does_not_hold_and_is_named()
    {
        GoodRun run = Scanned(Finding());
        Except(run, "CVE-2024-6387 zsh", "until 2099-01-01: not reachable");
        Expect(RuleOutcome.Fail, "exceptions for which there is no finding: CVE-2024-6387 zsh", run, (High, "0"));
    }

    [Theory]
    [InlineData("CVE-2024-6387 bash@VERSION", RuleOutcome.Pass)]
    [InlineData("CVE-2024-6387 bash@1:99~x", RuleOutcome.Fail)]
    public void An_exception_for_a_version_ends_with_it(string key, RuleOutcome outcome)
    {
        GoodRun run = Scanned(Finding());
        Except(run, key.Replace("VERSION", Finding().Version), "until 2099-01-01: not reachable");
        Expect(outcome, "gate.vulnerabilit", run, (High, "0"));
    }

    [Fact]
    public void What_VEX_dismisses_does_not_count_and_what_it_contradicts_does()
    {
        VexOpinion opinion = new(VexStatus.NotAffected, "not there", "vendor");
        Expect(RuleOutcome.Pass, "dismissed by VEX", Scanned(Finding() with { Vex = opinion }), (High, "0"));
        Expect(
            RuleOutcome.Fail,
            "VEX that dismisses nothing",
            Scanned(Finding() with { Vex = opinion with { Contradiction = "ours says affected" } }),
            (High, "0")
        );
    }

    [Fact]
    public void A_scan_of_another_bill_build_or_image_fails()
    {
        Expect(RuleOutcome.Fail, "its content is", Changed(scan => scan with { ContentHash = "0" }), (High, "9"));
        Expect(RuleOutcome.Fail, "its build is", Changed(scan => scan with { Run = "0" }), (High, "9"));
        Expect(RuleOutcome.Fail, "its image is", Changed(scan => scan with { ImageId = "/x" }), (High, "9"));
        Expect(
            RuleOutcome.Fail,
            "the bill that it scanned",
            Changed(scan => scan with { BillSha256 = "0" }),
            (High, "9")
        );
    }

    [Fact]
    public void An_old_scan_or_old_data_is_unknown()
    {
        Expect(
            RuleOutcome.Unknown,
            "gate.maximumScanAgeDays is 7",
            Changed(scan => scan with { ScannedAt = GoodRun.Now.AddDays(-8) }),
            (High, "9")
        );
        Expect(
            RuleOutcome.Unknown,
            "its data is 365 days old",
            Changed(scan => scan with { Source = scan.Source with { DatabaseAt = GoodRun.Now.AddDays(-365) } }),
            (High, "9")
        );
    }

    [Fact]
    public void A_report_without_a_day_and_data_from_the_future_are_unknown()
    {
        Expect(
            RuleOutcome.Unknown,
            "does not say when it was written",
            Changed(scan => scan with { Source = scan.Source with { Undated = true } }),
            (High, "9")
        );
        Expect(
            RuleOutcome.Unknown,
            "which is in the future, so its age is unknown",
            Changed(scan => scan with { Source = scan.Source with { DatabaseAt = GoodRun.Now.AddDays(365) } }),
            (High, "9")
        );
    }

    [Theory]
    [InlineData("none kubectl /usr/local/bin/kubectl", "noise", "the validation may not list everything")]
    [InlineData("none kubectl /usr/local/bin/kubectl", null, "the validation lists nothing of kubectl")]
    [InlineData("none kubectl", "unread kubectl", "the validation could not read kubectl")]
    [InlineData("-----END JUMPBOX MODULES-----", null, "list of modules has no end")]
    public void What_the_validation_did_not_list_was_not_looked_up(string line, string? instead, string said)
    {
        GoodRun run = new();
        string log = run.Text(EvidenceFiles.ValidationLog);
        string[] lines = [.. log.Split('\n').Where(one => instead is not null || !one.Contains(line))];
        run.Put(
            EvidenceFiles.ValidationLog,
            string.Join('\n', lines).Replace(line, instead ?? line, StringComparison.Ordinal)
        );
        run = Changed(scan => scan, run);
        Expect(RuleOutcome.Unknown, said, run, (High, "9"));
        run.Settings = run.Settings with { AcceptUnscanned = true };
        Expect(RuleOutcome.Pass, "none", run, (High, "9"));
    }

    [Fact]
    public void A_fix_from_the_future_has_no_age() =>
        Expect(
            RuleOutcome.Unknown,
            "unknown",
            Scanned(Finding() with { Published = GoodRun.Now.AddYears(80) }),
            (High, "0 fixable 30d")
        );

    [Fact]
    public void A_limit_for_the_age_of_data_that_states_none_is_unknown()
    {
        GoodRun run = Changed(scan => scan with { Source = scan.Source with { DatabaseAt = null } });
        Expect(RuleOutcome.Unknown, "nothing states the age of its data", run, (High, "9"));
        run.Settings = run.Settings with { MaximumAdvisoryAgeDays = 0 };
        Expect(RuleOutcome.Pass, "age of its data unknown", run, (High, "9"));
    }

    [Fact]
    public void A_scan_that_nothing_links_to_the_image_is_unknown() =>
        Expect(
            RuleOutcome.Unknown,
            "nothing shows that it is of this image",
            Changed(scan => scan with { Source = scan.Source with { Link = ScanLink.None } }),
            (High, "9")
        );

    [Fact]
    public void What_was_not_looked_up_is_unknown_unless_the_settings_accept_it()
    {
        GoodRun run = Changed(scan => scan with { NotLookedUp = new Dictionary<string, int> { ["pypi"] = 41 } });
        Expect(RuleOutcome.Unknown, "not looked up: 41 pypi", run, (High, "9"));
        run.Settings = run.Settings with { AcceptUnscanned = true };
        Expect(RuleOutcome.Pass, "not looked up: 41 pypi", run, (High, "9"));
    }

    private static Finding Finding() =>
        new("CVE-2024-6387", "bash", "5.2.21-2ubuntu4", Severity.High, FixState.Fixed)
        {
            Published = GoodRun.Now.AddDays(-90),
            Remedy = Remedy.Snapshot,
        };

    private static GoodRun Scanned(params Finding[] findings) => Changed(scan => scan with { Findings = findings });

    private static GoodRun Changed(Func<VulnerabilityReport, VulnerabilityReport> change, GoodRun? of = null)
    {
        GoodRun run = of ?? new GoodRun();
        VulnerabilityReport report = new()
        {
            SchemaVersion = 1,
            ImageId = run.Record.ImageId,
            ContentHash = run.Record.ContentHash,
            Run = run.Record.Run,
            BillSha256 = Convert.ToHexStringLower(SHA256.HashData(run.Bytes(EvidenceFiles.Bill))),
            ScannedAt = GoodRun.Now.AddHours(-1),
            Source = new ScanSource(ScannerKind.Grype, "grype", "0.118.0", ScanLink.Run, 0)
            {
                DatabaseAt = GoodRun.Now.AddDays(-1),
            },
            Components = new Dictionary<string, int> { ["deb"] = 1 },
            NotLookedUp = new Dictionary<string, int>(),
            NotIndexed = new Dictionary<string, int>(),
            Findings = [],
        };
        return run.Put(EvidenceFiles.Vulnerabilities, change(report).ToJson()).List();
    }

    private static void Except(GoodRun run, string key, string value) =>
        run.Settings = run.Settings with { VulnerabilityExceptions = new Dictionary<string, string> { [key] = value } };

    private static RuleVerdict Judge(GoodRun run) => run.Judge().Rules.Single(rule => rule.Id == "vulnerabilities");

    private static void Expect(RuleOutcome outcome, string said, GoodRun run, params (string, string)[] limits)
    {
        run.Settings = run.Settings with
        {
            Vulnerabilities = limits.ToDictionary(limit => limit.Item1, limit => limit.Item2),
        };
        RuleVerdict verdict = Judge(run);
        Assert.True(outcome == verdict.Outcome, verdict.Evidence);
        Assert.Contains(said, verdict.Evidence);
    }
}
