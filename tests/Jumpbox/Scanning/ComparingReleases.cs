using Jumpbox.Evidence;
using Jumpbox.Evidence.Report;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;
using Jumpbox.Tests.Evidence;

namespace Jumpbox.Tests.Scanning;

public sealed class ComparingReleases : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["buildVm.size"] = "Standard_D2ds_v4",
        ["buildVm.osDiskSizeGB"] = "0",
        ["customizer.profile"] = "ssh",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-compare-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Equal_releases_have_no_difference_in_any_part_and_say_none()
    {
        ReleaseComparison comparison = ReleaseComparison.Between(Image(), Image());

        Assert.All(comparison.Parts, part => Assert.Empty(part.Changes));
        Assert.Equal(
            [
                "base-image",
                "tools",
                "packages",
                "vulnerabilities",
                "settings",
                "hardening",
                "licences",
                "size",
                "build",
            ],
            comparison.Parts.Select(part => part.Id)
        );
        Assert.Equal(comparison.Parts.Count, comparison.Notes.Split("\nnone\n").Length - 1);
    }

    [Fact]
    public void Every_part_shows_its_own_differences()
    {
        RememberedImage before = Image();
        RememberedImage after = new(
            before.Record with
            {
                Tools = [new RecordedTool("kubectl", "1.37.0", new string('1', 64))],
                BaseImage = before.Record.BaseImage with { Version = "24.04.202611110" },
                Checks = [new RecordedCheck("sshd-effective", false, "PermitRootLogin yes")],
            },
            Bill("2:9.2", "GPL-3.0-only"),
            new Dictionary<string, string>(Settings)
            {
                ["buildVm.size"] = "Standard_D4ds_v4",
                ["buildVm.osDiskSizeGB"] = "64",
                ["customizer.profile"] = "cis-l1",
            }
        )
        {
            Vulnerabilities = Report("CVE-2026-2"),
        };

        ReleaseComparison comparison = ReleaseComparison.Between(before, after);

        Assert.Contains("changed kubectl 1.36.4 → 1.37.0", Part(comparison, "tools"));
        Assert.Contains("202611110", Part(comparison, "base-image"));
        Assert.Contains("changed vim 2:9.1 → 2:9.2", Part(comparison, "packages"));
        Assert.Contains("changed vim Vim → GPL-3.0-only", Part(comparison, "licences"));
        Assert.Contains("changed buildVm.size", Part(comparison, "settings"));
        Assert.DoesNotContain("customizer.profile", Part(comparison, "settings"));
        Assert.Contains("changed customizer.profile ssh → cis-l1", Part(comparison, "hardening"));
        Assert.Contains("check sshd-effective passed → failed: PermitRootLogin yes", Part(comparison, "hardening"));
        Assert.Contains("that of the base image → 64", Part(comparison, "size"));
        Assert.Contains("removed CVE-2026-1 in vim high", Part(comparison, "vulnerabilities"));
        Assert.Contains("added CVE-2026-2 in vim high", Part(comparison, "vulnerabilities"));
    }

    [Fact]
    public void What_a_scan_did_not_look_up_may_not_be_fixed()
    {
        RememberedImage after = Image();
        after = after with
        {
            Vulnerabilities = after.Vulnerabilities! with { NotLookedUp = new Dictionary<string, int> { ["deb"] = 9 } },
        };

        Assert.Contains(
            "The later scan did not look up 9 deb: what is removed may still be in the image.",
            ReleaseComparison.Between(Image(), after).Notes
        );
    }

    [Fact]
    public void What_is_not_known_of_one_of_them_is_unknown_and_never_none()
    {
        ReleaseComparison comparison = ReleaseComparison.Between(
            new RememberedImage(Image().Record, null, null),
            Image()
        );

        string[] unknown = ["packages", "vulnerabilities", "settings", "hardening", "licences"];
        Assert.Equal(unknown, comparison.Parts.Where(part => part.Unknown is not null).Select(part => part.Id));
        Assert.Contains("unknown: the earlier image was not scanned", comparison.Notes);
    }

    [Fact]
    public void Bills_without_any_package_do_not_have_the_same_packages()
    {
        const string Bill = """
            {"packages":[{"SPDXID":"SPDXRef-1","name":"kubectl","versionInfo":"1","licenseDeclared":"MIT","primaryPackagePurpose":"APPLICATION"}]}
            """;
        RememberedImage image = new(Image().Record, Bill, Settings);

        ReleaseComparison comparison = ReleaseComparison.Between(image, image);

        Assert.Contains("lists no package", comparison.Parts.Single(part => part.Id == "packages").Unknown);
    }

    [Fact]
    public void Text_from_outside_does_nothing_in_notes_and_page()
    {
        RememberedImage hostile = new(
            Image().Record,
            Bill("<script>alert(1)</script>|[x](http://evil)", "MIT"),
            Settings
        );
        ReleaseComparison.Between(Image(), hostile).WriteTo(_folder);

        Assert.DoesNotContain("<script>alert", Read(ReleaseComparison.HtmlFileName));
        Assert.DoesNotContain("<script>alert", Read(ReleaseComparison.NotesFileName));
    }

    [Fact]
    public void A_release_is_found_by_id_name_content_and_the_commit_of_a_tag()
    {
        RememberedImage image = Image();
        ImageRecord record = image.Record;
        string name = record.ImageId[(record.ImageId.LastIndexOf('/') + 1)..];

        Assert.All(
            [record.ImageId, name, record.ContentHash[..12]],
            text => Assert.Same(image, ReleaseChoice.Find(text, null, [image]))
        );
        Assert.Same(image, ReleaseChoice.Find("v1.0", record.Commit, [image]));
        Assert.Contains(
            $"It has {name}.",
            Assert.Throws<EvidenceException>(() => ReleaseChoice.Find("v2.0", null, [image])).Message
        );
    }

    [Fact]
    public void The_release_before_is_the_last_released_one_or_else_the_last_one()
    {
        ImageRecord now = SampleRecord.Good;
        RememberedImage built = Earlier('d', 1);
        RememberedImage released = Earlier('e', 2) with { ReleasedAt = now.Finished.AddDays(-1) };
        RememberedImage later = Earlier('f', -1);

        Assert.Same(released, ReleaseChoice.Before(now, [later, built, released]));
        Assert.Same(built, ReleaseChoice.Before(now, [later, built]));
        Assert.Null(ReleaseChoice.Before(now, [later, Image()]));

        RememberedImage Earlier(char hash, int days) =>
            new(now with { ContentHash = new string(hash, 64), Finished = now.Finished.AddDays(-days) }, null, null);
    }

    [Fact]
    public void The_history_keeps_scan_and_release_of_an_image()
    {
        PreviousImage history = new(_folder);
        RememberedImage image = Image();
        history.Remember(image.Record, image.Bill!, Settings, image.Vulnerabilities);
        history.MarkReleased(image.Record, ScannedBill.Now);
        history.Remember(image.Record, image.Bill!, Settings);

        RememberedImage stored = Assert.Single(history.All());

        Assert.Equal(ScannedBill.Now, stored.ReleasedAt);
        Assert.Equal(image.Vulnerabilities!.ToJson(), stored.Vulnerabilities?.ToJson());
    }

    private static string Part(ReleaseComparison comparison, string id)
    {
        ComparedPart part = comparison.Parts.Single(part => part.Id == id);
        return string.Join("\n", part.Changes.Select(change => $"{change.Word} {change.Name} {change.Text}"));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private static RememberedImage Image() =>
        new(
            SampleRecord.Good with
            {
                Tools = [new RecordedTool("kubectl", "1.36.4", new string('1', 64))],
                Checks = [new RecordedCheck("sshd-effective", true, "")],
            },
            Bill("2:9.1", "Vim"),
            Settings
        )
        {
            Vulnerabilities = Report("CVE-2026-1"),
        };

    private static string Bill(string version, string licence) =>
        $$"""
            {"packages":[{"name":"kubectl","versionInfo":"1.36.4","primaryPackagePurpose":"APPLICATION","licenseDeclared":"Apache-2.0"},
            {"name":"vim","versionInfo":"{{version}}","primaryPackagePurpose":"LIBRARY","licenseDeclared":"{{licence}}"}]}
            """;

    private static VulnerabilityReport Report(string id) =>
        ScannedBill.Read(ScannedBill.Grype()) with
        {
            Findings = [new Finding(id, "vim", "2:9.1", Severity.High, FixState.Fixed)],
        };
}
