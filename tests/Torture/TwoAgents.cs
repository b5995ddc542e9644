using LocalAzure.Faults;

namespace Torture.Tests;

public sealed class TwoAgents
{
    [Fact]
    public async Task A_template_that_another_agent_failed_to_make_in_the_same_moment_is_made_again()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld world = await chamber.StartAsync(
            building: TimeSpan.FromMinutes(1),
            FaultPlan.Parse(
                """
                {"rules":[{"method":"PUT","path":"*/deployments/jumpbox-aks-jumpbox-image","times":1,"answer":{"status":409,"body":
                {"error":{"code":"DeploymentFailed","message":"At least one resource deployment operation failed.","details":[
                {"code":"Conflict","message":"Update/Upgrade of image templates is currently not supported."}]}}}}]}
                """
            )
        );

        TortureRun run = await world.BuildAsync();

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("someone else", run.Output);
    }

    [Fact]
    public async Task Two_agents_at_the_same_time_end_with_one_image_that_was_built_once()
    {
        await using TortureChamber chamber = new();
        await using TortureWorld first = await chamber.StartAsync(building: TimeSpan.FromMinutes(3));
        await using TortureWorld second = first.SecondAgent();

        TortureRun[] runs = await Task.WhenAll(Task.Run(() => first.BuildAsync()), Task.Run(() => second.BuildAsync()));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
        Assert.Equal(
            1,
            first.Server.Requests.Count(request => Judge.IsRun(request) && request.Status is >= 200 and < 300)
        );
        Assert.Single(
            first.Server.Snapshot().ResourceIds,
            id => id.Contains("/Microsoft.Compute/images/", StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(
            new[] { first, second },
            world => Assert.True(File.Exists(Path.Combine(world.Artifacts, "image.json")))
        );
    }
}
