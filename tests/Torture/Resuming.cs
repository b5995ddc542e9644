using LocalAzure.Faults;

namespace Torture.Tests;

/// <summary>What the run after a death says and does.</summary>
public sealed class Resuming
{
    // Longer than a new role takes to count, as every build of Azure's is.
    private static readonly TimeSpan Building = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_deployment_that_goes_on_is_attached_to_and_not_asked_for_again()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await chamber.StartAsync(building: Building);
        TortureRun dead = await world.DieAfterAsync("PUT", "/deployments/jumpbox-aks-jumpbox-identity");
        Assert.True(dead.Died, dead.Output);

        TortureRun next = await world.BuildAsync();

        Assert.True(next.ExitCode == 0, next.Output);
        Assert.Contains("Attaching to deployment jumpbox-aks-jumpbox-identity", next.Output);
        Assert.Equal(1, Count(world, "PUT", "/deployments/jumpbox-aks-jumpbox-identity"));
    }

    [Fact]
    public async Task A_build_that_failed_after_the_death_of_its_run_is_told_once_and_begun_again_only_then()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await chamber.StartAsync(
            building: Building,
            FaultPlan.Parse("""{"rules":[{"failCustomizer":"*","times":1,"exitCode":7}]}""")
        );
        TortureRun dead = await world.DieAfterAsync("POST", "/run");
        Assert.True(dead.Died, dead.Output);
        // The world's clock runs a hundred times faster.
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        TortureRun told = await world.BuildAsync();
        TortureRun again = await world.BuildAsync();

        Assert.Equal(1, told.ExitCode);
        Assert.Contains("The build started by an earlier run has ended: Failed.", told.Output);
        Assert.True(File.Exists(Path.Combine(world.Artifacts, "logs", "customization.log")));
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Equal(2, Count(world, "POST", "/run"));
    }

    [Fact]
    public async Task Without_the_journal_everything_is_still_found_by_its_names()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await chamber.StartAsync(building: TimeSpan.FromMinutes(15));
        TortureRun dead = await world.DieAfterAsync("POST", "/run");
        Assert.True(dead.Died, dead.Output);
        Directory.Delete(Path.Combine(world.Artifacts, "journal"), recursive: true);

        TortureRun next = await world.BuildAsync();

        Assert.True(next.ExitCode == 0, next.Output);
        Assert.Contains("Attaching to the running image build.", next.Output);
        Assert.Equal(1, Count(world, "POST", "/run"));
    }

    private static int Count(TortureWorld world, string method, string end) =>
        world.Server.Requests.Count(request =>
            request.Method == method && request.Path.EndsWith(end, StringComparison.Ordinal)
        );
}
