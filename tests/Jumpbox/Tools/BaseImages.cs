using Jumpbox.Pins;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Tools;

public sealed class BaseImages
{
    private static readonly ToolPins Shipped = ToolPins.Load(SampleSettings.Root);

    // Azure withdrew the pinned version, and the one before is the newest now.
    [Theory]
    [InlineData("24.04.202608150", true)]
    [InlineData("24.04.202612010", false)]
    public void An_older_version_is_a_decision(string offered, bool isBack)
    {
        LockedBaseImage pinned = Shipped.Lock.BaseImages[0] with { Version = "24.04.202609040" };
        ToolLock toolLock = Shipped.Lock with { BaseImages = [pinned] };
        LockedBaseImage[] images = [pinned with { Version = offered }];
        AcceptedStepsBack nothing = AcceptedStepsBack.Parse("helm", Shipped.Catalogue);
        AcceptedStepsBack accepted = AcceptedStepsBack.Parse("helm,base-images", Shipped.Catalogue);

        Assert.Equal(isBack ? 1 : 0, accepted.Demand(toolLock, images).Count);
        if (isBack)
        {
            string message = Assert.Throws<PinSourceException>(() => nothing.Demand(toolLock, images)).Message;
            Assert.Contains($"{offered} is lower than the pinned 24.04.202609040", message);
            Assert.Contains("--accept=base-images", message);
        }
        else
        {
            Assert.Empty(nothing.Demand(toolLock, images));
        }
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("base-images", 0)]
    [InlineData("helm", 1)]
    [InlineData("base-images,helm", 1)]
    public void No_name_of_a_tool_accepts_no_tool(string? names, int tools) =>
        Assert.Equal(tools, AcceptedStepsBack.Parse(names, Shipped.Catalogue).Tools.Count);

    [Fact]
    public void A_name_that_is_no_tool_is_refused() =>
        Assert.Contains(
            "base-image",
            Assert.Throws<PinException>(() => AcceptedStepsBack.Parse("base-image", Shipped.Catalogue)).Message
        );

    [Fact]
    public void The_locked_version_is_taken_where_the_settings_ask_for_it() =>
        Assert.Matches(
            @"^24\.04\.\d+$",
            BaseImage.Resolve(Wanted("ubuntu-24_04-lts", "server", "locked"), Shipped)!.Version
        );

    [Fact]
    public void An_exact_version_of_the_settings_is_taken_as_it_is() =>
        Assert.Equal("1.2.3", BaseImage.Resolve(Wanted("ubuntu-24_04-lts", "server", "1.2.3"), Shipped)!.Version);

    [Fact]
    public void A_release_without_security_fixes_is_refused_with_the_reason_and_the_supported_ones()
    {
        SettingsException error = Assert.Throws<SettingsException>(() =>
            BaseImage.Resolve(Wanted("UbuntuServer", "18_04-lts-gen2", "18.04.202305220"), Shipped)
        );

        Assert.Contains("no security updates since 2023-05-31", error.Message);
        Assert.Contains("ubuntu-24_04-lts/server", error.Message);
    }

    [Fact]
    public void A_release_without_security_fixes_is_taken_when_it_is_asked_for_explicitly() =>
        Assert.NotNull(
            BaseImage.Resolve(
                Wanted("UbuntuServer", "18_04-lts-gen2", "18.04.202305220") with
                {
                    AllowUnsupported = true,
                },
                Shipped
            )
        );

    [Fact]
    public void An_image_that_the_lock_does_not_hold_needs_an_exact_version()
    {
        SettingsException error = Assert.Throws<SettingsException>(() =>
            BaseImage.Resolve(Wanted("debian-13", "13-gen2", "locked"), Shipped)
        );

        Assert.Contains("Set an exact image.base.version", error.Message);
    }

    [Theory]
    [InlineData("arm64", "server", "which is for amd64, and image.architecture is arm64")]
    [InlineData("amd64", "server-arm64", "which is for arm64, and image.architecture is amd64")]
    public void An_image_for_another_architecture_is_refused_with_those_that_fit(
        string architecture,
        string sku,
        string why
    )
    {
        JumpboxSettings settings = Settings(architecture, "ubuntu-24_04-lts", sku);

        SettingsException error = Assert.Throws<SettingsException>(() =>
            BaseImage.RequireArchitecture(settings.Image, Shipped)
        );

        Assert.Contains(why, error.Message);
        Assert.Contains(architecture == "arm64" ? "/server-arm64" : "22_04-lts-gen2", error.Message);
    }

    internal static JumpboxSettings Settings(string architecture, string offer, string sku)
    {
        JumpboxSettings sample = SampleSettings.Read();
        return sample with
        {
            Image = sample.Image with { Architecture = architecture, Base = Wanted(offer, sku, "locked") },
        };
    }

    private static BaseImageSettings Wanted(string offer, string sku, string version) =>
        new("Canonical", offer, sku, version, null);
}
