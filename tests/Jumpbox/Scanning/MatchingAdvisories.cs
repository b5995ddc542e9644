using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Scanning;

public sealed class MatchingAdvisories
{
    [Fact]
    public void A_package_is_found_by_its_source_package_in_its_release()
    {
        Finding finding = Assert.Single(Match(ScannedBill.Advisory("UBUNTU-CVE-2024-6387")).Findings);

        Assert.Equal(
            ("CVE-2024-6387", "openssh-client", Severity.High),
            (finding.Id, finding.Package, finding.Severity)
        );
        Assert.Equal(Remedy.Snapshot, finding.Remedy);
        Assert.Equal(2024, finding.Published?.Year);
    }

    [Theory]
    [InlineData("Ubuntu:22.04:LTS", """{"introduced":"0"}""")]
    [InlineData("Ubuntu:Pro:24.04:LTS", """{"introduced":"0"}""")]
    [InlineData("Ubuntu:24.04:LTS", """{"introduced":"0"},{"fixed":"1:9.6p1-3ubuntu13"}""")]
    [InlineData("Ubuntu:24.04:LTS", """{"introduced":"1:9.7"}""")]
    [InlineData("Ubuntu:24.04:LTS", """{"introduced":"0"},{"last_affected":"1:9.5"}""")]
    public void Another_release_or_range_is_no_hit(string ecosystem, string events) =>
        Assert.Empty(Match(ScannedBill.Advisory("UBUNTU-CVE-1-1", ecosystem: ecosystem, events: events)).Findings);

    [Fact]
    public void Events_in_any_order_give_the_same_answer() =>
        Assert.Single(
            Match(
                ScannedBill.Advisory(
                    "UBUNTU-CVE-1-1",
                    events: """{"fixed":"1:9.9"},{"introduced":"1:9.0"},{"fixed":"1:8.0"},{"introduced":"0"}"""
                )
            ).Findings
        );

    [Fact]
    public void A_withdrawn_advisory_does_not_count() =>
        Assert.Empty(
            Match(ScannedBill.Advisory("UBUNTU-CVE-1-1", more: "\"withdrawn\":\"2025-01-01T00:00:00Z\",")).Findings
        );

    [Fact]
    public void A_notice_is_folded_into_the_vulnerabilities_that_it_fixes()
    {
        IReadOnlyList<Finding> findings = Match(
            ScannedBill.Advisory("UBUNTU-CVE-2024-6387"),
            ScannedBill.Advisory(
                "USN-6859-1",
                more: "\"upstream\":[\"UBUNTU-CVE-2024-6387\",\"UBUNTU-CVE-2024-9\"],",
                priority: ""
            )
        ).Findings;

        Assert.Equal(["CVE-2024-6387", "CVE-2024-9"], findings.Select(finding => finding.Id));
        Assert.Contains("USN-6859-1", findings[0].Aliases);
        Assert.Equal([Severity.High, Severity.Unknown], findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void A_module_of_a_tool_is_found_in_any_case_and_its_severity_is_unknown()
    {
        Finding finding = Assert.Single(
            Match(
                ScannedBill.Advisory(
                    "GO-2026-1",
                    ecosystem: "Go",
                    name: "github.com/SPF13/cobra",
                    events: """{"introduced":"1.0.0"},{"fixed":"1.8.1"}""",
                    more: "\"aliases\":[\"CVE-2026-9\",\"GHSA-x\"],",
                    priority: ""
                )
            ).Findings
        );

        Assert.Equal(("CVE-2026-9", "kubernetes", Severity.Unknown), (finding.Id, finding.Tool, finding.Severity));
        Assert.Equal(Remedy.Update, finding.Remedy);
    }

    [Fact]
    public void What_no_advisory_is_about_was_not_looked_up()
    {
        VulnerabilityReport ubuntu = Match(ScannedBill.Advisory("UBUNTU-CVE-1-1", name: "vim"));

        Assert.Equal("1 golang, 1 pypi", ScanSummary.Kinds(ubuntu.NotLookedUp));
        Assert.Equal(1, ubuntu.Source.Advisories);
    }

    [Fact]
    public void The_age_of_the_advisories_is_that_of_the_newest() =>
        Assert.Equal(
            new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero),
            Match(
                ScannedBill.Advisory("UBUNTU-CVE-1-1", name: "vim", modified: "2024-03-01T00:00:00Z"),
                ScannedBill.Advisory("UBUNTU-CVE-1-2", name: "vim", modified: "2025-03-01T00:00:00Z"),
                ScannedBill.Advisory("UBUNTU-CVE-1-3", name: "vim", modified: "2023-03-01T00:00:00Z")
            ).Source.DatabaseAt
        );

    [Fact]
    public void A_broken_advisory_about_the_image_is_named() =>
        Assert.Contains(
            "'all.zip/0.json' is not an OSV record",
            Assert.Throws<EvidenceException>(() => Match("""{"affected":[{"package":{"name":"openssh"}}""")).Message
        );

    [Fact]
    public void A_name_with_escapes_is_still_found() =>
        Assert.Single(Match(ScannedBill.Advisory("UBUNTU-CVE-1-1", name: "open\\u0073sh")).Findings);

    private static VulnerabilityReport Match(params string[] advisories)
    {
        BillScan scan = ScannedBill.Scan();
        for (int at = 0; at < advisories.Length; at++)
        {
            scan.Take(Encoding.UTF8.GetBytes(advisories[at]), $"all.zip/{at}.json");
        }
        return scan.OfAdvisories(ScannedBill.Now);
    }
}
