using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Evidence;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Tests;

public sealed class ReleasingAnImage
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-jumpbox-images";
    private const string Managed = $"{Group}/providers/Microsoft.Compute/images/img-1";
    private const string Definition = $"{Group}/providers/Microsoft.Compute/galleries/gal/images/jumpbox";
    private const string Version = $"{Definition}/versions/1.0.0";
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_managed_image_gets_the_tag_and_keeps_the_others()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);

        string said = await new ImageRelease(world.Session).MarkAsync(Record(Managed), Now, Cancel);

        Assert.Contains("is released", said, StringComparison.Ordinal);
        Image image = (await world.Session.Images.GetAsync(ResourceId.Parse(Managed), Cancel))!;
        Assert.Equal("2026-11-27T09:00:00Z", image.Tags[TagNames.Released]);
        Assert.Equal("ours", image.Tags[TagNames.Owner]);
    }

    [Fact]
    public async Task A_second_release_keeps_the_date_of_the_first()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);
        ImageRelease release = new(world.Session);
        await release.MarkAsync(Record(Managed), Now, Cancel);

        string said = await release.MarkAsync(Record(Managed), Now.AddDays(3), Cancel);

        Assert.Contains("already released on 2026-11-27T09:00:00Z", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gallery_version_becomes_the_latest_and_keeps_its_regions()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);

        await new ImageRelease(world.Session).MarkAsync(Record(Version), Now, Cancel);

        GalleryVersion version = (await world.Session.GalleryVersions.GetAsync(ResourceId.Parse(Version), Cancel))!;
        Assert.False(version.ExcludedFromLatest);
        Assert.Equal(["eastus2", "westeurope"], version.Regions);
        Assert.Equal("2026-11-27T09:00:00Z", version.Tags[TagNames.Released]);
    }

    [Fact]
    public async Task A_VHD_takes_no_mark()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);

        Assert.Contains(
            "cannot be tagged",
            await new ImageRelease(world.Session).MarkAsync(Record("https://127.0.0.1/vhds/a.vhd"), Now, Cancel),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_image_that_is_gone_is_not_released()
    {
        await using LocalWorld world = await LocalWorld.StartAsync();

        EvidenceException failure = await Assert.ThrowsAsync<EvidenceException>(() =>
            new ImageRelease(world.Session).MarkAsync(Record(Managed), Now, Cancel)
        );
        Assert.Contains(Managed, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contentHash")]
    [InlineData("run")]
    public async Task An_image_that_another_build_has_overwritten_since_the_verdict_is_not_marked(string tag)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);
        await world.Session.Tags.AddAsync(
            ResourceId.Parse(Version),
            new Dictionary<string, string> { [$"jumpbox:{tag}"] = "another" },
            Cancel
        );

        EvidenceException failure = await Assert.ThrowsAsync<EvidenceException>(() =>
            new ImageRelease(world.Session).MarkAsync(Record(Version), Now, Cancel)
        );

        Assert.Contains("another", failure.Message, StringComparison.Ordinal);
        GalleryVersion version = (await world.Session.GalleryVersions.GetAsync(ResourceId.Parse(Version), Cancel))!;
        Assert.True(version.ExcludedFromLatest);
        Assert.DoesNotContain(TagNames.Released, version.Tags.Keys);
    }

    [Theory]
    [InlineData(Managed, "revoked")]
    [InlineData(Version, "revoked")]
    [InlineData(Version, "withdrawn")]
    [InlineData(Version, "retired")]
    public async Task What_was_taken_back_since_the_verdict_is_not_marked(string image, string tag)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(World);
        await world.Session.Tags.AddAsync(
            ResourceId.Parse(image),
            new Dictionary<string, string> { [$"jumpbox:{tag}"] = "2026-11-27T08:00:00Z" },
            Cancel
        );

        EvidenceException failure = await Assert.ThrowsAsync<EvidenceException>(() =>
            new ImageRelease(world.Session).MarkAsync(Record(image), Now, Cancel)
        );

        Assert.Contains($"was {tag} on 2026-11-27T08:00:00Z", failure.Message, StringComparison.Ordinal);
        IReadOnlyDictionary<string, string> tags = (
            await world.Session.Tags.GetAsync(ResourceId.Parse(image), Cancel)
        )!;
        Assert.DoesNotContain(TagNames.Released, tags.Keys);
        Assert.True(
            (await world.Session.GalleryVersions.GetAsync(ResourceId.Parse(Version), Cancel))!.ExcludedFromLatest
        );
    }

    [Fact]
    public async Task What_is_no_image_is_not_marked()
    {
        const string network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet";
        await using LocalWorld world = await LocalWorld.StartAsync(
            World.Replace(
                "{\"resources\":[",
                $$"""{"resources":[{"id":"{{network}}","location":"eastus2","tags":{ {{Marks}} },"properties":{"addressSpace":{"addressPrefixes":["10.0.0.0/16"]} } },""",
                StringComparison.Ordinal
            )
        );

        EvidenceException failure = await Assert.ThrowsAsync<EvidenceException>(() =>
            new ImageRelease(world.Session).MarkAsync(Record(network), Now, Cancel)
        );

        Assert.Contains("not an image", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            TagNames.Released,
            (await world.Session.Tags.GetAsync(ResourceId.Parse(network), Cancel))!.Keys
        );
    }

    [Theory]
    [InlineData(Managed)]
    [InlineData(Version)]
    public async Task The_releasers_role_is_enough_to_release(string image)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(WorldOf("pipeline-role-releaser.json"));

        Assert.Contains(
            "is released",
            await new ImageRelease(world.Session).MarkAsync(Record(image), Now, Cancel),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(Managed)]
    [InlineData(Version)]
    public async Task The_builders_role_can_mark_nothing(string image)
    {
        await using LocalWorld world = await LocalWorld.StartAsync(WorldOf("pipeline-role-builder.json"));

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            new ImageRelease(world.Session).MarkAsync(Record(image), Now, Cancel)
        );
        AzureFailure tag = await Assert.ThrowsAsync<AzureFailure>(() =>
            world.Session.Tags.AddAsync(
                ResourceId.Parse(image),
                new Dictionary<string, string> { [TagNames.Released] = "now" },
                Cancel
            )
        );

        Assert.Equal((403, 403), (failure.Status, tag.Status));
        Assert.True(
            (await world.Session.GalleryVersions.GetAsync(ResourceId.Parse(Version), Cancel))!.ExcludedFromLatest
        );
        Assert.DoesNotContain(
            TagNames.Released,
            (await world.Session.Tags.GetAsync(ResourceId.Parse(image), Cancel))!.Keys
        );
    }

    [Fact]
    public async Task An_image_without_the_tag_of_its_run_is_released_on_the_word_of_the_gate()
    {
        await using LocalWorld world = await LocalWorld.StartAsync(
            World.Replace($",\"jumpbox:run\":\"{TagNames.RunOf(Now)}\"", "", StringComparison.Ordinal)
        );

        Assert.Contains(
            "is released",
            await new ImageRelease(world.Session).MarkAsync(Record(Version), Now, Cancel),
            StringComparison.Ordinal
        );
    }

    // The operator is no owner, and has the role of that file alone.
    private static string WorldOf(string role)
    {
        const string subscription = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
        const string definition =
            $"{subscription}/providers/Microsoft.Authorization/roleDefinitions/3f0c1a52-7d1e-4c55-9b6e-000000000001";
        JsonNode file = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", role)))!;
        JsonObject world = JsonNode.Parse(World)!.AsObject();
        world["in"] = "empty";
        world["operatorIsOwner"] = false;
        world["resources"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["id"] = definition,
                    ["properties"] = new JsonObject
                    {
                        ["roleName"] = "Tested",
                        ["type"] = "CustomRole",
                        ["assignableScopes"] = new JsonArray(subscription),
                        ["permissions"] = new JsonArray(new JsonObject { ["actions"] = file["Actions"]!.DeepClone() }),
                    },
                }
            );
        world["resources"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["id"] =
                        $"{subscription}/providers/Microsoft.Authorization/roleAssignments/3f0c1a52-7d1e-4c55-9b6e-000000000002",
                    ["properties"] = new JsonObject
                    {
                        ["roleDefinitionId"] = definition,
                        ["principalId"] = "0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4",
                        ["principalType"] = "User",
                    },
                }
            );
        return world.ToJsonString();
    }

    private static string Marks =>
        $"\"jumpbox:contentHash\":\"{new string('a', 64)}\",\"jumpbox:run\":\"{TagNames.RunOf(Now)}\"";

    private static string World =>
        $$$$"""
            {"resources":[{"id":"{{{{Group}}}}","location":"eastus2"},
            {"id":"{{{{Managed}}}}","location":"eastus2","tags":{"jumpbox:owner":"ours",{{{{Marks}}}}},"properties":{"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"} } } },
            {"id":"{{{{Group}}}}/providers/Microsoft.Compute/galleries/gal","location":"eastus2","properties":{} },
            {"id":"{{{{Definition}}}}","location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","identifier":{"publisher":"p","offer":"o","sku":"s"} } },
            {"id":"{{{{Version}}}}","location":"eastus2","tags":{ {{{{Marks}}}} },"properties":{"storageProfile":{"source":{"id":"{{{{Managed}}}}"} },
            "publishingProfile":{"excludeFromLatest":true,"targetRegions":[{"name":"eastus2"},{"name":"westeurope"}]} } }]}
            """;

    internal static ImageRecord Record(string image) =>
        new()
        {
            Cloud = "azure",
            Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f",
            Location = "eastus2",
            TemplateId = "",
            TemplateName = "imgt-1",
            ContentHash = new string('a', 64),
            ImageId = image,
            ImageState = "Succeeded",
            RunState = "Succeeded",
            BaseImage = new RecordedBaseImage("Canonical", "ubuntu-24_04-lts", "server", "24.04.202609040"),
            Tools = [],
            LockDigest = "",
            Commit = "",
            Dirty = false,
            Started = Now,
            Finished = Now,
            RunOutputs = [],
            Checks = [],
        };
}
