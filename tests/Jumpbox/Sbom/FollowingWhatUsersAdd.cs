using Jumpbox.Customizer;
using Jumpbox.Egress;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;
using Jumpbox.Tests.Evidence;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Sbom;

/// <summary>Packages and extensions that the settings add: in the bill, in the comparison of releases and on the egress list.</summary>
public sealed class FollowingWhatUsersAdd
{
    private static readonly LogPackage Lsof = new("lsof", "4.95.0-1build3", "amd64")
    {
        Source = "lsof",
        SourceVersion = "4.95.0-1build3",
        Maintainer = "lists.ubuntu.com",
    };

    private static readonly LogModule[] Extension =
    [
        .. SampleInventory.Lines("extension azure-cli ssh 2.0.10 text:MIT\npython azure-cli oschmod 0.3.12 none"),
    ];

    [Fact]
    public void The_bill_has_them_with_names_by_which_scanners_look_them_up()
    {
        string spdx = Spdx(with: true);

        Assert.Contains(
            "pkg:deb/ubuntu/lsof@4.95.0-1build3?arch=amd64&distro=ubuntu-24.04",
            spdx,
            StringComparison.Ordinal
        );
        Assert.Contains("pkg:generic/azure-cli-extension/ssh@2.0.10", spdx, StringComparison.Ordinal);
        Assert.Contains("pkg:pypi/oschmod@0.3.12", spdx, StringComparison.Ordinal);
        Assert.DoesNotContain("pkg:pypi/ssh", spdx, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_shows_what_was_added_and_by_which_setting()
    {
        ReleaseComparison comparison = ReleaseComparison.Between(Image(with: false), Image(with: true));

        string[] Changes(string id) =>
            [
                .. comparison
                    .Parts.Single(part => part.Id == id)
                    .Changes.Select(change => $"{change.Word} {change.Name} {change.Text}"),
            ];
        Assert.Equal(
            ["added lsof 4.95.0-1build3", "added oschmod 0.3.12", "added ssh 2.0.10"],
            Changes("packages").Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["added customizer.azExtensions ssh", "added customizer.packages lsof"],
            Changes("settings").Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("", "snapshot.ubuntu.com")]
    [InlineData("mirrors.https://snapshot.ubuntu.com/=https://store.example/snapshot/", "store.example")]
    public void Packages_come_from_the_archive_at_the_locks_time_and_from_no_other_host(string mirror, string host)
    {
        ToolPins pins = ToolPins.Load(SampleSettings.Root);
        ToolLock locked = pins.Lock with
        {
            PackageSets =
            [
                new(
                    "noble",
                    "amd64",
                    pins.Lock.AptSnapshot,
                    ["lsof"],
                    [new("lsof", "4.95.0-1build3", "amd64", "pool/main/l/lsof/lsof.deb", 1, new string('a', 64))]
                ),
            ],
        };
        string[] Hosts(params string[] settings) =>
            [
                .. EgressList
                    .For(
                        SampleSettings.Read([.. settings, .. mirror.Length > 0 ? [mirror] : (string[])[]]),
                        pins.Catalogue,
                        locked
                    )
                    .Hosts.Select(one => one.Host),
            ];

        Assert.Contains(host, Hosts("customizer.packages=lsof"));
        Assert.Equal(Hosts(), Hosts("customizer.packages=lsof"));
    }

    private static string Spdx(bool with) =>
        SoftwareBill
            .Create(
                SampleInventory.Image,
                SampleInventory.Contents,
                new ListedSoftware(
                    [.. SampleInventory.Packages, .. with ? [Lsof] : (LogPackage[])[]],
                    [.. SampleInventory.Modules, .. with ? Extension : []],
                    null
                )
            )
            .Files["sbom.spdx.json"];

    private static RememberedImage Image(bool with) =>
        new(
            SampleRecord.Good,
            Spdx(with),
            with
                ? new Dictionary<string, string>
                {
                    ["customizer.packages"] = "lsof",
                    ["customizer.azExtensions"] = "ssh",
                }
                : []
        );
}
