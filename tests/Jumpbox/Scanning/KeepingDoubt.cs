using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Scanning;

/// <summary>Reports and advisories that would let an image pass for want of proof.</summary>
public sealed class KeepingDoubt
{
    private const string DebPip = "pkg:deb/ubuntu/pip@24.0?arch=all&distro=ubuntu-24.04";

    [Fact]
    public void The_age_of_the_advisories_is_that_of_the_ecosystem_with_the_oldest_data()
    {
        VulnerabilityReport report = Match(
            ScannedBill.Scan(),
            ScannedBill.Advisory("UBUNTU-CVE-1-1", name: "vim", modified: "2025-03-01T00:00:00Z"),
            ScannedBill.Advisory("GO-2026-1", ecosystem: "Go", name: "a.b/c", modified: "2026-11-18T00:00:00Z")
        );

        Assert.Equal(2025, report.Source.DatabaseAt?.Year);
    }

    [Theory]
    [InlineData("""{"package":{"ecosystem":"Go","name":"github.com/spf13/cobra"}}""")]
    [InlineData(
        """{"package":{"ecosystem":"Go","name":"github.com/spf13/cobra"},"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}"""
    )]
    [InlineData(
        """{"package":{"ecosystem":"Go","name":"github.com/spf13/cobra"},"ranges":[{"type":"SEMVER","events":[{"fixed":"9.0.0"}]}]}"""
    )]
    [InlineData(
        """{"package":{"ecosystem":"Go","name":"github.com/spf13/cobra"},"ranges":[{"type":"SEMVER","events":[{"introduced":"one"}]}]}"""
    )]
    public void A_record_that_says_nothing_of_the_version_leaves_the_component_unknown(string affected)
    {
        VulnerabilityReport report = Match(
            ScannedBill.Scan(),
            $$"""{"id":"GO-2026-1","modified":"2026-11-18T00:00:00Z","affected":[{{affected}}]}"""
        );

        Assert.Empty(report.Findings);
        Assert.Contains("1 golang", ScanSummary.Kinds(report.NotLookedUp));
    }

    [Theory]
    [InlineData("""{"introduced":"0"},{"fixed":""}""")]
    [InlineData("""{"introduced":"unknown"}""")]
    [InlineData("""{"introduced":"1:"}""")]
    [InlineData("""{"introduced":"0"},{"fixed":"1:9.6 p1"}""")]
    [InlineData("""{"introduced":"0"},{"fixed":"1:1"},{"introduced":null}""")]
    public void An_event_at_what_is_no_version_of_Debian_leaves_the_package_unknown(string events)
    {
        VulnerabilityReport report = Match(ScannedBill.Scan(), ScannedBill.Advisory("UBUNTU-CVE-1-1", events: events));

        Assert.Empty(report.Findings);
        Assert.Contains("1 deb", ScanSummary.Kinds(report.NotLookedUp));
    }

    [Fact]
    public void A_number_in_place_of_a_version_is_not_forgotten() =>
        Assert.Single(
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory(
                    "GO-2026-1",
                    ecosystem: "Go",
                    name: "github.com/spf13/cobra",
                    events: """{"introduced":"0"},{"fixed":"1.0.0"},{"introduced":1.5}"""
                )
            ).Findings
        );

    [Theory]
    [InlineData("pkg:golang/a.b/c@(devel)", "Go", "a.b/c")]
    [InlineData("pkg:pypi/odd@2024-summer", "PyPI", "odd")]
    public void Of_what_is_no_version_a_list_of_single_versions_says_nothing(string purl, string ecosystem, string name)
    {
        VulnerabilityReport report = Match(
            new BillScan(ScannedBill.Record, ScannedBill.Of(ScannedBill.Ssh, purl), []),
            $$"""
            {"id":"X-1","modified":"2026-11-18T00:00:00Z","affected":[{"package":{"ecosystem":"{{ecosystem}}","name":"{{name}}"},"versions":["1.0.0"]}]}
            """
        );

        Assert.Empty(report.Findings);
        Assert.Equal(1, report.NotLookedUp[ecosystem == "Go" ? "golang" : "pypi"]);
    }

    [Fact]
    public void A_related_vulnerability_is_another_one()
    {
        Finding finding = Assert.Single(
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory(
                    "GO-2026-1",
                    ecosystem: "Go",
                    name: "github.com/spf13/cobra",
                    events: """{"introduced":"0"}""",
                    more: "\"related\":[\"CVE-2020-1\"],"
                )
            ).Findings
        );

        Assert.Equal("GO-2026-1", finding.Id);
        Assert.False(finding.IsNamed("CVE-2020-1"));
    }

    [Fact]
    public void Older_records_of_Ubuntu_name_their_own_vulnerability_as_related()
    {
        Finding finding = Assert.Single(
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory("UBUNTU-CVE-2024-6387", more: "\"related\":[\"CVE-2024-6387\",\"CVE-2020-1\"],")
            ).Findings
        );

        Assert.Equal("CVE-2024-6387", finding.Id);
        Assert.False(finding.IsNamed("CVE-2020-1"));
    }

    [Fact]
    public void One_of_several_CVEs_does_not_name_the_whole_record()
    {
        Finding finding = new("GHSA-a", "x", "1", Severity.High, FixState.Fixed) { Aliases = ["CVE-1-1", "CVE-1-2"] };

        Assert.False(finding.IsNamed("CVE-1-1"));
        Assert.True(finding.IsNamed("ghsa-A"));
        Assert.True((finding with { Aliases = ["cve-1-1"] }).IsNamed("CVE-1-1"));
    }

    [Fact]
    public void Records_of_several_databases_about_one_vulnerability_count_once()
    {
        string[] advisories =
        [
            Of("GO-2026-1", "\"aliases\":[\"GHSA-a\"],"),
            Of("GHSA-a", "\"aliases\":[\"GO-2026-1\"],"),
            Of("GO-2026-2", "\"aliases\":[\"GHSA-b\"],"),
            Of("GHSA-b", "\"aliases\":[\"CVE-2026-2\"],"),
        ];

        IReadOnlyList<Finding> findings = Match(ScannedBill.Scan(), advisories).Findings;

        Assert.Equal(["CVE-2026-2", "GHSA-a"], findings.Select(finding => finding.Id));
        Assert.Contains("GO-2026-2", findings[0].Aliases);
    }

    [Fact]
    public void A_notice_that_two_vulnerabilities_share_does_not_make_them_one() =>
        Assert.Equal(
            2,
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory("USN-1-1", more: "\"upstream\":[\"UBUNTU-CVE-1-1\",\"UBUNTU-CVE-1-2\"],")
            ).Findings.Count
        );

    [Fact]
    public void A_range_that_ends_with_the_last_affected_version_does_not_say_that_there_is_no_fix()
    {
        Finding finding = Assert.Single(
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory(
                    "UBUNTU-CVE-1-1",
                    events: """{"introduced":"0"},{"last_affected":"1:9.6p1-3ubuntu13"}"""
                )
            ).Findings
        );

        Assert.Equal(FixState.Unknown, finding.Fix);
    }

    [Fact]
    public void A_fix_of_an_earlier_branch_is_none_for_this_version()
    {
        Finding finding = Assert.Single(
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory(
                    "UBUNTU-CVE-1-1",
                    events: """{"introduced":"0"},{"fixed":"1:8.0"},{"introduced":"1:9.0"}"""
                )
            ).Findings
        );

        Assert.Equal((FixState.NotFixed, 0), (finding.Fix, finding.FixedIn.Count));
    }

    [Fact]
    public void A_name_in_two_ecosystems_is_found_in_the_one_that_the_record_names()
    {
        BillScan scan = new(ScannedBill.Record, ScannedBill.Of(ScannedBill.Pip, DebPip), []);

        Finding finding = Assert.Single(
            Match(
                scan,
                ScannedBill.Advisory("PYSEC-2026-1", ecosystem: "PyPI", name: "pip", events: """{"introduced":"0"}""")
            ).Findings
        );

        Assert.Equal(ScannedBill.Pip, finding.Purl);
    }

    [Fact]
    public void A_report_about_a_name_of_another_ecosystem_is_of_another_image()
    {
        string report = ScannedBill
            .Grype("pkg:npm/pip@24.0")
            .Replace("openssh-client", "pip")
            .Replace("1:9.6p1-3ubuntu13\"", "24.0\"");

        Assert.Contains("is of another image", ScannedBill.Refusal(report));
    }

    [Fact]
    public void Of_two_architectures_the_stated_one_is_meant()
    {
        string foreign = ScannedBill.Ssh.Replace("amd64", "i386", StringComparison.Ordinal);
        BillScan scan = new(ScannedBill.Record, ScannedBill.Of(ScannedBill.Ssh, foreign), []);
        string shortened = "pkg:deb/ubuntu/openssh-client@9.6p1-3ubuntu13?arch=i386&distro=ubuntu-24.04&epoch=1";

        Assert.Equal(foreign, Assert.Single(Read(scan, ScannedBill.Grype(shortened)).Findings).Purl);
    }

    [Fact]
    public void A_report_of_osv_scanner_by_source_is_about_each_package_of_the_source()
    {
        BillScan scan = new(
            ScannedBill.Record,
            ScannedBill.Of(ScannedBill.Ssh, ScannedBill.Ssh.Replace("client", "server", StringComparison.Ordinal)),
            []
        );
        string report = ScannedBill
            .Osv()
            .Replace("sbom.spdx.json", "artifacts/sbom.sources.cdx.json", StringComparison.Ordinal)
            .Replace("\"openssh-client\"", "\"openssh\"", StringComparison.Ordinal);

        VulnerabilityReport read = Read(scan, report);

        Assert.Equal(["openssh-client", "openssh-server"], read.Findings.Select(finding => finding.Package).Order());
        Assert.Empty(read.NotLookedUp);
    }

    [Fact]
    public void Osv_scanner_with_the_bill_by_package_has_not_looked_up_what_has_another_source() =>
        Assert.Equal("1 deb", ScanSummary.Kinds(ScannedBill.Read(ScannedBill.Osv()).NotLookedUp));

    [Fact]
    public void Only_a_command_that_names_the_bill_by_source_looks_up_what_has_another_source()
    {
        ScanSettings settings = new(["osv-scanner", "--sbom", ScanSettings.Bill], null, []);
        ScannerCommand wrong = ScannerCommand.Choose(settings, "/a/sbom.spdx.json", _ => false)!;
        ScannerCommand right = ScannerCommand.Choose(
            settings with
            {
                Command = [],
            },
            "/a/sbom.spdx.json",
            name => name == "osv-scanner"
        )!;

        Assert.Equal("1 deb", ScanSummary.Kinds(Read(ScannedBill.Scan(), ScannedBill.Osv(), wrong).NotLookedUp));
        Assert.Empty(Read(ScannedBill.Scan(), ScannedBill.Osv(), right).NotLookedUp);
        Assert.Contains("/a/sbom.sources.cdx.json", right.Arguments);
    }

    [Fact]
    public void A_report_without_a_day_that_someone_else_wrote_has_no_age()
    {
        Assert.True(ScannedBill.Read(ScannedBill.Sarif()).Source.Undated);
        Assert.False(ScannedBill.Read(ScannedBill.Grype()).Source.Undated);
        Assert.False(Read(ScannedBill.Scan(), ScannedBill.Sarif(), new ScannerCommand("x", [], [])).Source.Undated);
    }

    [Fact]
    public void A_result_without_a_component_is_refused_and_not_forgotten()
    {
        Assert.Contains(
            "1 of the 1 results in the report of Trivy name no vulnerability or no component",
            ScannedBill.Refusal(ScannedBill.Sarif().Replace("Package: ", "Paket: ", StringComparison.Ordinal))
        );
        Assert.Contains(
            "name no vulnerability",
            ScannedBill.Refusal(
                ScannedBill
                    .Grype()
                    .Replace("\"id\":\"CVE-2024-6387\",\"severity\"", "\"severity\"", StringComparison.Ordinal)
            )
        );
    }

    [Fact]
    public void A_result_that_names_its_rule_by_its_place_is_read() =>
        Assert.Equal(
            "CVE-2024-6387",
            Assert
                .Single(
                    ScannedBill
                        .Read(
                            ScannedBill
                                .Sarif()
                                .Replace("\"ruleId\":\"CVE-2024-6387\"", "\"ruleIndex\":0", StringComparison.Ordinal)
                        )
                        .Findings
                )
                .Id
        );

    [Theory]
    [InlineData("HIGH", Severity.High)]
    [InlineData(" high ", Severity.High)]
    [InlineData("Low,Medium", Severity.Unknown)]
    [InlineData("4", Severity.Unknown)]
    [InlineData("+4", Severity.Unknown)]
    [InlineData("Important", Severity.Unknown)]
    [InlineData("", Severity.Unknown)]
    public void A_severity_is_one_word_in_any_case(string word, Severity severity) =>
        Assert.Equal(severity, SeverityReading.OfWord(word));

    [Fact]
    public void Duplicates_count_once_with_the_highest_severity()
    {
        string report = ScannedBill.Grype(severity: "low");
        string match = report[
            (report.IndexOf('[', StringComparison.Ordinal) + 1)..report.IndexOf(
                "],\n\"ignored",
                StringComparison.Ordinal
            )
        ];

        Finding finding = Assert.Single(
            ScannedBill
                .Read(
                    report.Replace(
                        match,
                        $"{match},{match.Replace("low", "CRITICAL", StringComparison.Ordinal)}",
                        StringComparison.Ordinal
                    )
                )
                .Findings
        );

        Assert.Equal(Severity.Critical, finding.Severity);
    }

    [Fact]
    public void Notices_without_a_CVE_keep_their_own_names()
    {
        IReadOnlyList<Finding> findings = Match(
            ScannedBill.Scan(),
            ScannedBill.Advisory("USN-1-1"),
            ScannedBill.Advisory("USN-2-1")
        ).Findings;

        Assert.Equal(["USN-1-1", "USN-2-1"], findings.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("2099-01-01T00:00:00Z", 1)]
    [InlineData("soon", 1)]
    [InlineData("2026-11-01T00:00:00Z", 0)]
    public void A_record_is_withdrawn_from_the_day_that_it_states(string withdrawn, int count) =>
        Assert.Equal(
            count,
            Match(
                ScannedBill.Scan(),
                ScannedBill.Advisory("UBUNTU-CVE-1-1", more: $"\"withdrawn\":\"{withdrawn}\",")
            ).Findings.Count
        );

    [Theory]
    [InlineData("MODERATE", "", Severity.Medium)]
    [InlineData("CRITICAL", "", Severity.Critical)]
    [InlineData("any", "", Severity.Unknown)]
    [InlineData("", """{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}""", Severity.Critical)]
    [InlineData("", """{"type":"CVSS_V3","score":"CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N"}""", Severity.Low)]
    [InlineData("", """{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N"}""", Severity.Medium)]
    [InlineData("", """{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N"}""", Severity.Unknown)]
    [InlineData(
        "",
        """{"type":"CVSS_V4","score":"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"}""",
        Severity.Unknown
    )]
    [InlineData(
        "HIGH",
        """{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}""",
        Severity.Critical
    )]
    public void A_severity_that_a_record_of_GitHub_or_Python_states_is_read(
        string word,
        string score,
        Severity severity
    ) =>
        Assert.Equal(
            severity,
            Assert
                .Single(
                    Match(
                        ScannedBill.Scan(),
                        $$"""
                        {"id":"GHSA-aaaa-bbbb-cccc","modified":"2026-11-18T00:00:00Z","severity":[{{score}}],"affected":[{"package":{"ecosystem":"Go",
                        "name":"github.com/spf13/cobra"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}],
                        "database_specific":{"severity":"{{word}}"} }
                        """
                    ).Findings
                )
                .Severity
        );

    [Fact]
    public void A_fix_that_is_named_is_one_whatever_the_word_beside_it()
    {
        string grype = ScannedBill.Grype().Replace("\"state\":\"fixed\"", "\"state\":\"not-fixed\"");
        string trivy = ScannedBill.Trivy().Replace("\"Status\":\"fixed\"", "\"Status\":\"will_not_fix\"");

        Assert.Equal(FixState.Fixed, Assert.Single(ScannedBill.Read(grype).Findings).Fix);
        Assert.Equal(FixState.Fixed, Assert.Single(ScannedBill.Read(trivy).Findings).Fix);
    }

    [Fact]
    public void Distributions_of_Python_are_looked_up_too() =>
        Assert.Equal(
            "1 deb, 1 golang",
            ScanSummary.Kinds(
                Match(
                    ScannedBill.Scan(),
                    ScannedBill.Advisory("PYSEC-1-1", ecosystem: "PyPI", name: "zope")
                ).NotLookedUp
            )
        );

    private static string Of(string id, string more) =>
        ScannedBill.Advisory(
            id,
            ecosystem: "Go",
            name: "github.com/spf13/cobra",
            events: """{"introduced":"0"}""",
            more: more
        );

    private static VulnerabilityReport Read(BillScan scan, string report, ScannerCommand? ran = null)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(report));
        return scan.OfReport(stream, "report.json", ran, ScannedBill.Now);
    }

    private static VulnerabilityReport Match(BillScan scan, params string[] advisories)
    {
        foreach (string advisory in advisories)
        {
            scan.Take(Encoding.UTF8.GetBytes(advisory), "all.zip/x.json");
        }
        return scan.OfAdvisories(ScannedBill.Now);
    }
}
