using Jumpbox.Azure.Rollouts;
using Jumpbox.Azure.Tests.Steps;

namespace Jumpbox.Azure.Tests.Rollouts;

/// <summary>Rollouts in LocalAzure: what they create, replace, keep and refuse.</summary>
public sealed class RollingOut(CompiledTemplates templates)
{
    [Theory]
    [InlineData("machines")]
    [InlineData("uniform")]
    [InlineData("flexible")]
    public async Task A_new_release_replaces_the_machines_one_after_another_and_a_second_run_writes_nothing(string kind)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(templates, kind);
        await world.ReleaseAsync("1.0.1");
        RolloutOutcome first = await world.RunAsync();
        Assert.True(first.Trouble is null, first.Trouble);
        Assert.Equal(["1.0.1", "1.0.1"], await world.MachinesAsync());

        await world.ReleaseAsync("1.0.2");
        RolloutOutcome second = await world.RunAsync();
        Assert.True(second.Trouble is null, second.Trouble);
        Assert.Equal(["1.0.2", "1.0.2"], await world.MachinesAsync());
        Assert.Equal(["1.0.1"], second.Replaced.Select(image => image[(image.LastIndexOf('/') + 1)..]));

        string[] before = world.Resources();
        int writes = Writes(world);
        Assert.False((await world.RunAsync()).HasChanged);
        Assert.Equal(writes, Writes(world));
        Assert.Equal(before, world.Resources());
    }

    private static int Writes(RolloutWorld world) =>
        world.Life.Server.Requests.Count(request => request.Method is not ("GET" or "HEAD"));
}
