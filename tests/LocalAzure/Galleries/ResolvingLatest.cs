using System.Text.Json.Nodes;
using LocalAzure.Tests.ImageBuilder;
using static LocalAzure.Tests.Galleries.GalleryWorld;

namespace LocalAzure.Tests.Galleries;

/// <summary>Which version a machine gets that names only the image definition.</summary>
public sealed class ResolvingLatest
{
    [Fact]
    public async Task It_is_the_highest_number_and_not_the_newest()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("2026.11.1");
        await world.MakeVersionAsync("1.10.0");
        await world.MakeVersionAsync("1.9.0");

        Assert.Equal("2026.11.1", await ExactAsync(world, "a", "eastus2"));
    }

    [Fact]
    public async Task A_version_that_is_excluded_or_not_replicated_to_the_region_does_not_count()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0", "eastus2", "westeurope");
        await world.MakeVersionAsync("2.0.0");
        await world.MakeVersionAsync("3.0.0");
        JsonObject excluded = Body();
        excluded["properties"]!["publishingProfile"]!["excludeFromLatest"] = true;
        await world.PutAsync($"{Definition}/versions/3.0.0", excluded);

        Assert.Equal("2.0.0", await ExactAsync(world, "a", "eastus2"));
        Assert.Equal("1.0.0", await ExactAsync(world, "b", "westeurope"));
    }

    [Theory]
    [InlineData(true, false, "1.0.0")]
    [InlineData(false, true, null)]
    public async Task The_exclusion_of_the_region_wins_over_that_of_the_version(
        bool whole,
        bool region,
        string? expected
    )
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");
        JsonObject body = Body();
        JsonNode profile = body["properties"]!["publishingProfile"]!;
        profile["excludeFromLatest"] = whole;
        profile["targetRegions"]![0]!["excludeFromLatest"] = region;
        await world.PutAsync(First, body);

        Assert.Equal(expected, await ExactAsync(world, "a", "eastus2"));
    }

    [Fact]
    public async Task Without_any_version_the_machine_is_refused()
    {
        await using GalleryWorld world = await StartAsync();

        Answer answer = await ReplicatingVersions.PutMachineAsync(world, "a", Definition, "eastus2");

        Assert.Equal(404, answer.Status);
        Assert.Contains("There is no latest image version exists for", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scale_set_resolves_it_again_with_each_change_and_a_machine_does_not()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");
        await ExactAsync(world, "a", "eastus2");
        await ScaleSetAsync(world);
        await world.MakeVersionAsync("1.0.1");

        Assert.Equal("1.0.1", await ScaleSetAsync(world));
        Assert.Equal(
            "1.0.0",
            (string?)
                (await world.Arm.GetAsync(MachineId("a"), "2024-07-01")).Json!["properties"]!["storageProfile"]![
                    "imageReference"
                ]!["exactVersion"]
        );
    }

    private static async Task<string?> ExactAsync(GalleryWorld world, string name, string region) =>
        (string?)
            (await ReplicatingVersions.PutMachineAsync(world, name, Definition, region))
                .Json!["properties"]
                ?["storageProfile"]!["imageReference"]!["exactVersion"];

    private static async Task<string?> ScaleSetAsync(GalleryWorld world)
    {
        Answer answer = await world.Arm.PutAsync(
            $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/set",
            $$$"""{"location":"eastus2","properties":{"virtualMachineProfile":{"storageProfile":{"imageReference":{"id":"{{{Definition}}}"} } } } }""",
            "2024-07-01"
        );
        return (string?)
            answer.Json!["properties"]!["virtualMachineProfile"]!["storageProfile"]!["imageReference"]!["exactVersion"];
    }

    private static string MachineId(string name) =>
        $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/virtualMachines/{name}";
}
