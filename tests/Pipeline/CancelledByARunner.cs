using System.Diagnostics;

namespace Pipeline.Tests;

/// <summary>
/// A step that GitHub's runner cancels: it sends SIGINT to the step's process, SIGTERM after 7.5 s and SIGKILL after another 2.5 s
/// (actions/runner, ProcessInvoker.cs). What the program prints stands for these times here.
/// </summary>
public sealed class CancelledByARunner : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_program_hears_each_signal_ends_before_it_is_killed_and_the_cleanup_job_cancels_the_build_and_brings_its_log()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        using Process step = _pipeline.StartInAStep("Build", "--speed=30");
        step.StandardInput.Close();
        await PipelineRun.SeenAsync(step, "Customizing");

        Signal(step, "INT");
        while (
            await step.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
            && !line.Contains("Stopping gracefully", StringComparison.Ordinal)
        ) { }
        Signal(step, "TERM");
        // Drained, so that the program can end.
        Task<string> output = step.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string errors = await step.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await step.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("Exited immediately. Run the same command again", errors);
        Assert.Equal(128 + 15, step.ExitCode);
        await output;
        RunResult cleaned = (await _pipeline.RunAsync("Cleanup", "--exclusive", "--cleanup=template")).Expect(0);
        Assert.Matches("Removed /[^\n]*/imageTemplates/", cleaned.Output);
        Assert.True(_pipeline.Has("logs/customization.log"));
        Assert.False(_pipeline.Has("image.json"));
    }

    private static void Signal(Process process, string name) =>
        Process.Start("kill", [$"-{name}", $"{process.Id}"]).WaitForExit();
}
