using System.Text.Json.Nodes;

namespace Torture.Tests;

/// <summary>
/// Smoke, killed before its requests: the same command, run again, ends where an uninterrupted one does, and nothing is left.
/// </summary>
public sealed class KilledWhileBooting
{
    private static readonly string[] Smoke = ["--target=Smoke", "--exclusive", SampleSettings.Smoke];

    [Fact]
    public async Task The_same_command_again_ends_with_the_same_report_and_leaves_nothing()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await chamber.StartAsync();
        TortureRun built = await world.RunTargetAsync(["--target=Logs"], null);
        Assert.True(built.ExitCode == 0, built.Output);
        string[] before = [.. world.Server.Snapshot().ResourceIds];
        TortureRun whole = await world.RunTargetAsync(Smoke, null);
        Assert.True(whole.ExitCode == 0, whole.Output);
        string expected = await ReportAsync(world);

        List<string> wrong = [];
        // Every second request until both machines exist and the first commands run, then every seventh: there are more than a hundred.
        foreach (
            int request in Enumerable.Range(1, whole.Attempts).Where(number => number % (number <= 24 ? 2 : 7) == 0)
        )
        {
            TortureRun killed = await world.RunTargetAsync(Smoke, request);
            TortureRun again = killed.Died ? await world.RunTargetAsync(Smoke, null) : killed;
            string[] left = [.. world.Server.Snapshot().ResourceIds.Except(before, StringComparer.OrdinalIgnoreCase)];
            if (again.ExitCode != 0 || left.Length > 0 || await ReportAsync(world) != expected)
            {
                wrong.Add($"killed before request {request}: left {string.Join(", ", left)}\n{again.Output}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    // Without times, which differ.
    private static async Task<string> ReportAsync(TortureWorld world)
    {
        JsonNode report = JsonNode.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(world.Artifacts, "smoke.json"),
                TestContext.Current.CancellationToken
            )
        )!;
        return string.Join(
            '\n',
            report["checks"]!
                .AsArray()
                .Select(check => $"{check!["name"]} {check["machine"]} {check["start"]} {check["outcome"]}")
                .Order(StringComparer.Ordinal)
        );
    }
}
