using Jumpbox.Cleaning;

namespace Jumpbox.Tests.Sweeping;

public sealed class ImageUseTests
{
    private const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Compute = $"/subscriptions/{Subscription}/resourceGroups/rg/providers/Microsoft.Compute";
    private const string Definition = $"{Compute}/galleries/gal/images/jumpbox";
    private const string Version = $"{Definition}/versions/1.0.0";

    [Theory]
    [InlineData(Version, null, true)]
    [InlineData(Definition + "/versions/1.0.1", null, false)]
    [InlineData(Definition + "/versions/1.0", null, false)]
    [InlineData(Definition, null, true)]
    [InlineData(Definition, "1.0.0", true)]
    [InlineData(Definition, "11.0.0", false)]
    [InlineData(Definition + "/versions/latest", null, true)]
    [InlineData(Definition + "/versions/latest", "1.0.1", false)]
    [InlineData(Definition + "-more", null, false)]
    [InlineData("/sharedGalleries/" + Subscription + "-GAL/images/jumpbox/versions/1.0.0", null, true)]
    [InlineData("/sharedGalleries/" + Subscription + "-GAL/images/jumpbox", null, true)]
    [InlineData("/sharedGalleries/" + Subscription + "-OTHER/images/jumpbox", null, false)]
    public void A_reference_needs_the_version_that_it_names_or_led_to(string reference, string? exact, bool needs) =>
        Assert.Equal(needs, new ImageUse("/vm", reference.ToUpperInvariant(), exact).Needs(Version));

    [Fact]
    public void A_managed_image_is_needed_by_who_names_it()
    {
        Assert.True(new ImageUse("/vm", $"{Compute}/images/img-1").Needs($"{Compute}/images/IMG-1"));
        Assert.False(new ImageUse("/vm", $"{Compute}/images/img-1").Needs($"{Compute}/images/img-10"));
    }

    [Fact]
    public void A_version_is_no_user_of_itself() => Assert.False(new ImageUse(Version, Version).Needs(Version));
}
