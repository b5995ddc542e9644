using System.Text.Json.Nodes;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Tests.Templates;

public sealed class TheImageTemplate(Compiler compiler) : IClassFixture<Compiler>
{
    private const string Gallery =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-gallery/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    [Fact]
    public async Task Is_written_for_the_API_whose_checks_are_strict() =>
        Assert.Equal("2025-10-01", (string?)(await ResourceAsync())["apiVersion"]);

    [Fact]
    public async Task Names_container_instance_and_build_subnet_in_the_recommended_form_and_no_proxy()
    {
        JumpboxSettings settings = Compiler.Settings("buildVm.proxySize=");

        JsonObject network = (await ResourceAsync(settings))["properties"]!["vmProfile"]!["vnetConfig"]!.AsObject();

        Assert.Equal(
            ["containerInstanceSubnetId", "subnetId"],
            network.Select(value => value.Key).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Names_build_subnet_and_proxy_size_in_the_original_form()
    {
        JumpboxSettings settings = Compiler.Settings(
            "network.containerInstanceSubnetId=",
            "buildVm.proxySize=Standard_A1_v2"
        );

        JsonObject network = (await ResourceAsync(settings))["properties"]!["vmProfile"]!["vnetConfig"]!.AsObject();

        Assert.Equal("Standard_A1_v2", (string?)network["proxyVmSize"]);
        Assert.False(network.ContainsKey("containerInstanceSubnetId"));
    }

    [Fact]
    public async Task Takes_the_base_image_at_an_exact_version() =>
        Assert.Matches(@"^24\.04\.\d{9}$", (string?)(await ResourceAsync())["properties"]!["source"]!["version"] ?? "");

    [Fact]
    public async Task Does_not_hand_over_an_image_whose_checks_failed()
    {
        JsonObject validate = (await ResourceAsync())["properties"]!["validate"]!.AsObject();

        Assert.False((bool)validate["continueDistributeOnFailure"]!);
        Assert.Equal("check", (string?)validate["inVMValidations"]![0]!["name"]);
    }

    [Fact]
    public async Task Hands_over_to_a_gallery_version_in_its_regions()
    {
        JumpboxSettings settings = Compiler.Settings(
            "image.distribute.kind=gallery",
            $"image.distribute.galleryImageId={Gallery}",
            "image.distribute.galleryVersion=1.2.3",
            "image.distribute.replicationRegions=eastus2,westeurope"
        );

        JsonObject target = (await ResourceAsync(settings))["properties"]!["distribute"]![0]!.AsObject();

        Assert.Equal($"{Gallery}/versions/1.2.3", (string?)target["galleryImageId"]);
        Assert.Equal(
            ["eastus2", "westeurope"],
            target["targetRegions"]!.AsArray().Select(region => (string?)region!["name"])
        );
    }

    [Fact]
    public async Task Accepts_a_custom_base_image()
    {
        JumpboxSettings settings = Compiler.Settings($"image.base.imageId={Gallery}/versions/3.0.0");

        Assert.Equal("SharedImageVersion", (string?)(await ResourceAsync(settings))["properties"]!["source"]!["type"]);
    }

    [Fact]
    public async Task Carries_the_tags_by_which_Sweep_finds_it() =>
        Assert.Equal(
            ["jumpbox:commit", "jumpbox:contentHash", "jumpbox:owner"],
            (await ResourceAsync())["tags"]!.AsObject().Select(tag => tag.Key).Order(StringComparer.Ordinal)
        );

    private async Task<JsonObject> ResourceAsync(JumpboxSettings? settings = null)
    {
        Prediction prediction = await compiler.PredictImageAsync(settings ?? Compiler.Settings());
        return Assert.Single(prediction.Resources);
    }
}
