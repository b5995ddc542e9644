using Build.Telemetry;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence.Report;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Terminal;

/// <summary>Shows a running image build: a live view on a terminal, otherwise one line per change.</summary>
public sealed class BuildDisplay
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(0.5);
    private readonly Screen _screen;
    private readonly IAnsiConsole _console;
    private readonly ICakeLog _log;
    private readonly TimeProvider _time;
    private readonly RunTelemetry _telemetry;

    /// <summary>Creates a display.</summary>
    /// <param name="screen">The capabilities of the screen.</param>
    /// <param name="console">The terminal.</param>
    /// <param name="log">Receives the lines, and has the verbosity.</param>
    /// <param name="time">The clock of the live view.</param>
    /// <param name="telemetry">Records the times of the phases.</param>
    internal BuildDisplay(Screen screen, IAnsiConsole console, ICakeLog log, TimeProvider time, RunTelemetry telemetry)
    {
        _telemetry = telemetry;
        _screen = screen;
        _console = console;
        _log = log;
        _time = time;
    }

    /// <summary>Follows a build to its end.</summary>
    /// <param name="moments">The polls of the build.</param>
    /// <param name="narration">Receives the state, including the final one.</param>
    /// <param name="expected">The expected duration.</param>
    internal async Task FollowAsync(
        IAsyncEnumerable<BuildMoment> moments,
        BuildNarration narration,
        BuildExpectation expected
    )
    {
        if (!_screen.Draws || _log.Verbosity < Verbosity.Normal)
        {
            await foreach (BuildMoment moment in moments)
            {
                Say(Take(narration, moment));
            }
            return;
        }
        List<string> told = [];
        try
        {
            await DrawAsync(moments, narration, expected, told);
        }
        finally
        {
            // The live view is closed; its output stays in the scrollback.
            Say(told);
        }
    }

    private async Task DrawAsync(
        IAsyncEnumerable<BuildMoment> moments,
        BuildNarration narration,
        BuildExpectation expected,
        List<string> told
    )
    {
        DateTimeOffset started = _time.GetUtcNow();
        IRenderable Draw() => BuildView.Draw(narration, _time.GetUtcNow() - Began(), expected, _console.Profile.Width);

        // A run may attach to a build that began earlier. A last run that has ended is another build's.
        DateTimeOffset Began() =>
            narration.Template?.LastRun is { IsRunning: true, Started: { } began } && began < started ? began : started;

        await _console
            .Live(Draw())
            .AutoClear(true)
            .StartAsync(async live =>
            {
                // Polls are seconds apart; the clock is updated in between.
                await using ITimer beat = _time.CreateTimer(_ => Redraw(), null, Beat, Beat);
                await foreach (BuildMoment moment in moments)
                {
                    told.AddRange(Take(narration, moment));
                    Redraw();
                }

                void Redraw() => live.UpdateTarget(Draw());
            });
    }

    private IReadOnlyList<string> Take(BuildNarration narration, BuildMoment moment)
    {
        IReadOnlyList<string> news = narration.Take(moment);
        if (narration.Phase.Length > 0)
        {
            _telemetry.Phase(narration.Phase);
        }
        return news;
    }

    private void Say(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            _log.Information("{0}", line);
        }
    }
}
