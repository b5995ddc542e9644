using System.Text;
using Jumpbox.Refreshing;

namespace Jumpbox.Tests.Refreshing;

public sealed class StateOfPackages
{
    private const string Snapshot = "20261123T000000Z";
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);

    private const string Page = """
        { "notices": [
          { "id": "USN-7001-1", "published": "2026-11-25T10:00:00", "cves_ids": ["CVE-2026-1"],
            "release_packages": {
              "noble": [ { "name": "openssl", "version": "3.0.13-0ubuntu3.9", "is_source": true },
                         { "name": "libssl3t64", "version": "3.0.13-0ubuntu3.9", "is_source": false } ],
              "jammy": [ { "name": "libssl3", "version": "3.0.2-0ubuntu1.20", "is_source": false } ] } },
          { "id": "USN-6990-1", "published": "2026-11-20T10:00:00", "cves_ids": ["CVE-2026-0"],
            "release_packages": { "noble": [ { "name": "curl", "version": "8.5.0-2ubuntu10.7", "is_source": false } ] } }
        ] }
        """;

    private static readonly Dictionary<string, string> Installed = new()
    {
        ["libssl3t64"] = "3.0.13-0ubuntu3.8",
        ["curl"] = "8.5.0-2ubuntu10.6",
    };

    [Fact]
    public void The_snapshot_moves_when_a_notice_after_it_fixes_an_installed_package()
    {
        PackageNews news = Of(Installed);

        Assert.Equal("1 security notice fixes installed packages", news.Reason);
        PackageFix fix = Assert.Single(news.Fixes);
        Assert.Equal("USN-7001-1", fix.Notice.Id);
        Assert.Equal(["libssl3t64"], fix.Packages);
        Assert.Contains("CVE-2026-1", news.Markdown());
    }

    [Fact]
    public void It_stays_when_the_fix_is_installed_already() =>
        Assert.Null(Of(new() { ["libssl3t64"] = "3.0.13-0ubuntu3.9" }).Reason);

    [Fact]
    public void It_stays_when_the_package_is_not_installed() => Assert.Null(Of(new() { ["vim"] = "1" }).Reason);

    [Fact]
    public void Packages_of_another_release_do_not_count() =>
        Assert.Null(Of(new() { ["libssl3"] = "3.0.2-0ubuntu1.19" }).Reason);

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void It_moves_by_its_age_without_a_notice(int days, bool moves) =>
        Assert.Equal(
            moves,
            PackageNews
                .Of(Snapshot, TimeSpan.FromDays(7), [], [], PackageNews.TimeOf(Snapshot)!.Value.AddDays(days), [])
                .Reason
                is not null
        );

    [Fact]
    public void What_could_not_be_read_is_unknown_in_the_report_and_moves_nothing()
    {
        PackageNews news = PackageNews.Of(Snapshot, TimeSpan.FromDays(7), null, [Installed], Now, ["No answer."]);

        Assert.Null(news.Reason);
        Assert.Contains("Unknown: No answer", news.Markdown());
    }

    [Theory]
    [InlineData("no json", "It is not JSON")]
    [InlineData("{}", "It has no list 'notices'")]
    [InlineData("""{ "notices": [ {} ] }""", "A notice has no 'id'")]
    [InlineData("""{ "notices": [ { "id": "USN-1-1", "published": "today" } ] }""", "is not a time: 'today'")]
    public void A_broken_page_is_refused(string text, string problem) =>
        Assert.Contains(
            problem,
            Assert.Throws<FormatException>(() => SecurityNotice.ReadPage(Encoding.UTF8.GetBytes(text), "noble")).Message
        );

    [Fact]
    public void The_packages_of_a_bill_are_those_of_Ubuntu()
    {
        byte[] bill = Encoding.UTF8.GetBytes(
            """
            { "packages": [
              { "name": "curl", "versionInfo": "8.5", "externalRefs": [ { "referenceLocator": "pkg:deb/ubuntu/curl@8.5?arch=amd64" } ] },
              { "name": "helm", "versionInfo": "4", "externalRefs": [ { "referenceLocator": "pkg:github/helm/helm@v4" } ] } ] }
            """
        );

        Assert.Equal(["curl"], InstalledPackages.Read(bill).Keys);
        Assert.Throws<FormatException>(() => InstalledPackages.Read("{}"u8));
    }

    private static PackageNews Of(Dictionary<string, string> installed) =>
        PackageNews.Of(
            Snapshot,
            TimeSpan.FromDays(7),
            SecurityNotice.ReadPage(Encoding.UTF8.GetBytes(Page), "noble"),
            [installed],
            Now,
            []
        );
}
