using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Naming;

/// <summary>A later run finds what an earlier one created by its name alone, so every name is fixed here.</summary>
public sealed class NamingResources
{
    private const string Subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Builders = $"{Subscription}/resourceGroups/rg-builders/providers";
    private const string Images = $"{Subscription}/resourceGroups/rg-images/providers";
    private const string Definition =
        $"{Subscription}/resourceGroups/rg-gallery/providers/Microsoft.Compute/galleries/gal/images/jump";
    private static readonly string Hash = string.Concat("0123456789ab", new string('f', 52));

    private static readonly string[] Gallery =
    [
        "image.distribute.kind=gallery",
        $"image.distribute.galleryImageId={Definition}",
        "image.distribute.galleryVersion=1.2.3",
    ];

    [Fact]
    public void The_template_is_in_the_builders_group_and_has_the_start_of_the_contents_hash() =>
        Assert.Equal(
            $"{Builders}/Microsoft.VirtualMachineImages/imageTemplates/imgt-jump-0123456789ab",
            Of().Template(Hash).ToString()
        );

    [Fact]
    public void The_managed_image_is_in_the_images_group_and_has_the_same_hash() =>
        Assert.Equal($"{Images}/Microsoft.Compute/images/img-jump-0123456789ab", Of().ManagedImage(Hash).ToString());

    [Fact]
    public void The_identity_has_the_name_of_the_image() =>
        Assert.Equal(
            $"{Builders}/Microsoft.ManagedIdentity/userAssignedIdentities/id-jump-builder",
            Of().Identity.ToString()
        );

    [Fact]
    public void A_build_writes_the_managed_image_the_version_of_the_gallery_or_what_has_no_id_yet()
    {
        Assert.Equal(Of().ManagedImage(Hash), Of().Image(Hash));
        Assert.Equal($"{Definition}/versions/1.2.3", Of(Gallery).Image(Hash)!.ToString());
        Assert.Null(Of("image.distribute.kind=vhd").Image(Hash));
    }

    [Fact]
    public void The_builder_writes_to_the_gallerys_group_or_to_the_images_group()
    {
        Assert.Equal($"{Subscription}/resourceGroups/rg-gallery", Of(Gallery).ImageScope.ToString());
        Assert.Equal($"{Subscription}/resourceGroups/rg-images", Of().ImageScope.ToString());
    }

    [Fact]
    public void The_subscription_is_a_scope_and_the_run_output_is_the_image()
    {
        Assert.Equal(Subscription, Of().Subscription);
        Assert.Equal("jump", Of().RunOutput);
    }

    [Fact]
    public void A_deployment_to_a_group_has_the_same_name_in_every_run() =>
        Assert.Equal("jumpbox-jump-identity", Of().Deployment("identity"));

    [Fact]
    public void A_deployment_to_the_subscription_has_eight_more_hex_digits() =>
        Assert.Matches("^jumpbox-jump-roles-[0-9a-f]{8}$", Of().SubscriptionDeployment("roles"));

    [Theory]
    [InlineData("img-jump-0123456789ab", true)]
    [InlineData("IMG-JUMP-0123456789AB", true)]
    [InlineData("img-jump-0123456789a", false)]
    [InlineData("img-jump-0123456789abc", false)]
    [InlineData("img-jump-0123456789ag", false)]
    [InlineData("img-leap-0123456789ab", false)]
    [InlineData("imgt-jump-0123456789ab", false)]
    [InlineData("", false)]
    public void Only_the_prefix_the_image_and_twelve_hex_digits_make_a_name_of_ours(string name, bool ours)
    {
        Assert.Equal(ours, Of().IsManagedImage(name));
        Assert.False(Of().IsTemplate(name) && ours);
    }

    [Fact]
    public void Every_template_that_is_named_is_recognised() => Assert.True(Of().IsTemplate(Of().Template(Hash).Name));

    [Fact]
    public void Tags_are_the_users_and_ours_and_ours_win()
    {
        JumpboxSettings settings = SampleSettings.Read() with
        {
            Tags = new Dictionary<string, string> { ["team"] = "platform", ["JUMPBOX:owner"] = "me" },
        };

        IReadOnlyDictionary<string, string> tags = new Names(settings).Tags("c0ffee", Hash);

        Assert.Equal("platform", tags["team"]);
        Assert.Equal("aks-jumpbox@rg-imagebuilders-eastus2", tags[TagNames.Owner]);
        Assert.Equal("c0ffee", tags[TagNames.Commit]);
        Assert.Equal(Hash, tags[TagNames.ContentHash]);
        Assert.Equal(4, tags.Count);
    }

    [Fact]
    public void What_all_content_shares_has_no_tag_of_content() =>
        Assert.DoesNotContain(TagNames.ContentHash, Of().Tags("c0ffee").Keys);

    [Fact]
    public void The_tag_of_a_run_is_its_start_in_UTC() =>
        Assert.Equal(
            "2026-11-20T09:04:07.0000000Z",
            TagNames.RunOf(new DateTimeOffset(2026, 11, 20, 10, 4, 7, TimeSpan.FromHours(1)))
        );

    // Computed with another implementation of RFC 4122.
    [Theory]
    [InlineData("2d796349-8c7e-55ec-9624-54ece82ed031", "a", "b")]
    [InlineData("76fe59d9-77ec-5abd-bc57-7ff91a98b4fe", "größe")]
    public void The_template_function_guid_is_a_name_based_UUID_of_the_joined_texts(string id, params string[] parts) =>
        Assert.Equal(Guid.Parse(id), ArmGuid.Of(parts));

    private static Names Of(params string[] overrides) =>
        new(
            SampleSettings.Read([
                "image.name=jump",
                "resourceGroups.builder=rg-builders",
                "resourceGroups.image=rg-images",
                .. overrides,
            ])
        );
}
