using Jumpbox.Offers;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Tests.Smoke;

/// <summary>Trusted Launch where size and image have it, an ephemeral OS disk where the size has room.</summary>
public sealed class ChoosingTheForm
{
    private const string Size = "Standard_D2ds_v5";

    [Theory]
    [InlineData("V2", "TrustedLaunchSupported", null, true, "Trusted Launch")]
    [InlineData("V2", "TrustedLaunch", null, true, "Trusted Launch")]
    [InlineData("V2", "TrustedLaunchAndConfidentialVmSupported", null, true, "Trusted Launch")]
    [InlineData("V2", "ConfidentialVM", null, false, "security type is ConfidentialVM")]
    [InlineData("V2", null, null, false, "security type is not set")]
    [InlineData("V1", "TrustedLaunchSupported", null, false, "generation 1")]
    [InlineData("V2", "TrustedLaunchSupported", "True", false, "Standard_D2ds_v5 does not support it")]
    public void Trusted_Launch_needs_size_and_image_definition(
        string generation,
        string? security,
        string? disabled,
        bool expected,
        string said
    )
    {
        Dictionary<string, string> size = new(Room(50, 75));
        if (disabled is not null)
        {
            size["TrustedLaunchDisabled"] = disabled;
        }
        MachineForm form = MachineForm.Of(Size, size, Definition(generation, security), 30);
        Assert.Equal(expected, form.HasTrustedLaunch);
        Assert.Contains(said, form.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_image_has_no_Trusted_Launch() =>
        Assert.False(MachineForm.Of(Size, Room(50, 75), null, 30).HasTrustedLaunch);

    [Theory]
    [InlineData(50, 75, 30, "CacheDisk")]
    [InlineData(50, 75, 50, "ResourceDisk")] // Trusted Launch takes one GiB of the cache
    [InlineData(50, 75, 49, "CacheDisk")]
    [InlineData(50, 75, 75, null)]
    [InlineData(0, 75, 30, "ResourceDisk")]
    [InlineData(0, 0, 30, null)]
    public void An_ephemeral_disk_goes_where_the_image_fits(long cache, long temporary, long image, string? expected) =>
        Assert.Equal(
            expected,
            MachineForm.Of(Size, Room(cache, temporary), Definition("V2", "TrustedLaunch"), image).Placement
        );

    [Fact]
    public void A_placement_that_the_size_does_not_list_is_not_taken()
    {
        Dictionary<string, string> size = new(Room(50, 75)) { ["SupportedEphemeralOSDiskPlacements"] = "ResourceDisk" };
        Assert.Equal("ResourceDisk", MachineForm.Of(Size, size, null, 30).Placement);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, 30L)]
    public void What_is_unknown_of_size_or_image_gives_the_form_that_always_works(bool hasSize, long? image)
    {
        MachineForm form = MachineForm.Of(
            Size,
            hasSize ? Room(50, 75) : null,
            Definition("V2", "TrustedLaunch"),
            image
        );
        Assert.Null(form.Placement);
        Assert.Equal(hasSize, form.HasTrustedLaunch);
    }

    private static Dictionary<string, string> Room(long cache, long temporary) =>
        new()
        {
            ["EphemeralOSDiskSupported"] = cache + temporary > 0 ? "True" : "False",
            ["CachedDiskBytes"] = $"{cache << 30}",
            ["MaxResourceVolumeMB"] = $"{temporary << 10}",
        };

    private static GalleryDefinition Definition(string generation, string? security) =>
        new(
            ResourceId.Parse(
                "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/g/providers/Microsoft.Compute/galleries/g/images/i"
            ),
            "Linux",
            generation,
            "x64",
            security
        );
}
