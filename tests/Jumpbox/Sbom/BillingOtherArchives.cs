using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Scan;
using Jumpbox.Tests.Sbom.Rules;
using Jumpbox.Tests.Scanning;

namespace Jumpbox.Tests.Sbom;

/// <summary>Debian packages of other archives: no scanner may compare them with Ubuntu's advisories, and the bill says so.</summary>
public sealed class BillingOtherArchives
{
    private static readonly LogPackage[] Packages =
    [
        new("bash", "5.2.21-2ubuntu4", "amd64")
        {
            Source = "bash",
            SourceVersion = "5.2.21-2ubuntu4",
            Maintainer = "lists.ubuntu.com",
        },
        new("curl", "8.9.1-1microsoft1", "amd64")
        {
            Source = "curl",
            SourceVersion = "8.9.1-1microsoft1",
            Maintainer = "microsoft.com",
        },
        new("git", "1:2.45.2-0ppa1~ubuntu24.04.1", "amd64")
        {
            Source = "git",
            SourceVersion = "1:2.45.2-0ppa1~ubuntu24.04.1",
            Maintainer = "lists.ubuntu.com",
        },
    ];

    private static readonly SoftwareBill Bill = SoftwareBill.Create(
        SampleInventory.Image,
        SampleInventory.Contents,
        new ListedSoftware(Packages, [], null)
    );

    public static TheoryData<string> Files => [.. Bill.Files.Keys];

    [Theory]
    [InlineData("lists.ubuntu.com", "1.0", null)]
    [InlineData("ubuntu.com", "1.0", null)]
    [InlineData("canonical.com", "1.0-0ubuntu1~24.04.1", null)]
    [InlineData("", "1.0", "unknown")]
    [InlineData("-", "1.0", "unknown")]
    [InlineData("unknown", "1.0", "unknown")]
    [InlineData("microsoft.com", "1.0", "microsoft.com")]
    [InlineData("notubuntu.com", "1.0", "notubuntu.com")]
    [InlineData("ubuntu.com.example", "1.0", "ubuntu.com.example")]
    [InlineData("lists.debian.org", "1.0", "lists.debian.org")]
    [InlineData("lists.ubuntu.com", "1:2.45.2-0ppa1~ubuntu24.04.1", "launchpad.net")]
    [InlineData("lists.ubuntu.com", "1.2+PPA3", "launchpad.net")]
    [InlineData("lists.ubuntu.com", "1.2~kappa1", null)]
    public void The_maintainer_and_the_version_say_who_built_a_package(string domain, string version, string? other) =>
        Assert.Equal(other, PackageOrigin.Other(new LogPackage("a", version, "amd64") { Maintainer = domain }));

    [Theory]
    [InlineData("-", null)]
    [InlineData("", "unknown")]
    [InlineData("microsoft.com", "microsoft.com")]
    public void In_LocalAzure_the_packages_of_another_distribution_stand_in_for_Ubuntus(string domain, string? other) =>
        Assert.Equal(
            other,
            PackageOrigin.Other(new LogPackage("a", "1.0", "amd64") { Maintainer = domain }, standsIn: true)
        );

    [Theory]
    // An archive that has it, whatever the version and the maintainer.
    [InlineData("1:2.45.0-1", "LP-PPA-git-core", "1:2.43.0-1ubuntu7", "LP-PPA-git-core")]
    [InlineData("1:2.43.0-0", "LP-PPA-git-core", "1:2.43.0-1ubuntu7", "LP-PPA-git-core")]
    // A version that the archive has superseded, also by a binary of another version of the same source.
    [InlineData("1:2.43.0-1ubuntu6", "", "1:2.43.0-1ubuntu7", null)]
    [InlineData("1:2.43.0-1ubuntu7", "", "1:2.43.0-1ubuntu1 1:2.43.0-1ubuntu7", null)]
    // Newer than all that the archive has, or of a source that it does not have.
    [InlineData("1:2.45.0-1", "", "1:2.43.0-1ubuntu7", "unknown")]
    [InlineData("1:2.45.0-1", "", "", "unknown")]
    [InlineData("1:2.45.0-1", "", "none", "unknown")]
    public void What_apts_lists_had_says_it_where_the_maintainer_was_kept(
        string version,
        string archives,
        string sourceVersions,
        string? other
    )
    {
        LogPackage git = new("git", version, "amd64")
        {
            Source = "git",
            SourceVersion = version,
            Maintainer = "lists.ubuntu.com",
        };
        LogOrigin origin = new("git", version, "amd64", Words(archives), Words(sourceVersions));

        Assert.Equal(other, PackageOrigin.Other(git, origin: origin));
        Assert.Equal("example.com", PackageOrigin.Other(git with { Maintainer = "example.com" }, origin: origin));
    }

    [Fact]
    public void A_rebuild_that_keeps_Ubuntus_maintainer_is_billed_by_the_archive_that_apt_read()
    {
        const string Log = """
            jumpbox: step hygiene
            -----BEGIN JUMPBOX ORIGINS-----
            bash 5.2.21-2ubuntu4 amd64 - 5.2.21-2ubuntu9
            curl 8.5.0-9 amd64 LP-PPA-someone-curl 8.5.0-2ubuntu10
            vim 9.1 amd64 - -
            -----END JUMPBOX ORIGINS-----
            """;
        LogPackage[] packages =
        [
            .. new[]
            {
                ("bash", "5.2.21-2ubuntu4"),
                ("curl", "8.5.0-9"),
                ("sed", "4.9-2build1"),
                ("vim", "9.1"),
            }.Select(one => new LogPackage(one.Item1, one.Item2, "amd64") { Maintainer = "lists.ubuntu.com" }),
        ];
        LogSummary log = new(CustomizationLog.Parse(Log), CustomizationLog.Empty with { Packages = packages });

        string bill = SoftwareBill.Create(SampleInventory.Image, SampleInventory.Contents, log.Listed).Files[
            EvidenceFiles.Bill
        ];

        Assert.Null(log.Listed.Problem);
        Assert.Contains("pkg:deb/ubuntu/bash@", bill);
        Assert.Contains("pkg:deb/ubuntu/sed@", bill);
        Assert.Contains("pkg:generic/LP-PPA-someone-curl/curl@", bill);
        Assert.Contains("pkg:generic/unknown/vim@", bill);
    }

    [Fact]
    public void A_list_of_origins_without_its_end_is_no_complete_inventory() =>
        Assert.Contains(
            "list of origins has no end",
            new LogSummary(
                CustomizationLog.Parse("-----BEGIN JUMPBOX ORIGINS-----\nvim 9.1 amd64 - -\n"),
                CustomizationLog.Empty
            )
                .Listed
                .Problem
        );

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [Theory]
    [MemberData(nameof(Files))]
    public void No_scanner_compares_it_with_Ubuntus_advisories(string file)
    {
        JsonNode bill = JsonNode.Parse(Bill.Files[file])!;
        JsonNode[] others =
        [
            .. (bill["packages"] ?? bill["components"])!
                .AsArray()
                .Where(one => (string?)one!["name"] is "curl" or "git")!,
        ];

        Assert.Equal(2, others.Length);
        Assert.All(
            others,
            one =>
            {
                Assert.Empty(bill["packages"] is null ? GrypeRules.OfCycloneDx(one) : GrypeRules.OfSpdx(one));
                Assert.Null(
                    bill["packages"] is null
                        ? TrivyRules.OfCycloneDx(one, "ubuntu 24.04")
                        : TrivyRules.OfSpdx(one, "ubuntu 24.04")
                );
                Assert.Null(ScalibrRules.Of(one));
            }
        );
    }

    [Fact]
    public void The_bill_and_the_line_for_the_screen_say_what_nobody_looks_into()
    {
        JsonNode curl = JsonNode.Parse(Bill.Files[EvidenceFiles.Bill])!["packages"]!
            .AsArray()
            .Single(one => (string?)one!["name"] == "curl")!;
        JsonNode unknown = JsonNode.Parse(Bill.Files[EvidenceFiles.CycloneDxBill])!["compositions"]!
            .AsArray()
            .Single(one => (string?)one!["aggregate"] == "unknown")!["dependencies"]!;

        Assert.Contains("a Debian package of microsoft.com, not of Ubuntu's archive", (string?)curl["sourceInfo"]);
        Assert.Contains("Not looked into: its files", (string?)curl["comment"]);
        Assert.Contains("SPDXRef-Package-curl", unknown.AsArray().Select(id => (string?)id));
        Assert.Contains("curl (a Debian package of microsoft.com, not of Ubuntu's archive)", $"{Bill}");
    }

    [Fact]
    public void An_advisory_of_Ubuntu_is_not_about_it_and_the_report_counts_it_as_in_no_database()
    {
        BillScan scan = new(
            SampleInventory.Image,
            System.Text.Encoding.UTF8.GetBytes(Bill.Files[EvidenceFiles.Bill]),
            []
        );
        foreach (string source in (string[])["bash", "curl", "git"])
        {
            scan.Take(
                System.Text.Encoding.UTF8.GetBytes(
                    $$"""
                    {"id":"UBUNTU-CVE-2026-{{source.Length}}{{source[0]
                        % 10}}","modified":"2026-11-21T00:00:00Z","affected":[{"package":
                    {"ecosystem":"Ubuntu:24.04:LTS","name":"{{source}}"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"99"}]}]}]}
                    """
                ),
                source
            );
        }

        VulnerabilityReport report = scan.OfAdvisories(SampleInventory.Image.Finished.AddHours(1));

        Assert.Equal(["bash"], report.Findings.Select(one => one.Package));
        // With the Azure CLI, whose Python distributions are looked up.
        Assert.Equal(3, report.NotIndexed["deb of another publisher"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("unknown")]
    public void A_package_of_an_unknown_publisher_was_not_looked_up_by_anyone(string domain)
    {
        LogPackage vim = new("vim", "9.1", "amd64")
        {
            Source = "vim",
            SourceVersion = "9.1",
            Maintainer = domain,
        };
        SoftwareBill bill = SoftwareBill.Create(
            SampleInventory.Image,
            SampleInventory.Contents,
            new ListedSoftware([Packages[0], vim], [], null)
        );
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(bill.Files[EvidenceFiles.Bill]);
        BillScan scan = new(SampleInventory.Image, bytes, []);
        scan.Take(
            System.Text.Encoding.UTF8.GetBytes(ScannedBill.Advisory("UBUNTU-CVE-2026-1", name: "bash")),
            "bash.json"
        );
        using MemoryStream grype = new(
            System.Text.Encoding.UTF8.GetBytes(
                ScannedBill.Grype(purl: "pkg:deb/ubuntu/bash@5.2.21-2ubuntu4?arch=amd64&distro=ubuntu-24.04")
            )
        );

        Assert.Contains("vim (a Debian package of an unknown publisher)", $"{bill}");
        Assert.Equal(1, scan.OfAdvisories(ScannedBill.Now).NotLookedUp["deb of an unknown publisher"]);
        Assert.Equal(
            "1 deb of an unknown publisher",
            ScanSummary.Kinds(
                new BillScan(SampleInventory.Image, bytes, [])
                    .OfReport(grype, "grype.json", new ScannerCommand("grype", [], []), ScannedBill.Now)
                    .NotLookedUp
            )
        );
    }
}
