using System.Globalization;
using System.Text.Json.Nodes;

namespace Torture.Tests;

/// <summary>
/// Rollout of the next release, killed before its requests: the same command, run again, ends with the new machines alone, and of the image
/// that is not healthy with the old ones.
/// </summary>
public sealed class KilledWhileRollingOut : IDisposable
{
    private const string Own = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";
    private const string Definition =
        $"{Own}/rg-jumpbox-images/providers/Microsoft.Compute/galleries/gal/images/jumpbox";

    private static readonly string[] Command =
    [
        "--target=Rollout",
        "--set=image.distribute.kind=gallery",
        $"--set=image.distribute.galleryImageId={Definition}",
        "--set=gate.unsigned=accept",
        "--set=rollout.kind=uniform",
        "--set=rollout.resourceGroup=rg-jumpboxes",
        $"--set=rollout.subnetId={Own}/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-imagebuilder/subnets/snet-build",
        "--set=rollout.users.ops=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3Q1rOVZxYy4Gz0nq1m8o2b5vV2iYpX0k1l2m3n4o5p ops",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-rollout-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_same_command_again_ends_with_the_machines_of_the_new_release_alone()
    {
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(file, World(), TestContext.Current.CancellationToken);
        await using TortureChamber chamber = new();
        (TortureRun whole, string expected) = await EndAsync(chamber, file, null);
        Assert.True(whole.ExitCode == 0, whole.Output);
        List<string> wrong = [];
        // Every seventh request: there are more than a hundred, and most of them are looks at the same state.
        foreach (int request in Enumerable.Range(1, whole.Attempts).Where(number => number % 7 == 0))
        {
            (TortureRun run, string end) = await EndAsync(chamber, file, request);
            if (run.ExitCode != 0 || end != expected)
            {
                wrong.Add($"killed before request {request}: {end}\n{run.Output}");
            }
        }
        Assert.True(wrong.Count == 0, $"expected {expected}\n{string.Join("\n", wrong)}");
    }

    // The last run, and how many instances each scale set has; a run command that remains counts too.
    private static async Task<(TortureRun Run, string End)> EndAsync(
        TortureChamber chamber,
        string file,
        int? diesBefore
    )
    {
        await using TortureWorld world = await chamber.StartInAsync(file);
        TortureRun first = await world.RunTargetAsync([.. Command, "--image=1.0.1"], null);
        Assert.True(first.ExitCode == 0, first.Output);
        TortureRun run = await world.RunTargetAsync(Command, diesBefore);
        if (run.Died)
        {
            run = await world.RunTargetAsync(Command, null);
        }
        string[] ids =
        [
            .. world
                .Server.Snapshot()
                .ResourceIds.Where(id =>
                    id.Contains("/rg-jumpboxes/", StringComparison.OrdinalIgnoreCase)
                    && !id.Contains("/deployments/", StringComparison.OrdinalIgnoreCase)
                ),
        ];
        string sets = string.Join(
            ", ",
            ids.Where(id => id.Contains("/virtualMachineScaleSets/", StringComparison.OrdinalIgnoreCase))
                .Select(id => id.Split('/'))
                .Where(parts => parts.Length == 9)
                .Select(parts => parts[8])
                .Order(StringComparer.Ordinal)
        );
        return (run, $"{sets}: {ids.Length}");
    }

    private static string World()
    {
        const string definition =
            """{"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","architecture":"x64","identifier":{"publisher":"p","offer":"o","sku":"s"} }""";
        JsonArray resources =
        [
            Resource($"{Own}/rg-imagebuilders-eastus2", null),
            Resource($"{Own}/rg-jumpbox-images", null),
            Resource($"{Own}/rg-jumpboxes", null),
            Resource(Definition[..Definition.IndexOf("/images/", StringComparison.Ordinal)], "{}"),
            Resource(Definition, definition),
        ];
        string day = DateTimeOffset.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (string number in new[] { "1.0.1", "1.0.2" })
        {
            JsonObject version = Resource(
                $"{Definition}/versions/{number}",
                $$"""
                {"provisioningState":"Succeeded","storageProfile":{"osDiskImage":{"sizeInGB":30} },
                "publishingProfile":{"publishedDate":"{{day}}T10:00:00Z","excludeFromLatest":false,"targetRegions":[{"name":"East US 2"}]} }
                """
            );
            version["tags"] = new JsonObject
            {
                ["jumpbox:owner"] = "aks-jumpbox@rg-imagebuilders-eastus2",
                ["jumpbox:contentHash"] = new string(number[^1], 64),
                ["jumpbox:run"] = $"{day}T0{number[^1]}:00:00.0000000Z",
                ["jumpbox:released"] = $"{day}T12:00:00Z",
            };
            resources.Add(version);
        }
        return new JsonObject { ["resources"] = resources }.ToJsonString();
    }

    private static JsonObject Resource(string id, string? properties)
    {
        JsonObject resource = new() { ["id"] = id, ["location"] = "eastus2" };
        if (properties is not null)
        {
            resource["properties"] = JsonNode.Parse(properties);
        }
        return resource;
    }
}
