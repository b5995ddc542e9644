using System.Collections.Concurrent;
using System.Globalization;
using Build.Run;
using Build.Telemetry;
using Build.Terminal;
using Build.Tests.Reporting;
using Cake.Core;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Build.Tests.Steps;

public sealed class BuildWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RunTelemetry _telemetry = new();
    private readonly TestConsole _console = new();

    public void Dispose()
    {
        _console.Dispose();
        _telemetry.Dispose();
    }

    [Fact]
    public async Task A_build_is_followed_to_its_end()
    {
        await using LocalImageBuild local = await LocalImageBuild.DeployAsync();
        HeardLog log = new();
        using TestRunContext run = Run(local, log);

        BuildNarration narration = await FollowAsync(local, run, log);

        Assert.Equal(RunState.Succeeded, narration.Template!.LastRun.State);
        Assert.Contains("Customizing", log.Lines);
        Assert.True(await local.HasImageAsync());
    }

    [Fact]
    public async Task When_the_runs_time_is_over_the_build_goes_on_without_it()
    {
        await using LocalImageBuild local = await LocalImageBuild.DeployAsync();
        ActingLog log = new(() => _time.Advance(TimeSpan.FromMinutes(50)));
        using TestRunContext run = Run(local, log, ("detach-after", "50m"));

        await Assert.ThrowsAsync<DetachedException>(() => FollowAsync(local, run, log));

        Assert.NotEqual(RunState.Canceled, (await local.RunAsync()).State);
        Assert.NotEqual(RunState.None, (await local.RunAsync()).State);
    }

    [Fact]
    public async Task A_run_whose_time_was_over_before_still_begins_the_build()
    {
        await using LocalImageBuild local = await LocalImageBuild.DeployAsync();
        HeardLog log = new();
        using TestRunContext run = Run(local, log, ("detach-after", "50m"));
        _time.Advance(TimeSpan.FromHours(2));

        await Assert.ThrowsAsync<DetachedException>(() => FollowAsync(local, run, log));

        Assert.NotEqual(RunState.None, (await local.RunAsync()).State);
    }

    [Fact]
    public async Task An_interrupted_run_cancels_the_build_and_cleans_up()
    {
        await using LocalImageBuild local = await LocalImageBuild.DeployAsync();
        TestRunContext? interrupted = null;
        ActingLog log = new(() => interrupted!.Interruption.Stop());
        using TestRunContext run = Run(local, log, ("cleanup", "template"));
        local.Record.WriteTo(run.Context.Workspace.Template);
        interrupted = run;

        CakeException failure = await Assert.ThrowsAsync<CakeException>(() => FollowAsync(local, run, log));

        Assert.Contains(local.Record.TemplateName, failure.Message, StringComparison.Ordinal);
        Assert.False(await local.HasImageAsync());
        Assert.False(await local.HasTemplateAsync(), string.Join('\n', log.Lines));
    }

    private TestRunContext Run(LocalImageBuild local, ICakeLog log, params (string, string)[] arguments) =>
        new(log, arguments, _time, local.Session, local.Templates);

    private async Task<BuildNarration> FollowAsync(LocalImageBuild local, TestRunContext run, ICakeLog log)
    {
        BuildNarration narration = new(local.Record);
        BuildDisplay display = new(new Screen(false), _console, log, _time, _telemetry);
        await new BuildWatch(run.Context, display, local.Pipeline, local.Build(), local.Record).FollowAsync(
            narration,
            "Standard_D2ds_v4"
        );
        return narration;
    }

    /// <summary>A log that does something when the build is first spoken of.</summary>
    private sealed class ActingLog(Action act) : ICakeLog
    {
        private Action? _act = act;

        public Verbosity Verbosity { get; set; } = Verbosity.Normal;

        public ConcurrentQueue<string> Lines { get; } = new();

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
        {
            Lines.Enqueue(string.Format(CultureInfo.InvariantCulture, format, args));
            Interlocked.Exchange(ref _act, null)?.Invoke();
        }
    }
}
