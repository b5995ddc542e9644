using System.Text;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;

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
    public void SARIF_without_a_run_of_a_scanner_that_succeeded_is_refused(string report) =>
        Assert.Contains("Let the scanner write it again", Refusal(report));

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

    private static string Refusal(string report) =>
        Assert.Throws<EvidenceException>(() => Read(report, Scanner)).Message;
}
