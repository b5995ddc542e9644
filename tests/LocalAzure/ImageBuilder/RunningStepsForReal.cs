using System.Collections.Concurrent;
using Jumpbox.Azure.Clients;
using Jumpbox.Evidence.Log;
using LocalAzure.Settings;

namespace LocalAzure.Tests.ImageBuilder;

/// <summary>A build whose steps a machine runs in place of the simulation.</summary>
public sealed class RunningStepsForReal
{
    private readonly ConcurrentQueue<string> _ran = new();
    private int _stopped;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_the_steps_to_one_machine_in_order_and_logs_what_it_says()
    {
        BuilderWorld world = await StartAsync(_ => 0);
        await world.CreateAsync();

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal((RunState.Succeeded, ""), (built.LastRun.State, built.LastRun.Message));
        Assert.Equal(["hello: echo hello", "second: echo second", "look: echo fine"], _ran);
        Assert.Contains("PACKER OUT     azure-arm: really hello\n", await LogAsync(world, built, "customization.log"));
        Assert.Contains("PACKER OUT ==> azure-arm: a word of look\n", await LogAsync(world, built, "validation.log"));
        // The machine is kept while its image may be started, and ends with the world.
        Assert.Equal(0, Volatile.Read(ref _stopped));
        await world.DisposeAsync();
        await StoppedAsync();
    }

    [Fact]
    public async Task Fails_the_build_with_the_step_that_failed()
    {
        await using BuilderWorld world = await StartAsync(step => step == "second" ? 3 : 0);
        await world.CreateAsync();

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal(RunState.Failed, built.LastRun.State);
        Assert.Equal(["hello: echo hello", "second: echo second"], _ran);
        CustomizationLog log = Jumpbox.Evidence.Log.CustomizationLog.Parse(
            await LogAsync(world, built, "customization.log"),
            ended: true
        );
        Assert.Equal(3, log.Failure!.ExitCode);
        await StoppedAsync();
    }

    [Fact]
    public async Task Fails_the_build_when_no_machine_can_be_started()
    {
        await using BuilderWorld world = await BuilderWorld.StartAsync(options =>
            options with
            {
                StartBuildMachine = () => throw new InvalidOperationException("no engine here"),
            }
        );
        await world.CreateAsync();

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal(RunState.Failed, built.LastRun.State);
        Assert.Contains("InternalServerError", built.LastRun.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_the_build_when_the_machine_cannot_be_had()
    {
        await using BuilderWorld world = await StartAsync(_ => throw new InvalidOperationException("no engine here"));
        await world.CreateAsync();

        ImageTemplate built = await world.BuildAsync();

        Assert.Equal(RunState.Failed, built.LastRun.State);
        Assert.Contains("no engine here", built.LastRun.Message);
        await StoppedAsync();
    }

    private Task<BuilderWorld> StartAsync(Func<string, int> exitCode) =>
        BuilderWorld.StartAsync(options =>
            options with
            {
                StartBuildMachine = () =>
                    new BuildMachine(
                        step =>
                        {
                            _ran.Enqueue($"{step.Name}: {string.Join(';', step.Inline)}");
                            step.Output($"really {step.Name}");
                            step.Error($"a word of {step.Name}");
                            return Task.FromResult(exitCode(step.Name));
                        },
                        () =>
                        {
                            Interlocked.Increment(ref _stopped);
                            return Task.CompletedTask;
                        }
                    ),
            }
        );

    // The machine is deleted beside the build, which does not wait for it.
    private async Task StoppedAsync()
    {
        for (int tries = 0; tries < 1000 && Volatile.Read(ref _stopped) == 0; tries++)
        {
            await Task.Delay(10, Cancel);
        }
        Assert.Equal(1, Volatile.Read(ref _stopped));
    }

    private static async Task<string> LogAsync(BuilderWorld world, ImageTemplate built, string name)
    {
        IReadOnlyList<StoredLog> logs = await world.Session.BuildLogs.ListStoredAsync(built.StagingGroup!, Cancel);
        string file = Path.GetTempFileName();
        try
        {
            await world.Session.BuildLogs.DownloadAsync(logs.Single(log => log.Name == name), file, Cancel);
            return await File.ReadAllTextAsync(file, Cancel);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
