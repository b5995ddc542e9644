using System.Text;
using Jumpbox.Boundaries;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Scanning;

public sealed class ReadingScannersReports
{
    public static TheoryData<ScannerKind, string> Reports =>
        new()
        {
            { ScannerKind.Grype, ScannedBill.Grype() },
            { ScannerKind.Trivy, ScannedBill.Trivy() },
            { ScannerKind.Osv, ScannedBill.Osv() },
            { ScannerKind.Sarif, ScannedBill.Sarif() },
        };

    [Theory]
    [MemberData(nameof(Reports))]
    public void Each_format_gives_the_same_finding(ScannerKind kind, string text)
    {
        VulnerabilityReport report = ScannedBill.Read(text);

        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(kind, report.Source.Kind);
        Assert.Equal(
            ("CVE-2024-6387", "openssh-client", Severity.High),
            (finding.Id, finding.Package, finding.Severity)
        );
        Assert.Equal((FixState.Fixed, Remedy.Snapshot), (finding.Fix, finding.Remedy));
        Assert.Equal(["1:9.6p1-3ubuntu13.3"], finding.FixedIn);
        Assert.Equal(ScannedBill.Ssh, finding.Purl);
        Assert.Equal(ScanLink.Findings, report.Source.Link);
    }

    [Fact]
    public void A_report_is_written_and_read_back_without_loss()
    {
        VulnerabilityReport report = ScannedBill.Read(ScannedBill.Grype());

        Assert.Equal(report.ToJson(), VulnerabilityReport.Parse(report.ToJson()).ToJson());
    }

    [Fact]
    public void A_vulnerability_of_a_module_is_fixed_by_a_newer_release_of_the_tool_that_contains_it()
    {
        string report = ScannedBill
            .Grype(ScannedBill.Cobra, "GHSA-aaaa-bbbb-cccc")
            .Replace("""[{"id":"GHSA-aaaa-bbbb-cccc"}]""", """[{"id":"CVE-2026-1"}]""");

        Finding finding = Assert.Single(ScannedBill.Read(report).Findings);

        Assert.Equal(("CVE-2026-1", "kubernetes", Remedy.Update), (finding.Id, finding.Tool, finding.Remedy));
        Assert.Equal(["GHSA-aaaa-bbbb-cccc"], finding.Aliases);
    }

    [Fact]
    public void A_report_of_another_image_is_refused_with_what_this_image_lacks()
    {
        string refusal = ScannedBill.Refusal(
            ScannedBill
                .Grype("pkg:deb/ubuntu/vim@2:9.1?arch=amd64&distro=ubuntu-24.04")
                .Replace("openssh-client", "vim")
        );

        Assert.Contains("is of another image", refusal);
        Assert.Contains("pkg:deb/ubuntu/vim@2:9.1", refusal);
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", "before this image was built")]
    [InlineData("2027-11-01T00:00:00Z", "in the future")]
    public void A_report_from_before_the_build_or_after_now_is_refused(string at, string reason) =>
        Assert.Contains(reason, ScannedBill.Refusal(ScannedBill.Grype(at: at)));

    [Fact]
    public void A_scanner_that_recognised_no_operating_system_proves_nothing() =>
        Assert.Contains(
            "recognised no operating system",
            ScannedBill.Refusal(ScannedBill.Grype(distro: """{"name":"","version":""}"""))
        );

    [Fact]
    public void A_scan_of_another_release_is_refused() =>
        Assert.Contains(
            "is of ubuntu 22.04, but this image is ubuntu 24.04",
            ScannedBill.Refusal(ScannedBill.Grype(distro: """{"name":"ubuntu","version":"22.04"}"""))
        );

    public static TheoryData<string, string> Newer =>
        new()
        {
            { ScannedBill.Grype(version: "2.0.0"), "is of grype 2.0.0" },
            { ScannedBill.Trivy(schema: "3"), "has SchemaVersion 3" },
            { ScannedBill.Osv(schema: "2.0.0"), "has records of the OSV schema 2.0.0" },
            { ScannedBill.Sarif("2.2.0"), "is SARIF 2.2.0" },
        };

    [Theory]
    [MemberData(nameof(Newer))]
    public void A_newer_format_is_unknown_and_refused(string report, string reason)
    {
        string refusal = ScannedBill.Refusal(report);

        Assert.Contains(reason, refusal);
        Assert.Contains("so what it says is unknown", refusal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"matches\":[")]
    [InlineData("{\"vulnerabilities\":[]}")]
    [InlineData("plain text")]
    public void What_is_no_report_is_refused_in_one_sentence(string text) =>
        Assert.StartsWith("'report.json' is ", ScannedBill.Refusal(text));

    [Fact]
    public void What_a_rule_of_the_scanner_ignores_counts_all_the_same()
    {
        string hidden =
            """{"vulnerability":{"id":"CVE-2026-2","severity":"Low","fix":{"state":"not-fixed"}},"artifact":{"name":"pip","version":"24.0","purl":"pkg:pypi/pip@24.0"}}""";

        VulnerabilityReport report = ScannedBill.Read(ScannedBill.Grype(ignored: hidden));

        Assert.Equal(1, report.Source.Ignored);
        Assert.Contains(report.Findings, finding => finding is { Id: "CVE-2026-2", Remedy: Remedy.None });
    }

    [Fact]
    public void A_list_of_packages_shows_what_was_not_looked_up()
    {
        string listed =
            $$$"""{"Identifier":{"PURL":"{{{ScannedBill.Ssh}}}"}},{"Identifier":{"PURL":"{{{ScannedBill.Cobra}}}"}}""";

        VulnerabilityReport report = ScannedBill.Read(ScannedBill.Trivy(packages: listed));

        Assert.Equal(ScanLink.List, report.Source.Link);
        Assert.Equal("1 pypi", ScanSummary.Kinds(report.NotLookedUp));
        Assert.Equal("1 github", ScanSummary.Kinds(report.NotIndexed));
    }

    [Fact]
    public void A_report_without_a_component_may_be_of_any_image()
    {
        VulnerabilityReport report = ScannedBill.Read(ScannedBill.OsvWithout);

        Assert.Equal(ScanLink.None, report.Source.Link);
    }

    [Theory]
    [InlineData("""{"results":[]}""")]
    [InlineData("""{"results":[],"errors":[],"version":"1.99.0"}""")]
    [InlineData("""{"results":[{"check_id":"a","path":"b.py","source":"c"}],"errors":[]}""")]
    [InlineData("""{"results":[{"packages":[]}]}""")]
    public void The_results_of_another_program_are_not_osv_scanners(string report) =>
        Assert.Contains("is JSON, but no report of Grype, Trivy or osv-scanner", ScannedBill.Refusal(report));

    [Fact]
    public void A_report_of_300_MB_is_read_in_little_memory()
    {
        using RepeatedReport stream = new(300L * 1024 * 1024);
        long before = GC.GetAllocatedBytesForCurrentThread();

        VulnerabilityReport report = ScannedBill.Scan().OfReport(stream, "large.json", ran: null, ScannedBill.Now);

        Assert.Single(report.Findings);
        Assert.True(stream.Served >= 300L * 1024 * 1024);
        // Less than half of its size, although everything that was ever allocated counts.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 150L * 1024 * 1024);
    }

    [Fact]
    public void A_report_above_the_limit_is_refused_before_it_is_read()
    {
        string path = Path.GetTempFileName();
        try
        {
            using FileStream sparse = File.OpenWrite(path);
            sparse.SetLength(ScannerReportReading.LargestBytes + 1);
            sparse.Close();
            using FileStream stream = File.OpenRead(path);

            EvidenceException refusal = Assert.Throws<EvidenceException>(() =>
                ScannedBill.Scan().OfReport(stream, path, ran: null, ScannedBill.Now)
            );

            Assert.Contains("512 MiB; a report may have 512", refusal.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // A valid report whose package list repeats until it is large enough; nothing of it is kept here either.
    private sealed class RepeatedReport(long size) : ForwardStream
    {
        private readonly byte[] _head = Encoding.UTF8.GetBytes("""{"filler":[{"text":"x","list":[1,2,3]}""");

        private readonly byte[] _item = Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable.Repeat(
                    """,{"text":"a description of what nobody reads","list":[1,2,3],"deep":{"a":{"b":null}}}""",
                    1000
                )
            )
        );

        private readonly byte[] _tail = Encoding.UTF8.GetBytes("]," + ScannedBill.Grype()[1..]);
        private byte[] _part = [];
        private int _at;
        private bool _ended;

        public long Served { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _part.Length)
            {
                if (_ended)
                {
                    return 0;
                }
                _part =
                    Served == 0 ? _head
                    : Served < size ? _item
                    : _tail;
                _ended = _part == _tail;
                _at = 0;
            }
            int taken = Math.Min(count, _part.Length - _at);
            _part.AsSpan(_at, taken).CopyTo(buffer.AsSpan(offset));
            _at += taken;
            Served += taken;
            return taken;
        }
    }
}
