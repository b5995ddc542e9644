using Build.Telemetry;
using Build.Terminal;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.ImageBuilds;
using Jumpbox.Evidence.Report;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

public sealed class ShowingABuild : IDisposable
{
    private readonly HeardLog _log = new();
    private readonly TestConsole _console = new TestConsole().Interactive().EmitAnsiSequences().Width(80);

    private static readonly BuildExpectation Expected = new(TimeSpan.FromMinutes(31), 3);
    private readonly RunTelemetry _telemetry = new();

    public void Dispose()
    {
        _telemetry.Dispose();
        _console.Dispose();
    }

    [Fact]
    public async Task Without_a_terminal_each_change_is_a_line_and_nothing_is_drawn()
    {
        await FollowAsync(draws: false, Moments.Poll("Customizing", Moments.Step("jumpbox: hello")));

        Assert.Equal(["Customizing", "  step 1 of 2: harden-sshd"], _log.Lines);
        Assert.Empty(_console.Output);
    }

    [Fact]
    public async Task A_terminal_shows_phase_time_step_and_last_line_and_keeps_the_changes_afterwards()
    {
        await FollowAsync(draws: true, Moments.Poll("Customizing", Moments.Step("jumpbox: hello")));

        Assert.Contains(
            "Customizing  0:00, about 31 min left, as in the last 3 builds",
            _console.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("step 1 of 2: harden-sshd", _console.Output, StringComparison.Ordinal);
        Assert.Contains("jumpbox: hello", _console.Output, StringComparison.Ordinal);
        Assert.Equal(["Customizing", "  step 1 of 2: harden-sshd"], _log.Lines);
    }

    [Fact]
    public async Task What_Azure_calls_a_phase_is_drawn_as_text()
    {
        await FollowAsync(draws: true, Moments.Poll("Cust\u001b]0;title\u0007omi\u202ezing\r"));

        Assert.Contains("Customizing", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("title", _console.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', _console.Output);
        Assert.DoesNotContain('\u0007', _console.Output);
    }

    [Fact]
    public async Task Where_only_errors_are_wanted_nothing_is_drawn()
    {
        _log.Verbosity = Verbosity.Quiet;

        await FollowAsync(draws: true, Moments.Poll("Customizing"));

        Assert.Empty(_console.Output);
    }

    [Fact]
    public void A_long_line_takes_one_row()
    {
        BuildNarration narration = new(Moments.Record);
        narration.Take(Moments.Poll("Customizing", Moments.Step(new string('x', 200))));

        _console.Write(BuildView.Draw(narration, TimeSpan.FromMinutes(75), Expected, width: 60));

        Assert.Equal(3, _console.Lines.Count);
        Assert.Contains("Customizing  1:15:00", _console.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_distributes_the_line_says_so_and_when_the_end_is_expected()
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 27, 10, 0, 0, TimeSpan.Zero));

        await new BuildDisplay(new Screen(true), _console, _log, time, _telemetry).FollowAsync(
            Timed(time),
            new BuildNarration(Moments.Record),
            Expected
        );

        Assert.Contains("Validating  9:00, about 22 min left", _console.Output, StringComparison.Ordinal);
        string last = _console.Output[_console.Output.IndexOf("Distributing", StringComparison.Ordinal)..];
        Assert.Contains(
            "Distributing  19:00, about 12 min left, as in the last 3 builds",
            last,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Distributing  34:00, longer than the last 3 builds, about 31 min",
            last,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("validation 1 of 1", last, StringComparison.Ordinal);
        Assert.DoesNotContain("jumpbox: hello", last, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_that_is_being_cancelled_is_not_in_the_phase_that_it_interrupts()
    {
        BuildNarration narration = new(Moments.Record);
        narration.Take(Moments.Poll("Customizing"));

        Assert.Equal(["Canceling"], narration.Take(Moments.Poll("Customizing", RunState.Canceling, null)));
    }

    // The run attaches nine minutes after the build began.
    private static async IAsyncEnumerable<BuildMoment> Timed(FakeTimeProvider time)
    {
        DateTimeOffset began = time.GetUtcNow() - TimeSpan.FromMinutes(9);
        yield return Moments.Poll("Validating", RunState.Running, began, Moments.Step("jumpbox: hello"));
        time.Advance(TimeSpan.FromMinutes(10));
        yield return Moments.Poll("Distributing", RunState.Running, began, Moments.Step("jumpbox: hello"));
        time.Advance(TimeSpan.FromMinutes(15));
        await Task.Yield();
        yield return Moments.Poll("Distributing", RunState.Running, began);
    }

    private Task FollowAsync(bool draws, params BuildMoment[] moments) =>
        new BuildDisplay(new Screen(draws), _console, _log, TimeProvider.System, _telemetry).FollowAsync(
            Moments.Stream(moments),
            new BuildNarration(Moments.Record),
            Expected
        );
}
