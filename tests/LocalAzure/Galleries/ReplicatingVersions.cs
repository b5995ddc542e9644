using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using LocalAzure.Tests.ImageBuilder;
using static LocalAzure.Tests.Galleries.GalleryWorld;

namespace LocalAzure.Tests.Galleries;

/// <summary>How a version is copied to its regions, and what stays usable when one of them fails.</summary>
public sealed class ReplicatingVersions
{
    private const string Expand = "?$expand=ReplicationStatus";

    private static string Failing(string region) => $$"""{"rules":[{"failReplication":"{{region}}","times":1}]}""";

    [Fact]
    public async Task Each_region_has_its_own_progress_on_the_clock()
    {
        await using GalleryWorld world = await StartAsync();
        Answer started = await world.PutAsync(First, Body("eastus2", "westeurope"));

        world.Advance(world.World.Cloud.Durations.Replication * 0.75);

        JsonNode status = (await world.ReadAsync(First, Expand))["properties"]!;
        Assert.Equal("Creating", (string?)status["provisioningState"]);
        Assert.Equal("InProgress", (string?)status["replicationStatus"]!["aggregatedState"]);
        Assert.Equal(
            ["East US 2 Completed 100", "West Europe Replicating 75"],
            status["replicationStatus"]!["summary"]!
                .AsArray()
                .Select(line => $"{line!["region"]} {line["state"]} {line["progress"]}")
        );
        Assert.Equal("InProgress", (string?)(await world.EndOfAsync(started)).Json!["status"]);

        world.Advance(world.World.Cloud.Durations.Replication);

        status = (await world.ReadAsync(First, Expand))["properties"]!;
        Assert.Equal("Succeeded", (string?)status["provisioningState"]);
        Assert.Equal("Completed", (string?)status["replicationStatus"]!["aggregatedState"]);
        Assert.Equal("Succeeded", (string?)(await world.EndOfAsync(started)).Json!["status"]);
        Assert.Null((await world.ReadAsync(First))["properties"]!["replicationStatus"]);
    }

    [Fact]
    public async Task A_region_that_fails_fails_the_operation_and_leaves_the_others_usable_until_it_is_tried_again()
    {
        await using GalleryWorld world = await StartAsync(Failing("westeurope"));
        Answer started = await world.PutAsync(First, Body("eastus2", "westeurope"));
        world.Advance(world.World.Cloud.Durations.Replication);

        JsonNode ended = (await world.EndOfAsync(started)).Json!;
        Assert.Equal("Failed", (string?)ended["status"]);
        Assert.Contains("failed in one or more regions: westeurope", (string?)ended["error"]!["message"]);
        Assert.Equal("Failed", (string?)(await world.ReadAsync(First))["properties"]!["provisioningState"]);
        Assert.Equal(201, (await PutMachineAsync(world, "here", Definition, "eastus2")).Status);
        Assert.Equal(404, (await PutMachineAsync(world, "there", Definition, "westeurope")).Status);

        await world.PutAsync(First, Body("eastus2", "westeurope"));
        world.Advance(world.World.Cloud.Durations.Replication);

        Assert.Equal("Succeeded", (string?)(await world.ReadAsync(First))["properties"]!["provisioningState"]);
        Assert.Equal(201, (await PutMachineAsync(world, "there", Definition, "westeurope")).Status);
    }

    [Fact]
    public async Task A_version_has_the_size_of_its_sources_disk_and_so_has_a_copy_of_it()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0", "eastus2");
        string copy = $"{Definition}/versions/1.0.1";
        JsonObject body = JsonNode
            .Parse($$$"""{"location":"eastus2","properties":{"storageProfile":{"source":{"id":"{{{First}}}"} } } }""")!
            .AsObject();
        Assert.Equal(201, (await world.PutAsync(copy, body)).Status);
        Assert.Equal(200, (await world.PutAsync(First, Body("eastus2"))).Status);

        foreach (string version in (string[])[First, copy])
        {
            JsonNode disk = (await world.ReadAsync(version))["properties"]!["storageProfile"]!["osDiskImage"]!;
            Assert.Equal(40, (int)disk["sizeInGB"]!);
        }
    }

    [Fact]
    public async Task A_PUT_replaces_the_list_of_regions()
    {
        await using GalleryWorld world = await StartAsync();
        await world.MakeVersionAsync("1.0.0", "eastus2", "westeurope");

        Assert.Equal(200, (await world.PutAsync(First, Body("eastus2", "uksouth"))).Status);

        JsonNode profile = (await world.ReadAsync(First))["properties"]!["publishingProfile"]!;
        Assert.Equal(["eastus2", "uksouth"], profile["targetRegions"]!.AsArray().Select(one => (string?)one!["name"]));
    }

    [Fact]
    public async Task A_build_that_times_out_while_it_distributes_leaves_a_version_that_is_completed()
    {
        await using GalleryWorld world = await StartAsync();
        world.World.Grant(BuilderWorld.ImageGroup, "Microsoft.Compute/*");
        await world.World.CreateAsync(p =>
        {
            p["buildTimeoutInMinutes"] = 30;
            p["distribute"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "SharedImage",
                    ["galleryImageId"] = First,
                    ["runOutputName"] = "out",
                    ["targetRegions"] = new JsonArray(
                        new JsonObject { ["name"] = "eastus2" },
                        new JsonObject { ["name"] = "westeurope" }
                    ),
                }
            );
        });

        ImageRun run = (await world.World.BuildAsync()).LastRun;

        Assert.Equal((RunState.Failed, "Distributing"), (run.State, run.Phase));
        Assert.Contains("context deadline exceeded", run.Message, StringComparison.Ordinal);
        Assert.Equal("Creating", (string?)(await world.ReadAsync(First))["properties"]!["provisioningState"]);
        world.Advance(world.World.Cloud.Durations.Replication);
        Assert.Equal("Succeeded", (string?)(await world.ReadAsync(First))["properties"]!["provisioningState"]);
    }

    internal static Task<Answer> PutMachineAsync(GalleryWorld world, string name, string image, string region) =>
        world.Arm.PutAsync(
            $"{BuilderWorld.ImageGroup}/providers/Microsoft.Compute/virtualMachines/{name}",
            $$$"""{"location":"{{{region}}}","properties":{"storageProfile":{"imageReference":{"id":"{{{image}}}"} } } }""",
            "2024-07-01"
        );
}
