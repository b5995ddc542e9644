using Build.Telemetry;
using Build.Terminal;
using Cake.Core.Diagnostics;
using Jumpbox.Azure.ImageBuilds;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

public sealed class ShowingABuild : IDisposable
{
    private readonly HeardLog _log = new();
    private readonly TestConsole _console = new TestConsole().Interactive().EmitAnsiSequences().Width(60);

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

        Assert.Contains("Customizing  0:00 (last time 31:00)", _console.Output, StringComparison.Ordinal);
        Assert.Contains("step 1 of 2: harden-sshd", _console.Output, StringComparison.Ordinal);
        Assert.Contains("jumpbox: hello", _console.Output, StringComparison.Ordinal);
        Assert.Equal(["Customizing", "  step 1 of 2: harden-sshd"], _log.Lines);
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

        _console.Write(BuildView.Draw(narration, TimeSpan.FromMinutes(75), null, width: 60));

        Assert.Equal(3, _console.Lines.Count);
        Assert.Contains("Customizing  1:15:00", _console.Lines[0], StringComparison.Ordinal);
    }

    private Task FollowAsync(bool draws, params BuildMoment[] moments) =>
        new BuildDisplay(new Screen(draws), _console, _log, TimeProvider.System, _telemetry).FollowAsync(
            Moments.Stream(moments),
            new BuildNarration(Moments.Record),
            TimeSpan.FromMinutes(31)
        );
}
