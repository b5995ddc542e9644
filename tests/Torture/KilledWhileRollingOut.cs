using System.Text.Json.Nodes;
using LocalAzure.Faults;
using Pipeline.Tests;

namespace Torture.Tests;

/// <summary>
/// Rollout of the next release, killed before its requests, on the way forward and on the way back: the same command, run again, ends with the
/// machines of one release alone.
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
    public Task The_same_command_again_ends_with_the_machines_of_the_new_release_alone() => KillAsync(null, 0);

    // Its second machine is not healthy, so that a machine of the release before was deleted already and is created again.
    [Fact]
    public Task The_same_command_again_ends_with_the_machines_of_the_release_before_when_the_new_one_is_not_healthy() =>
        KillAsync("""{"rules":[{"health":"Unhealthy","path":"*/virtualMachines/1","image":"*/versions/1.0.2"}]}""", 1);

    private async Task KillAsync(string? faults, int exitCode)
    {
        string file = Path.Combine(_folder, "world.json");
        await File.WriteAllTextAsync(file, World(), TestContext.Current.CancellationToken);
        await using TortureChamber chamber = new();
        (TortureRun whole, string expected) = await EndAsync(chamber, file, faults, null);
        Assert.True(whole.ExitCode == exitCode, whole.Output);
        Assert.Equal(
            faults is not null,
            whole.Output.Contains("Going back to the revision before", StringComparison.Ordinal)
        );
        List<string> wrong = [];
        // Every seventh request: there are more than a hundred, and most of them are looks at the same state.
        foreach (int request in Enumerable.Range(1, whole.Attempts).Where(number => number % 7 == 0))
        {
            (TortureRun run, string end) = await EndAsync(chamber, file, faults, request);
            if (run.ExitCode != exitCode || end != expected)
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
        string? faults,
        int? diesBefore
    )
    {
        await using TortureWorld world = await chamber.StartInAsync(
            file,
            faults is null ? null : FaultPlan.Parse(faults)
        );
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
