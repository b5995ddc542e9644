using System.Text.Json.Nodes;

namespace Pipeline.Tests;

/// <summary>One image name in two regions of one subscription: each has its builder, and they do not get in each other's way.</summary>
public sealed class TwoRegions : IDisposable
{
    private const string Network =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-westeurope/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets";

    private static readonly string[] Other =
    [
        "--set=location=westeurope",
        "--set=resourceGroups.builder=rg-imagebuilders-westeurope",
        "--set=resourceGroups.image=rg-jumpbox-images-westeurope",
        $"--set=network.buildSubnetId={Network}/snet-build",
        $"--set=network.containerInstanceSubnetId={Network}/snet-containers",
    ];

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("managedImage")]
    // Another form of image has another role, so that the second region deploys roles too.
    [InlineData("vhd")]
    public async Task Both_build_and_the_first_one_builds_again(string form)
    {
        (await _pipeline.RunAsync("Build")).Expect(0);
        JsonObject first = _pipeline.Json("image.json");

        (await _pipeline.RunAsync("Build", [.. Other, $"--set=image.distribute.kind={form}"])).Expect(0);
        JsonObject second = _pipeline.Json("image.json");
        (await _pipeline.RunAsync("Build", "--force")).Expect(0);

        Assert.Equal(("eastus2", "westeurope"), ((string?)first["location"], (string?)second["location"]));
        Assert.NotEqual((string?)first["imageId"], (string?)second["imageId"]);
        Assert.Equal($"{first["imageId"]}-2", (string?)_pipeline.Json("image.json")["imageId"]);
    }
}
