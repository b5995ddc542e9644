using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>What Azure lets happen to a version of a gallery image, and what not.</summary>
public sealed class VersionsOfGalleries
{
    private const string Api = "2023-07-03";
    private const string Gallery = $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/def";
    private const string Version = $"{Definition}/versions/1.0.0";
    private const string Other = $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/images/other";

    [Theory]
    [InlineData("source", "id")]
    [InlineData("source", "virtualMachineId")]
    [InlineData("osDiskImage", "source.id")]
    public async Task Their_source_does_not_change(string where, string member)
    {
        await using BuilderWorld world = await WorldAsync();
        JsonObject before = await ReadAsync(world, Version);
        JsonObject changed = Body();
        JsonObject storage = new() { ["source"] = new JsonObject { ["id"] = BuilderWorld.ImageId } };
        storage[where] = member.Contains('.', StringComparison.Ordinal)
            ? new JsonObject { ["source"] = new JsonObject { ["id"] = Other } }
            : new JsonObject { [member] = Other };
        changed["properties"]!["storageProfile"] = storage;

        Answer answer = await world.Arm.PutAsync(Version, changed.ToJsonString(), Api);

        string property = $"galleryImageVersion.properties.storageProfile.{where}.{member}";
        Assert.Equal((409, "PropertyChangeNotAllowed"), (answer.Status, answer.Code));
        Assert.Equal($"Changing property '{property}' is not allowed.", answer.Message);
        Assert.Equal(property, (string?)answer.Json!["error"]!["target"]);
        Assert.True(JsonNode.DeepEquals(before, await ReadAsync(world, Version)));
    }

    [Fact]
    public async Task What_may_change_does_and_the_source_and_the_day_of_publication_stay()
    {
        await using BuilderWorld world = await WorldAsync();
        JsonNode before = (await ReadAsync(world, Version))["properties"]!;
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        JsonObject changed = Body();
        changed["properties"]!["publishingProfile"]!["excludeFromLatest"] = false;
        changed["properties"]!["storageProfile"] = new JsonObject();

        Answer answer = await world.Arm.PutAsync(Version, changed.ToJsonString(), Api);

        Assert.True(answer.Status == 200, answer.Text);
        JsonNode after = (await ReadAsync(world, Version))["properties"]!;
        Assert.False((bool)after["publishingProfile"]!["excludeFromLatest"]!);
        Assert.Equal(BuilderWorld.ImageId, (string?)after["storageProfile"]!["source"]!["id"]);
        Assert.Equal(
            (string?)before["publishingProfile"]!["publishedDate"],
            (string?)after["publishingProfile"]!["publishedDate"]
        );
    }

    [Fact]
    public async Task A_build_that_would_write_one_again_fails_when_it_distributes_and_leaves_it_as_it_was()
    {
        await using BuilderWorld world = await WorldAsync();
        world.Grant(BuilderWorld.ImageGroup, "Microsoft.Compute/*");
        await world.CreateAsync(p => p["distribute"] = new JsonArray(Target($"{Definition}/versions/2.0.0")));
        Assert.Equal(RunState.Succeeded, (await world.BuildAsync()).LastRun.State);
        JsonObject before = await ReadAsync(world, $"{Definition}/versions/2.0.0");

        ImageRun again = (await world.BuildAsync()).LastRun;

        Assert.Equal((RunState.Failed, "Distributing"), (again.State, again.Phase));
        Assert.Contains("Failed in distributing 1 images out of total 1", again.Message, StringComparison.Ordinal);
        Assert.Contains("PropertyChangeNotAllowed", again.Message, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(before, await ReadAsync(world, $"{Definition}/versions/2.0.0")));
    }

    [Fact]
    public async Task One_that_a_scale_set_runs_from_is_deleted_like_any_other()
    {
        await using BuilderWorld world = await WorldAsync();
        world.Put(
            $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/virtualMachineScaleSets/set",
            "Microsoft.Compute/virtualMachineScaleSets",
            new JsonObject
            {
                ["virtualMachineProfile"] = new JsonObject
                {
                    ["storageProfile"] = new JsonObject { ["imageReference"] = new JsonObject { ["id"] = Version } },
                },
            }
        );

        Assert.Equal(202, (await world.Arm.DeleteAsync(Version, Api)).Status);
        world.Clock.Advance(world.Cloud.Durations.Resource);

        Assert.Equal(404, (await world.Arm.GetAsync(Version, Api)).Status);
    }

    private static async Task<BuilderWorld> WorldAsync()
    {
        BuilderWorld world = await BuilderWorld.StartAsync();
        world.Put(Gallery, "Microsoft.Compute/galleries", []);
        world.Put(Definition, "Microsoft.Compute/galleries/images", []);
        world.Put(BuilderWorld.ImageId, "Microsoft.Compute/images", []);
        Answer made = await world.Arm.PutAsync(Version, Body().ToJsonString(), Api);
        Assert.True(made.Status == 201, made.Text);
        world.Clock.Advance(world.Cloud.Durations.Replication);
        return world;
    }

    private static async Task<JsonObject> ReadAsync(BuilderWorld world, string id) =>
        Assert.IsType<JsonObject>(await world.Session.GetAsync(id, Api, BuilderWorld.Cancel));

    private static JsonObject Body() =>
        new()
        {
            ["location"] = "eastus2",
            ["properties"] = new JsonObject
            {
                ["storageProfile"] = new JsonObject { ["source"] = new JsonObject { ["id"] = BuilderWorld.ImageId } },
                ["publishingProfile"] = new JsonObject
                {
                    ["targetRegions"] = new JsonArray(new JsonObject { ["name"] = "eastus2" }),
                    ["excludeFromLatest"] = true,
                },
            },
        };

    private static JsonObject Target(string version) =>
        new()
        {
            ["type"] = "SharedImage",
            ["galleryImageId"] = version,
            ["runOutputName"] = "out",
            ["artifactTags"] = new JsonObject(),
            ["targetRegions"] = new JsonArray(new JsonObject { ["name"] = "eastus2" }),
        };
}
