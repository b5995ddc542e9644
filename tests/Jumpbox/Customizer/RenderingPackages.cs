using Jumpbox.Customizer;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Customizer;

/// <summary>Packages of Ubuntu's archive in the plan: as the lock has them, or refused before anything starts.</summary>
public sealed class RenderingPackages
{
    private static readonly ToolPins Sampled = ToolPins.Load(SampleSettings.Root);

    private static readonly LockedPackage Lsof = new(
        "lsof",
        "4.95",
        "amd64",
        "pool/l/lsof.deb",
        9,
        new string('a', 64)
    );

    private static readonly ToolLock Locked = Sampled.Lock with
    {
        PackageSets = [new("noble", "amd64", Sampled.Lock.AptSnapshot, ["lsof"], [Lsof])],
    };

    [Fact]
    public void Without_packages_no_step_is_about_them() =>
        Assert.DoesNotContain("ubuntu-packages", Plan(Locked).Customize.Select(step => step.Name));

    [Fact]
    public void They_are_installed_after_the_upgrade_and_checked_in_the_image()
    {
        CustomizerPlan plan = Plan(Locked, "customizer.packages=lsof");
        string[] steps = [.. plan.Customize.Select(step => step.Name)];

        Assert.Equal(Array.IndexOf(steps, "upgrade-packages") + 1, Array.IndexOf(steps, "ubuntu-packages"));
        CustomizerStep[] both = [.. plan.Customize.Concat(plan.Validate).Where(step => step.Name == "ubuntu-packages")];
        Assert.Equal(2, both.Length);
        Assert.All(both, step => Assert.Contains($"LOCKED_PACKAGES='lsof 4.95 amd64 {Lsof.Sha256}'", step.Inline));
    }

    [Fact]
    public void They_are_in_the_contents_the_digest_of_the_pins_and_the_parameters()
    {
        RenderedContents contents = Plan(Locked, "customizer.packages=lsof").Contents;

        Assert.Equal([Lsof], contents.Packages);
        Assert.Equal("lsof", contents.Parameters["customizer.packages"]);
        Assert.NotEqual(Plan(Locked).Contents.Digest, contents.Digest);
        Assert.NotEqual(
            contents.Digest,
            (contents with { Packages = [Lsof with { Sha256 = new string('b', 64) }] }).Digest
        );
    }

    [Fact]
    public void A_set_that_the_lock_lacks_is_refused_with_the_names_and_the_cure()
    {
        PinException refused = Assert.Throws<PinException>(() => Plan(Locked, "customizer.packages=mtr-tiny,lsof"));

        Assert.Contains("lsof, mtr-tiny for Ubuntu noble on amd64", refused.Message, StringComparison.Ordinal);
        Assert.Contains("run --target=Update", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tools_and_packages_that_the_lock_lacks_are_named_at_once()
    {
        ToolLock empty = Sampled.Lock with { Tools = [.. Sampled.Lock.Tools.Where(tool => tool.Name != "helm")] };

        PinException refused = Assert.Throws<PinException>(() => Plan(empty, "customizer.packages=lsof"));

        Assert.Equal(["tools.helm", "packageSets"], refused.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_set_of_another_time_of_the_archive_is_refused_with_both_times()
    {
        ToolLock moved = Locked with { AptSnapshot = "20261101T000000Z" };

        PinException refused = Assert.Throws<PinException>(() => Plan(moved, "customizer.packages=lsof"));

        Assert.Contains("20261101T000000Z", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Sampled.Lock.AptSnapshot, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundles_packages_and_the_settings_own_are_asked_for_together_and_once()
    {
        ToolCatalogue catalogue = Sampled.Catalogue with
        {
            Packages = [new("tcpdump", ToolBundle.Triage, "packets"), new("nmap", ToolBundle.Full, "ports")],
        };
        string[] Asked(params string[] settings) =>
            [.. PackageChoice.RequestOf(SampleSettings.Read(settings), catalogue)?.Names ?? []];

        Assert.Empty(Asked());
        Assert.Equal(["lsof", "tcpdump"], Asked("tools.bundle=triage", "customizer.packages=tcpdump,lsof"));
        Assert.Equal(["nmap", "tcpdump"], Asked("tools.bundle=full"));
    }

    [Theory]
    [InlineData("lsof=1.0")]
    [InlineData("lsof;reboot")]
    [InlineData("-o")]
    public void A_text_that_is_no_name_of_a_package_is_refused(string name) =>
        Assert.Contains(
            "the name of a Debian package, without a version",
            Assert.Throws<SettingsException>(() => SampleSettings.Read($"customizer.packages={name}")).Message,
            StringComparison.Ordinal
        );

    private static CustomizerPlan Plan(ToolLock pins, params string[] settings) =>
        CustomizerPlan.Render(SampleSettings.Read(settings), Sampled.Catalogue, pins, SmallCatalogue.Scripts);
}
