using LocalAzure.Faults;

namespace Torture.Tests;

/// <summary>What <c>buildVm.attempts</c> does after a build that failed.</summary>
public sealed class BeginningAgain
{
    [Fact]
    public async Task A_build_without_a_machine_for_it_is_begun_again_by_the_policy()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await StartAsync(
            chamber,
            "AllocationFailed: Allocation failed. We do not have sufficient capacity for the requested VM size in this region."
        );

        TortureRun run = await world.RunTargetAsync(["--target=Build", "--set=buildVm.attempts=2"], null);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Attempt 1 of 2 failed for a reason that passes (", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, world.Server.Requests.Count(Judge.IsRun));
    }

    [Theory]
    [InlineData("AllocationFailed: Allocation failed. We do not have sufficient capacity in this region.", 1)]
    [InlineData("RequestDisallowedByPolicy: Resource 'pkrvm' was disallowed by policy.", 5)]
    [InlineData("Nobody has seen this before.", 5)]
    public async Task Without_the_policy_or_a_reason_that_passes_it_is_not(string message, int attempts)
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await StartAsync(chamber, message);

        TortureRun run = await world.RunTargetAsync(["--target=Build", $"--set=buildVm.attempts={attempts}"], null);

        Assert.True(run.ExitCode == 1, run.Output);
        Assert.True(world.Server.Requests.Count(Judge.IsRun) == 1, run.Output);
        Assert.Equal(attempts > 1, run.Output.Contains("The build is not started again: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_size_has_no_capacity_the_next_attempt_has_the_next_size()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, FullSizes, TestContext.Current.CancellationToken);
            await using TortureChamber chamber = new();
            await using TortureWorld world = await chamber.StartInAsync(file);

            TortureRun run = await world.RunTargetAsync(["--target=Build", .. Sizes], null);

            Assert.True(run.ExitCode == 0, run.Output);
            Assert.Contains("starting the build again with size Standard_D2s_v5 in 60 s", run.Output);
            Assert.Contains("starting the build again with size Standard_D2ds_v5 in 60 s", run.Output);
            Assert.Contains(
                "\"vmSize\": \"Standard_D2ds_v5\"",
                await File.ReadAllTextAsync(
                    Path.Combine(world.Artifacts, "image.json"),
                    TestContext.Current.CancellationToken
                )
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static readonly string[] Sizes =
    [
        "--set=buildVm.attempts=3",
        "--set=buildVm.fallbackSizes=Standard_D2s_v5,Standard_D2ds_v5",
    ];

    private const string FullSizes = """
        {
          "resources": [],
          "sizes": [
            {"name": "Standard_D2ds_v4", "family": "standardDDSv4Family", "cores": 2, "full": true, "generations": "V1,V2"},
            {"name": "Standard_D2s_v5", "family": "standardDSv5Family", "cores": 2, "full": true, "generations": "V1,V2"},
            {"name": "Standard_D2ds_v5", "family": "standardDDSv5Family", "cores": 2, "generations": "V1,V2"}
          ]
        }
        """;

    private static Task<TortureWorld> StartAsync(TortureChamber chamber, string message) =>
        chamber.StartAsync(
            TimeSpan.FromSeconds(5),
            FaultPlan.Parse($$"""{"rules":[{"failBuild":{"phase":"Building","message":"{{message}}"},"times":1}]}""")
        );
}
