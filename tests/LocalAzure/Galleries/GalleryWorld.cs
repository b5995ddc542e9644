using System.Text.Json.Nodes;
using LocalAzure.Faults;
using LocalAzure.Tests.ImageBuilder;

namespace LocalAzure.Tests.Galleries;

/// <summary>A gallery with an image definition and a managed image to make versions from, on a clock that the test moves.</summary>
internal sealed class GalleryWorld : IAsyncDisposable
{
    public const string Api = "2024-03-03";
    public const string Gallery = $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/galleries/gal";
    public const string Definition = $"{Gallery}/images/def";
    public const string First = $"{Definition}/versions/1.0.0";

    private GalleryWorld(BuilderWorld world) => World = world;

    public BuilderWorld World { get; }

    public LocalArm Arm => World.Arm;

    public static async Task<GalleryWorld> StartAsync(string? faults = null)
    {
        BuilderWorld world = await BuilderWorld.StartAsync(options =>
            faults is null ? options : options with { Faults = FaultPlan.Parse(faults) }
        );
        GalleryWorld made = new(world);
        await made.MakeAsync(Gallery, new JsonObject());
        await made.MakeAsync(
            Definition,
            new JsonObject
            {
                ["osType"] = "Linux",
                ["osState"] = "Generalized",
                ["hyperVGeneration"] = "V2",
                ["identifier"] = new JsonObject
                {
                    ["publisher"] = "p",
                    ["offer"] = "o",
                    ["sku"] = "s",
                },
            }
        );
        made.PutImage(BuilderWorld.ImageId);
        return made;
    }

    /// <summary>A managed image that the definition takes, changed by the test.</summary>
    public void PutImage(string id, string generation = "V2", string osType = "Linux", string location = "eastus2")
    {
        World.Put(
            id,
            "Microsoft.Compute/images",
            new JsonObject
            {
                ["hyperVGeneration"] = generation,
                ["storageProfile"] = new JsonObject
                {
                    ["osDisk"] = new JsonObject
                    {
                        ["osType"] = osType,
                        ["osState"] = "Generalized",
                        ["diskSizeGB"] = 40,
                    },
                },
            }
        );
        World.Cloud.Store.Update(id, (body, _) => body["location"] = location);
    }

    /// <summary>Lets time pass; the operator signs in again, because tokens last an hour.</summary>
    public void Advance(TimeSpan time)
    {
        World.Clock.Advance(time);
        Arm.Client.DefaultRequestHeaders.Authorization = Arm.Bearer(Arm.Server.OperatorPrincipalId);
    }

    public static JsonObject Body(params string[] regions) =>
        new()
        {
            ["location"] = "eastus2",
            ["properties"] = new JsonObject
            {
                ["storageProfile"] = new JsonObject { ["source"] = new JsonObject { ["id"] = BuilderWorld.ImageId } },
                ["publishingProfile"] = new JsonObject
                {
                    ["targetRegions"] = new JsonArray([
                        .. regions.DefaultIfEmpty("eastus2").Select(name => new JsonObject { ["name"] = name }),
                    ]),
                },
            },
        };

    public Task<Answer> PutAsync(string id, JsonObject body) => Arm.PutAsync(id, body.ToJsonString(), Api);

    /// <summary>Creates a version and lets the time of its replication pass.</summary>
    public async Task MakeVersionAsync(string number, params string[] regions)
    {
        Answer answer = await PutAsync($"{Definition}/versions/{number}", Body(regions));
        Assert.True(answer.Status == 201, answer.Text);
        Advance(World.Cloud.Durations.Replication);
    }

    public async Task<JsonNode> ReadAsync(string id, string query = "") =>
        (await Arm.GetAsync(id + query, Api)).Json ?? throw new InvalidOperationException($"There is no {id}.");

    public async Task<Answer> EndOfAsync(Answer started)
    {
        string address = started.Headers["Azure-AsyncOperation"];
        return await Arm.GetAsync(new Uri(address).PathAndQuery);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private async Task MakeAsync(string id, JsonObject properties)
    {
        Answer answer = await PutAsync(id, new JsonObject { ["location"] = "eastus2", ["properties"] = properties });
        Assert.True(answer.Status == 201, answer.Text);
        Advance(World.Cloud.Durations.Resource);
    }
}
