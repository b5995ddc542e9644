using System.Globalization;
using System.Text.Json.Nodes;

namespace Torture.Tests;

/// <summary>
/// Promote, Rollback, Retire and Revoke, killed before each of their requests: the same command, run again, ends where an
/// uninterrupted one does.
/// </summary>
public sealed class KilledInItsLife : IDisposable
{
    private const string Own = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups";
    private const string Theirs = "/subscriptions/77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-prod";
    private const string Gallery = $"{Own}/rg-jumpbox-images/providers/Microsoft.Compute/galleries/gal";
    private const string Definition = $"{Gallery}/images/jumpbox";
    private const string Prod = $"{Theirs}/providers/Microsoft.Compute/galleries/prod";

    private static readonly string[] Settings =
    [
        "--set=image.distribute.kind=gallery",
        $"--set=image.distribute.galleryImageId={Definition}",
        $"--set=environments.galleryImageIds.prod={Prod}/images/jumpbox",
        "--set=environments.evidence.prod=tags",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-life-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--target=Promote", "--to=prod", "--image=1.0.2")]
    [InlineData("--target=Rollback")]
    [InlineData("--target=Retire", "--image=1.0.1")]
    [InlineData("--target=Revoke", "--image=1.0.2", "--reason=a key on board")]
    public async Task The_same_command_again_ends_where_an_uninterrupted_one_does(params string[] arguments)
    {
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(file, WorldOfThreeReleases(), TestContext.Current.CancellationToken);
        string[] command = [.. arguments, .. Settings];
        await using TortureChamber chamber = new();
        (TortureRun whole, string[] expected) = await EndAsync(chamber, file, command, null);
        Assert.True(whole.ExitCode == 0, whole.Output);

        List<string> wrong = [];
        await Parallel.ForEachAsync(
            Enumerable.Range(1, whole.Attempts),
            TestContext.Current.CancellationToken,
            async (request, _) =>
            {
                (TortureRun run, string[] end) = await EndAsync(chamber, file, command, request);
                if (run.ExitCode != 0 || !end.SequenceEqual(expected))
                {
                    lock (wrong)
                    {
                        wrong.Add($"killed before request {request}: {string.Join("; ", end)}\n{run.Output}");
                    }
                }
            }
        );

        Assert.True(wrong.Count == 0, $"expected {string.Join("; ", expected)}\n{string.Join("\n", wrong)}");
    }

    // The last run, and what became of the versions.
    private static async Task<(TortureRun Run, string[] End)> EndAsync(
        TortureChamber chamber,
        string file,
        string[] command,
        int? diesBefore
    )
    {
        await using TortureWorld world = await chamber.StartInAsync(file);
        TortureRun run = await world.RunTargetAsync(command, diesBefore);
        // How often it polls differs: a run may end before its last death.
        if (run.Died)
        {
            run = await world.RunTargetAsync(command, null);
        }
        TortureRun listed = await world.RunTargetAsync(["--target=Inventory", .. Settings], null);
        Assert.True(listed.ExitCode == 0, listed.Output);
        JsonNode inventory = JsonNode.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(world.Artifacts, "inventory.json"),
                TestContext.Current.CancellationToken
            )
        )!;
        return (run, [.. inventory["images"]!.AsArray().Select(Told).Order(StringComparer.Ordinal)]);
    }

    // Without times, which differ.
    private static string Told(JsonNode? image) =>
        $"{image!["id"]} {image["stage"]} latest in [{string.Join(", ", image["latestIn"]!.AsArray())}]";

    private static string WorldOfThreeReleases()
    {
        const string definition = """
            {"osType":"Linux","osState":"Generalized","hyperVGeneration":"V2","architecture":"x64","identifier":{"publisher":"p","offer":"o","sku":"s"} }
            """;
        return $$"""
            {"subscriptions":["77777777-7d1e-4c55-9b6e-0a1b2c3d4e5f"],"resources":[
              {"id":"{{Own}}/rg-imagebuilders-eastus2","location":"eastus2"},
              {"id":"{{Own}}/rg-jumpbox-images","location":"eastus2"},
              {"id":"{{Theirs}}","location":"eastus2"},
              {"id":"{{Gallery}}","location":"eastus2","properties":{} },
              {"id":"{{Definition}}","location":"eastus2","properties":{{definition}} },
              {"id":"{{Prod}}","location":"eastus2","properties":{} },
              {"id":"{{Prod}}/images/jumpbox","location":"eastus2","properties":{{definition}} },
              {{Version("1.0.0")}},{{Version("1.0.1")}},{{Version("1.0.2")}} ]}
            """;
    }

    private static string Version(string number)
    {
        string day = DateTimeOffset.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $$"""
            {"id":"{{Definition}}/versions/{{number}}","location":"eastus2","tags":{"jumpbox:owner":"aks-jumpbox@rg-imagebuilders-eastus2",
            "jumpbox:contentHash":"{{new string(number[^1], 64)}}","jumpbox:run":"{{day}}T0{{number[
                ^1
            ]}}:00:00.0000000Z",
            "jumpbox:released":"{{day}}T12:00:00Z"},
            "properties":{"provisioningState":"Succeeded","storageProfile":{},"publishingProfile":{"publishedDate":"{{day}}T10:00:00Z",
            "excludeFromLatest":false,"targetRegions":[{"name":"East US 2"}]} } }
            """;
    }
}
