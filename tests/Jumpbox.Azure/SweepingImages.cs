using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using static Jumpbox.Azure.Tests.SweptWorld;

namespace Jumpbox.Azure.Tests;

/// <summary>Which images a sweep takes: never one that something uses.</summary>
public sealed class SweepingImages
{
    private const string Managed =
        $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/images/img-aks-jumpbox-0123456789ab";
    private const string Gallery = $"{PaperWorlds.ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string Version = $"{Definition}/versions/1.0.0";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_image_that_nothing_uses_goes_and_the_last_good_one_stays()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World(Image, Newer));

        Assert.Equal([Managed], Removed(await SweepAsync(world)));
    }

    [Fact]
    public async Task The_only_good_image_of_another_region_stays()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(
                Image.Replace("\"location\":\"eastus2\"", "\"location\":\"westeurope\"", StringComparison.Ordinal),
                Newer
            )
        );

        LeftOver image = Assert.Single(await PlanAsync(world), thing => thing.Id == Managed);

        Assert.Equal("it is the last good one in westeurope", image.Stays);
    }

    [Fact]
    public async Task An_image_that_is_not_ours_is_not_even_listed()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Image.Replace(Owner, "theirs@rg", StringComparison.Ordinal))
        );

        Assert.Empty(await SweeperOf(world).ReadAsync(Current, Cancel));
    }

    [Fact]
    public async Task An_image_that_carries_our_tag_under_a_name_of_somebody_else_is_listed_and_stays()
    {
        string theirs = Managed.Replace("img-aks-jumpbox-0123456789ab", "img-production", StringComparison.Ordinal);
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Image.Replace(Managed, theirs, StringComparison.Ordinal))
        );

        LeftOver image = Assert.Single(await PlanAsync(world));

        Assert.Equal(theirs, image.Id);
        Assert.Equal("it has the pipeline's tag, but its name does not follow the pipeline's naming", image.Stays);
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("scale set")]
    [InlineData("gallery version")]
    public async Task An_image_that_something_uses_stays(string user)
    {
        (string id, string json) = Using(user, Managed);
        await using LocalWorld world = await LocalWorld.StartAsync(World(Image, json));

        LeftOver image = Assert.Single(await PlanAsync(world), thing => thing.Id == Managed);

        Assert.Equal($"{id} uses it", image.Stays, ignoreCase: true);
    }

    [Theory]
    [InlineData("machine")]
    [InlineData("scale set")]
    [InlineData("gallery version")]
    public async Task An_image_that_came_into_use_after_it_was_listed_stays(string user)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(Image, Newer, Using("gallery version", "").Json)
        );
        LeftOver image = Assert.Single(await PlanAsync(world), thing => thing.Id == Managed);
        Assert.Null(image.Stays);
        (string id, string json) = Using(user, Managed);
        string put = json[json.LastIndexOf($"{{\"id\":\"{id}\"", StringComparison.Ordinal)..];
        await world.SendAsync(
            HttpMethod.Put,
            $"{id}?api-version={(user == "gallery version" ? ApiVersions.Galleries : ApiVersions.Compute)}",
            put
        );

        CleanedItem left = Assert.Single(
            await SweeperOf(world).RemoveAsync([image], Rules, Later, Current, _ => Task.CompletedTask, Cancel)
        );

        Assert.Equal(CleanedOutcome.Left, left.Outcome);
        Assert.Contains("uses it", left.Reason, StringComparison.Ordinal);
        Assert.NotNull(await world.Session.Images.GetAsync(ResourceId.Parse(Managed), Cancel));
    }

    [Theory]
    [InlineData(Version)]
    [InlineData(Definition)]
    public async Task A_gallery_version_stays_when_a_machine_uses_it_or_the_definition_it_belongs_to(string used)
    {
        const string theirImage =
            $"{Subscription}/resourceGroups/rg-machines/providers/Microsoft.Compute/images/source";
        await using LocalWorld world = await LocalWorld.StartAsync(
            World(
                Image.Replace(Managed, theirImage, StringComparison.Ordinal),
                Using("gallery version", theirImage).Json,
                Using("machine", used).Json
            )
        );

        LeftOver version = Assert.Single(
            await PlanAsync(
                world,
                "image.distribute.kind=gallery",
                $"image.distribute.galleryImageId={Definition}",
                "image.distribute.galleryVersion=2.0.0"
            )
        );

        Assert.Equal(Version, version.Id);
        Assert.Contains("/virtualMachines/vm uses it", version.Stays, StringComparison.Ordinal);
    }

    private static string Image =>
        $$$$"""
            {"id":"{{{{Managed}}}}","location":"eastus2","tags":{"{{{{TagNames.Owner}}}}":"{{{{Owner}}}}"},"properties":{"hyperVGeneration":"V2","storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"} } } }
            """;

    // What a world lists later was made later.
    private static string Newer => Image.Replace("0123456789ab", "fedcba987654", StringComparison.Ordinal);

    private static (string Id, string Json) Using(string user, string image)
    {
        string compute = $"{Subscription}/resourceGroups/rg-machines/providers/Microsoft.Compute";
        string profile = $$$$"""{"imageReference":{"id":"{{{{image}}}}"} }""";
        return user switch
        {
            "machine" => (
                $"{compute}/virtualMachines/vm",
                $$$$"""{"id":"{{{{compute}}}}/virtualMachines/vm","location":"eastus2","properties":{"storageProfile":{{{{profile}}}} } }"""
            ),
            "scale set" => (
                $"{compute}/virtualMachineScaleSets/set",
                $$$$"""{"id":"{{{{compute}}}}/virtualMachineScaleSets/set","location":"eastus2","properties":{"virtualMachineProfile":{"storageProfile":{{{{profile}}}} } } }"""
            ),
            _ => (Version, $"{GalleryJson}{(image.Length == 0 ? "" : "," + VersionJson(image))}"),
        };
    }

    private static string GalleryJson =>
        $$$$"""
            {"id":"{{{{Gallery}}}}","location":"eastus2","properties":{} },
            {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} } }
            """;

    private static string VersionJson(string image) =>
        $$$$"""
            {"id":"{{{{Version}}}}","location":"eastus2","tags":{"{{{{TagNames.Owner}}}}":"{{{{Owner}}}}"},"properties":{"storageProfile":{"source":{"id":"{{{{image}}}}"} },"publishingProfile":{"targetRegions":[{"name":"eastus2"}]} } }
            """;
}
