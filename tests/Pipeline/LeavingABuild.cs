using System.Diagnostics;
using System.Text;

namespace Pipeline.Tests;

/// <summary>Signals, kills and time limits in the middle of an image build, with the real program.</summary>
public sealed class LeavingABuild : IDisposable
{
    // An image build of about twenty seconds, so that there is a middle.
    private const string Slow = "--speed=150";

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_first_signal_cancels_the_build_brings_its_log_home_takes_the_role_back_and_the_same_command_builds()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM to send.");
        RunResult stopped = await InterruptAsync("TERM", times: 1);

        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains(
            "was cancelled; its final state is Canceled. Run the same command again to build it.",
            stopped.Everything
        );
        Assert.Contains("Removed /subscriptions/", stopped.Everything);
        Assert.Contains("roleAssignments", stopped.Everything);
        Assert.True(_pipeline.Has("logs/customization.log"));
        Assert.False(_pipeline.Has("interrupted.md"));
        Assert.Contains("Stopped. Operations in progress are recorded in", stopped.Everything);
        (await _pipeline.RunAsync("Build")).Expect(0);
        Assert.True(_pipeline.Has("image.json"));
    }

    [Fact]
    public async Task The_second_signal_leaves_at_once_with_a_sentence_and_the_next_run_sees_the_build_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send.");
        RunResult left = await InterruptAsync("INT", times: 2);

        Assert.NotEqual(0, left.ExitCode);
        Assert.Contains(
            "Exited immediately. Run the same command again to continue where this run stopped.",
            left.Everything
        );
        Assert.Contains("to attach to it", _pipeline.Text("interrupted.md"), StringComparison.Ordinal);
        Assert.True(_pipeline.Has("logs/live.log"));
        (await _pipeline.RunAsync("Build")).Expect(0);
        Assert.True(_pipeline.Has("image.json"));
        Assert.False(_pipeline.Has("interrupted.md"));
    }

    [Fact]
    public async Task A_killed_run_is_continued_by_the_same_command_which_begins_no_second_build()
    {
        await _pipeline.DieInTheBuildAsync(Slow);

        RunResult next = (await _pipeline.RunAsync("Build")).Expect(0);

        Assert.Contains("Left unfinished by an earlier run: start the image build", next.Everything);
        Assert.True(_pipeline.Has("image.json"));
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    [Fact]
    public async Task A_run_whose_time_is_over_leaves_the_build_with_exit_code_3_and_the_next_one_attaches()
    {
        RunResult left = await _pipeline.RunAsync("Build", Slow, "--detach-after=1s");

        left.Expect(3);
        Assert.Contains("continues in the cloud; run the same command again to attach to it", left.Everything);
        (await _pipeline.RunAsync("Build")).Expect(0);
        Assert.True(_pipeline.Has("image.json"));
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0m")]
    [InlineData("-5m")]
    public async Task A_time_limit_that_is_no_span_is_refused(string limit) =>
        Assert.Contains(
            "Examples: 50m, 1h30m, 7d, 90s",
            (await _pipeline.RunAsync("Build", $"--detach-after={limit}")).Expect(2).Everything
        );

    private async Task<RunResult> InterruptAsync(string signal, int times)
    {
        using Process process = _pipeline.Start("Build", Slow, "--set=cleanup=role");
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        StringBuilder output = await PipelineRun.SeenAsync(process, "Customizing");
        for (int i = 0; i < times; i++)
        {
            Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        }
        output.Append(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new RunResult(process.ExitCode, output.ToString(), await errors);
    }
}
