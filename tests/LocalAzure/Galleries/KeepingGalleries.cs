using System.Text.Json.Nodes;
using LocalAzure.Tests.ImageBuilder;
using static LocalAzure.Tests.Galleries.GalleryWorld;

namespace LocalAzure.Tests.Galleries;

/// <summary>What galleries and definitions allow: soft delete, sharing, changes, the order of deletion.</summary>
public sealed class KeepingGalleries
{
    private const string Deleted = $"{Gallery}/softDeletedArtifactTypes/Images/artifacts/def/versions";

    [Fact]
    public async Task A_gallery_and_a_definition_are_deleted_after_what_is_below_them()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");

        Assert.Equal("CannotDeleteResource", (await world.Arm.DeleteAsync(Gallery, Api)).Code);
        Assert.Equal("CannotDeleteResource", (await world.Arm.DeleteAsync(Definition, Api)).Code);
    }

    [Fact]
    public async Task A_soft_deleted_version_is_listed_keeps_its_number_and_can_be_restored_for_seven_days()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0");
        await world.MakeVersionAsync("1.0.1");
        await SoftDeleteAsync(world);
        await DeleteAsync(world, First);
        await DeleteAsync(world, $"{Definition}/versions/1.0.1");
        Assert.Equal(["1.0.0", "1.0.1"], await ListAsync(world));
        Assert.Equal(409, (await world.PutAsync(First, Body())).Status);

        Answer restored = await world.PutAsync(First, new JsonObject { ["location"] = "eastus2" });

        Assert.True(restored.Status == 201, restored.Text);
        Assert.Equal(["1.0.1"], await ListAsync(world));
        Assert.Equal(
            BuilderWorld.ImageId,
            (string?)(await world.ReadAsync(First))["properties"]!["storageProfile"]!["source"]!["id"]
        );
        world.Advance(TimeSpan.FromDays(8));
        Assert.Empty(await ListAsync(world));
    }

    [Fact]
    public async Task A_gallery_is_shared_with_subscriptions_and_tenants_only_if_it_is_made_for_groups()
    {
        await using GalleryWorld world = await StartAsync();
        const string add =
            """{"operationType":"Add","groups":[{"type":"Subscriptions","ids":["a","b"]},{"type":"AADTenants","ids":["t"]}]}""";

        Answer refused = await world.Arm.PostAsync($"{Gallery}/share", add, Api);
        await world.PutAsync(
            Gallery,
            JsonNode
                .Parse("""{"location":"eastus2","properties":{"sharingProfile":{"permissions":"Groups"}}}""")!
                .AsObject()
        );
        Answer added = await world.Arm.PostAsync($"{Gallery}/share", add, Api);
        await world.Arm.PostAsync(
            $"{Gallery}/share",
            """{"operationType":"Remove","groups":[{"type":"Subscriptions","ids":["A"]}]}""",
            Api
        );

        Assert.Equal((400, 202), (refused.Status, added.Status));
        JsonArray groups = (await world.ReadAsync(Gallery))["properties"]!["sharingProfile"]!["groups"]!.AsArray();
        Assert.Equal(["b", "t"], groups.SelectMany(group => group!["ids"]!.AsArray().Select(id => (string?)id)));
    }

    [Theory]
    [InlineData("hyperVGeneration", "\"V1\"", 409)]
    [InlineData("architecture", "\"Arm64\"", 409)]
    [InlineData("features", """[{"name":"SecurityType","value":"Standard"}]""", 409)]
    [InlineData("endOfLifeDate", "\"2020-01-01T00:00:00Z\"", 400)]
    [InlineData("recommended", """{"vCPUs":{"min":8,"max":2}}""", 400)]
    [InlineData("description", "\"new\"", 200)]
    public async Task A_definition_changes_only_where_it_may(string member, string value, int status)
    {
        await using GalleryWorld world = await StartAsync();
        JsonObject body = (await world.ReadAsync(Definition)).AsObject();
        body["properties"]!["features"] = JsonNode.Parse("""[{"name":"SecurityType","value":"TrustedLaunch"}]""");
        Assert.Equal(200, (await world.PutAsync(Definition, body)).Status);
        body["properties"]![member] = JsonNode.Parse(value);

        Assert.Equal(status, (await world.PutAsync(Definition, body)).Status);
    }

    [Fact]
    public async Task Publisher_offer_and_SKU_are_unique_in_a_gallery_and_the_name_of_a_gallery_in_its_subscription()
    {
        await using GalleryWorld world = await StartAsync();
        JsonObject body = (await world.ReadAsync(Definition)).AsObject();

        Answer definition = await world.PutAsync($"{Gallery}/images/other", body);
        Answer gallery = await world.Arm.PutAsync(
            $"{LocalArm.Subscription}/resourceGroups/rg-b/providers/Microsoft.Compute/galleries/GAL",
            """{"location":"eastus2"}""",
            Api
        );

        Assert.Contains("Choose a different publisher, offer, sku combination", definition.Message);
        Assert.Contains("is not unique within the subscription", gallery.Message);
    }

    [Fact]
    public async Task From_the_newest_version_of_the_API_a_definition_is_of_generation_2_and_supports_Trusted_Launch()
    {
        await using GalleryWorld world = await StartAsync();
        const string body =
            """{"location":"eastus2","properties":{"osType":"Linux","osState":"Generalized","identifier":{"publisher":"p","offer":"o","sku":"SKU"}}}""";

        Answer old = await world.Arm.PutAsync($"{Gallery}/images/old", body.Replace("SKU", "1"), "2023-07-03");
        Answer made = await world.Arm.PutAsync($"{Gallery}/images/new", body.Replace("SKU", "2"), "2025-03-03");

        Assert.Equal("V1", (string?)old.Json!["properties"]!["hyperVGeneration"]);
        Assert.Equal("V2", (string?)made.Json!["properties"]!["hyperVGeneration"]);
        Assert.Equal("TrustedLaunchSupported", (string?)made.Json["properties"]!["features"]![0]!["value"]);
    }

    private static async Task<IEnumerable<string?>> ListAsync(GalleryWorld world) =>
        (await world.ReadAsync(Deleted))["value"]!.AsArray().Select(one => (string?)one!["name"]);

    private static Task<Answer> SoftDeleteAsync(GalleryWorld world) =>
        world.PutAsync(
            Gallery,
            JsonNode
                .Parse("""{"location":"eastus2","properties":{"softDeletePolicy":{"isSoftDeleteEnabled":true}}}""")!
                .AsObject()
        );

    private static async Task DeleteAsync(GalleryWorld world, string id)
    {
        Assert.Equal(202, (await world.Arm.DeleteAsync(id, Api)).Status);
        world.Advance(world.World.Cloud.Durations.Resource);
    }
}
