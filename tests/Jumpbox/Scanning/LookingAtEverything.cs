using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Scanning;

/// <summary>Reports and advisories that look complete and have looked at nothing, or at less than they seem to.</summary>
public sealed class LookingAtEverything
{
    private static readonly ScannerCommand Scanner = new("scanner", [], []);

    [Theory]
    [InlineData("""{"version":"2.1.0","runs":[]}""")]
    [InlineData("""{"version":"2.1.0","runs":[{"results":[]}]}""")]
    [InlineData(
        """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Trivy"}},"invocations":[{"executionSuccessful":false}],"results":[]}]}"""
    )]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Trivy"}}}]}""")]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Trivy"}},"results":null}]}""")]
    [InlineData(
        """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Trivy"}},"results":[]},{"tool":{"driver":{"name":"Trivy"}}}]}"""
    )]
    public void SARIF_without_a_run_of_a_scanner_that_succeeded_is_refused(string report) =>
        Assert.Contains("Let the scanner write it again", Refusal(report));

    [Theory]
    [InlineData("")]
    [InlineData(""","Results":null""")]
    [InlineData(""","Results":[]""")]
    [InlineData(""","Results":[{"Target":"OS Packages","Class":"license"}]""")]
    public void Trivy_without_a_result_of_packages_has_not_looked_for_vulnerabilities(string results) =>
        Assert.Equal(
            "1 deb, 1 golang, 1 pypi",
            ScanSummary.Kinds(
                Read(
                    $$"""{"SchemaVersion":2,"CreatedAt":"2026-11-21T08:00:00Z","Metadata":{"OS":{"Family":"ubuntu","Name":"24.04"} }{{results}} }""",
                    Scanner
                ).NotLookedUp
            )
        );

    // As with --scanners=license, with which Trivy lists packages all the same.
    [Fact]
    public void A_list_of_Trivy_without_a_finding_shows_nothing_unless_it_was_told_to_look_for_vulnerabilities()
    {
        string[] purls = [ScannedBill.Ssh, ScannedBill.Cobra, ScannedBill.Pip];
        string list = string.Join(',', purls.Select(purl => $"{{\"Identifier\":{{\"PURL\":\"{purl}\"}}}}"));
        string report = """
            {"SchemaVersion":2,"CreatedAt":"2026-11-21T08:00:00Z","Metadata":{"OS":{"Family":"ubuntu","Name":"24.04"}},"Results":[{"Class":"os-pkgs",
            "Packages":[LIST]},{"Target":"OS Packages","Class":"license"}]}
            """.Replace("LIST", list, StringComparison.Ordinal);

        Assert.Equal("1 deb, 1 golang, 1 pypi", ScanSummary.Kinds(ScannedBill.Read(report).NotLookedUp));
        Assert.Equal(
            "1 deb, 1 golang, 1 pypi",
            ScanSummary.Kinds(Read(report, new ScannerCommand("trivy", ["sbom", "--scanners=license"], [])).NotLookedUp)
        );
        // Of Ubuntu's packages it does not show either that its database knows the release.
        Assert.Equal("1 deb", ScanSummary.Kinds(Read(report, Installed("trivy")).NotLookedUp));
    }

    // As with --list-all-pkgs=false, or of a Trivy before its list was the default.
    [Fact]
    public void Trivy_without_a_list_has_looked_up_only_the_kinds_of_which_it_has_a_finding()
    {
        string report = ScannedBill.Trivy().Replace("\"Packages\":[],", "", StringComparison.Ordinal);

        Assert.Equal("1 golang, 1 pypi", ScanSummary.Kinds(ScannedBill.Read(report).NotLookedUp));
        Assert.Equal("1 golang, 1 pypi", ScanSummary.Kinds(Read(report, Installed("trivy")).NotLookedUp));
    }

    [Fact]
    public void SARIF_has_looked_up_only_the_kinds_of_which_it_has_a_finding()
    {
        Assert.Equal("1 golang, 1 pypi", ScanSummary.Kinds(Read(ScannedBill.Sarif(), Scanner).NotLookedUp));
        Assert.Equal(
            "1 deb, 1 golang, 1 pypi",
            ScanSummary.Kinds(
                Read(
                    """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"CodeQL"}},"results":[]}]}""",
                    Scanner
                ).NotLookedUp
            )
        );
    }

    [Theory]
    [InlineData("purl")]
    [InlineData("cpe")]
    public void A_report_of_Grype_of_single_components_is_not_of_a_bill(string type) =>
        Assert.Contains(
            "of single components",
            ScannedBill.Refusal(ScannedBill.Grype().Replace("\"sbom-file\"", $"\"{type}\"", StringComparison.Ordinal))
        );

    [Fact]
    public void The_age_of_Grypes_data_is_that_of_the_provider_with_the_oldest()
    {
        string report = ScannedBill
            .Grype()
            .Replace(
                "\"db\":{",
                """
                "db":{"providers":{"ubuntu":{"captured":"2026-06-01T00:00:00Z","input":"xxh64:0"},"rhel":{"captured":"2020-01-01T00:00:00Z"} },
                """,
                StringComparison.Ordinal
            );

        Assert.Equal(6, ScannedBill.Read(report).Source.DatabaseAt?.Month);
    }

    // Neither a database without the release nor a switched off provider leaves another trace in a report.
    [Fact]
    public void A_report_without_a_finding_in_a_package_of_Ubuntu_does_not_show_that_its_data_knows_the_release()
    {
        string trivy = ScannedBill
            .Trivy(packages: $"{{\"Identifier\":{{\"PURL\":\"{ScannedBill.Ssh}\"}}}}")
            .Replace("\"Vulnerabilities\":[", "\"Other\":[", StringComparison.Ordinal);
        string grype = ScannedBill
            .Grype()
            .Replace("\"matches\":[", "\"matches\":[],\"other\":[", StringComparison.Ordinal);

        Assert.Contains("1 deb", ScanSummary.Kinds(Read(trivy, Installed("trivy")).NotLookedUp));
        Assert.Contains("1 deb", ScanSummary.Kinds(Read(grype, Installed("grype")).NotLookedUp));
    }

    [Theory]
    [InlineData("distro-eol")]
    [InlineData("distro-unknown")]
    [InlineData("distro-disabled")]
    public void Of_a_release_at_its_end_of_life_or_unknown_to_the_scanner_no_package_is_looked_up(string alert)
    {
        string grype = ScannedBill
            .Grype()
            .Replace(
                "\"ignoredMatches\"",
                $$"""
                "alertsByPackage":[{"package":{"name":"openssh-client"},"alerts":[{"type":"{{alert}}","message":"x"}]}],"ignoredMatches"
                """,
                StringComparison.Ordinal
            );
        string trivy = ScannedBill
            .Trivy()
            .Replace("\"Name\":\"24.04\"", "\"Name\":\"24.04\",\"EOSL\":true", StringComparison.Ordinal);

        Assert.Equal("1 deb", ScanSummary.Kinds(ScannedBill.Read(grype).NotLookedUp));
        Assert.Contains("1 deb", ScanSummary.Kinds(ScannedBill.Read(trivy).NotLookedUp));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData(""","VulnerabilityDB":{"UpdatedAt":"2026-06-01T00:00:00Z"}""", 6)]
    public void The_age_of_a_servers_data_is_the_one_that_its_report_states(string database, int? month)
    {
        string report = ScannedBill
            .Trivy()
            .Replace(
                "\"Version\":\"0.70.0\"",
                $"\"Version\":\"0.70.0\",\"Server\":{{\"Version\":\"0.70.0\"{database}}}",
                StringComparison.Ordinal
            );
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(report));

        Assert.Equal(
            month,
            ScannedBill
                .Scan()
                .OfReport(stream, "r", Installed("trivy"), ScannedBill.Now, dataOf: ScannedBill.Now)
                .Source.DatabaseAt?.Month
        );
    }

    // As after an interrupted unzip.
    [Fact]
    public void Single_files_of_advisories_show_findings_and_not_that_the_rest_was_looked_up()
    {
        BillScan scan = ScannedBill.Scan();
        scan.Take(Encoding.UTF8.GetBytes(ScannedBill.Advisory("UBUNTU-CVE-1-1")), "x.json", isOfExport: false);

        VulnerabilityReport report = scan.OfAdvisories(ScannedBill.Now);

        Assert.Equal("CVE-1-1", Assert.Single(report.Findings).Id);
        Assert.Contains("1 deb", ScanSummary.Kinds(report.NotLookedUp));
    }

    [Theory]
    [InlineData("2.0.0", "openssh")]
    [InlineData("2.0.0", "no-package-of-the-image")]
    public void A_record_of_a_newer_schema_is_refused(string schema, string name) =>
        Assert.Contains(
            "'x.json' is of the OSV schema 2.0.0",
            Assert
                .Throws<EvidenceException>(() =>
                    ScannedBill
                        .Scan()
                        .Take(
                            Encoding.UTF8.GetBytes(ScannedBill.Advisory("UBUNTU-CVE-1-1", schema: schema, name: name)),
                            "x.json"
                        )
                )
                .Message
        );

    [Theory]
    [InlineData("--severity")]
    [InlineData("-s")]
    [InlineData("--ignore-unfixed")]
    [InlineData("--pkg-types=os")]
    [InlineData("--vex=repo")]
    public void An_option_by_which_Trivy_leaves_findings_out_is_named(string option)
    {
        string? Hiding(params string[] command) => new ScanSettings(command, null, []).HidingOption;

        Assert.Equal(option.Split('=')[0], Hiding("/opt/trivy", "sbom", option, "x", "{bill}"));
        Assert.Null(Hiding("grype", "-s", "all-layers", "{bill}"));
        Assert.Null(Hiding("trivy", "sbom", "--scanners=vuln,license", "{bill}"));
    }

    [Fact]
    public void A_list_of_packages_without_their_URLs_shows_that_none_was_looked_up()
    {
        VulnerabilityReport read = Read(
            """
            {"SchemaVersion":2,"Trivy":{"Version":"0.40.0"},"CreatedAt":"2026-11-21T08:00:00Z","Metadata":{"OS":{"Family":"ubuntu","Name":"24.04"}},
            "Results":[{"Class":"os-pkgs","Packages":[{"Name":"openssh-client","Version":"1:9.6p1-3ubuntu13"}]}]}
            """,
            Scanner
        );

        Assert.Equal("1 deb, 1 golang, 1 pypi", ScanSummary.Kinds(read.NotLookedUp));
    }

    [Fact]
    public void A_scanner_cannot_look_up_a_component_without_a_version()
    {
        BillScan scan = new(ScannedBill.Record, ScannedBill.Of(ScannedBill.Ssh, "pkg:golang/k8s.io/api"), []);
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(ScannedBill.Grype()));

        Assert.Equal("1 golang", ScanSummary.Kinds(scan.OfReport(stream, "r", Scanner, ScannedBill.Now).NotLookedUp));
    }

    [Theory]
    [InlineData("""{"Version":"0.70.0","VulnerabilityDB":{"Version":2,"UpdatedAt":"2026-11-20T06:00:00Z"}}""", 20)]
    [InlineData("""{"Version":"0.70.0"}""", null)]
    [InlineData("Version: 0.70.0", null)]
    public void Trivy_is_asked_of_when_its_data_is(string answer, int? day)
    {
        ScannerCommand Of(params string[] words) => new(words[0], words[1..], []);

        Assert.Equal(["version", "--format", "json"], Of("/usr/bin/trivy", "sbom", "x").AgeOfData?.Arguments);
        Assert.Null(Of("trivy", "sbom", "--cache-dir=/other", "x").AgeOfData);
        Assert.Null(Of("grype", "x").AgeOfData);
        Assert.True(Of("osv-scanner", "scan").AsksService);
        Assert.False(Of("osv-scanner", "scan", "--offline").AsksService);
        Assert.Equal(day, ScannerCommand.ReadAge(answer)?.Day);
    }

    [Theory]
    [InlineData("npm")]
    [InlineData("Debian:12")]
    [InlineData("")]
    public void Osv_scanners_finding_in_another_ecosystem_is_of_another_image(string ecosystem) =>
        Assert.Contains(
            "is of another image",
            ScannedBill.Refusal(ScannedBill.Osv().Replace("Ubuntu:24.04:LTS", ecosystem, StringComparison.Ordinal))
        );

    [Theory]
    [InlineData("Ubuntu:22.04:LTS")]
    [InlineData("Ubuntu")]
    [InlineData("Ubuntu:Pro:24.04:LTS")]
    public void Osv_scanners_finding_in_another_release_is_of_another_image(string ecosystem) =>
        Assert.Contains(
            "is of",
            ScannedBill.Refusal(ScannedBill.Osv().Replace("Ubuntu:24.04:LTS", ecosystem, StringComparison.Ordinal))
        );

    [Fact]
    public void What_has_no_version_was_not_looked_up_in_advisories_either()
    {
        BillScan scan = new(ScannedBill.Record, ScannedBill.Of("pkg:golang/stdlib", ScannedBill.Cobra), []);
        scan.Take(
            Encoding.UTF8.GetBytes(
                ScannedBill.Advisory("GO-2026-1").Replace("Ubuntu:24.04:LTS", "Go", StringComparison.Ordinal)
            ),
            "x.json"
        );

        Assert.Equal("1 golang", ScanSummary.Kinds(scan.OfAdvisories(ScannedBill.Now).NotLookedUp));
    }

    [Fact]
    public void A_text_without_a_fix_does_not_say_that_there_is_none()
    {
        Finding finding = Assert.Single(
            ScannedBill
                .Read(ScannedBill.Sarif().Replace("Fixed Version: ", "Behoben: ", StringComparison.Ordinal))
                .Findings
        );

        Assert.Equal(FixState.Unknown, finding.Fix);
    }

    [Theory]
    [InlineData("<html>404</html>")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"UBUNTU-CVE-1-1\",\"affected\":[{\"package\":{\"na")]
    [InlineData("{}")]
    [InlineData("")]
    public void A_file_that_is_no_record_is_refused(string text) =>
        Assert.Contains(
            "is not an OSV record",
            Assert
                .Throws<EvidenceException>(() => ScannedBill.Scan().Take(Encoding.UTF8.GetBytes(text), "x.json"))
                .Message
        );

    [Fact]
    public void A_record_in_another_encoding_is_refused() =>
        Assert.Contains(
            "is not an OSV record",
            Assert
                .Throws<EvidenceException>(() =>
                    ScannedBill.Scan().Take(Encoding.Unicode.GetBytes(ScannedBill.Advisory("UBUNTU-CVE-1-1")), "x.json")
                )
                .Message
        );

    [Theory]
    [InlineData("\"timestamp\":\"2026-13-45\",")]
    [InlineData("\"justification\":\"we_do_not_care\",\"impact_statement\":\"\",")]
    public void A_broken_statement_of_VEX_is_refused(string more) =>
        Assert.Throws<EvidenceException>(() =>
            VexDocument.Read(
                $$"""
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"a","author":"b","timestamp":"2026-11-20T00:00:00Z","statements":[
                {"vulnerability":{"name":"CVE-1-1"},"products":[{"@id":"pkg:pypi/pip@24.0"}],{{more}}"status":"not_affected"}]}
                """.Replace(
                    "\"status\"",
                    more.Contains("justification") ? "\"status\"" : "\"impact_statement\":\"x\",\"status\"",
                    StringComparison.Ordinal
                ),
                "v.json"
            )
        );

    [Fact]
    public void Latin_1_is_refused_with_the_files_name()
    {
        string advisory = ScannedBill.Advisory("UBUNTU-CVE-1-1", priority: "\u00e9");
        using MemoryStream report = new(Encoding.Latin1.GetBytes(ScannedBill.Grype(severity: "H\u00e9")));

        Assert.Contains(
            "'x.json'",
            Assert
                .Throws<EvidenceException>(() => ScannedBill.Scan().Take(Encoding.Latin1.GetBytes(advisory), "x.json"))
                .Message
        );
        Assert.Contains(
            "'report.json'",
            Assert
                .Throws<EvidenceException>(() =>
                    ScannedBill.Scan().OfReport(report, "report.json", null, ScannedBill.Now)
                )
                .Message
        );
    }

    private static VulnerabilityReport Read(string report, ScannerCommand? ran)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(report));
        return ScannedBill.Scan().OfReport(stream, "report.json", ran, ScannedBill.Now);
    }

    private static ScannerCommand Installed(string program) =>
        ScannerCommand.Choose(new ScanSettings([], null, []), "sbom.spdx.json", name => name == program)!;

    private static string Refusal(string report) =>
        Assert.Throws<EvidenceException>(() => Read(report, Scanner)).Message;
}
