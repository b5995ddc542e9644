using System.Text.Json.Nodes;
using Pipeline.Tests;

namespace Torture.Tests;

/// <summary>
/// Rollout of the next release, killed before its requests: the same command, run again, ends with the new machines alone.
/// </summary>
public sealed class KilledWhileRollingOut : IDisposable
{
    private static readonly string[] Command =
    [
        "--target=Rollout",
        .. RolloutRelease.Settings("uniform").Select(setting => $"--set={setting}"),
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
        string groups = RolloutRelease.Group[..(RolloutRelease.Group.LastIndexOf('/') + 1)];
        JsonArray resources =
        [
            new JsonObject { ["id"] = $"{groups}rg-imagebuilders-eastus2", ["location"] = "eastus2" },
            new JsonObject { ["id"] = $"{groups}rg-jumpbox-images", ["location"] = "eastus2" },
            .. RolloutRelease.Resources("1.0.1", "1.0.2"),
        ];
        return new JsonObject { ["resources"] = resources }.ToJsonString();
    }
}
