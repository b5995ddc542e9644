using System.Diagnostics;

namespace Pipeline.Tests;

/// <summary>
/// A step that an agent cancels: it sends SIGINT to the step's process, SIGTERM after 7.5 s and SIGKILL to the process tree after another
/// 2.5 s (actions/runner and microsoft/azure-pipelines-agent, ProcessInvoker.cs). What the program prints stands for these times here.
/// </summary>
public sealed class CancelledByARunner : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_program_hears_each_signal_ends_before_it_is_killed_and_the_cleanup_job_cancels_the_build_and_brings_its_log()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
        using Process step = _pipeline.StartInAStep("Build", replacesShell: true, "--speed=30");
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
        // What the next step of the job uploads.
        Assert.Contains("a signal ended this run during the image build of", _pipeline.Text("interrupted.md"));
        Assert.Contains("Customizing", _pipeline.Text("interrupted.md"));
        Assert.True(_pipeline.Has("logs/live.log"));
        RunResult cleaned = (await _pipeline.RunAsync("Cleanup", "--exclusive", "--cleanup=template")).Expect(0);
        Assert.Matches("Removed /[^\n]*/imageTemplates/", cleaned.Output);
        Assert.True(_pipeline.Has("logs/customization.log"));
        Assert.False(_pipeline.Has("image.json"));
    }

    [Fact]
    public async Task A_program_that_its_shell_keeps_from_hearing_a_signal_has_noted_what_continues_and_the_same_command_attaches()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The children of a process are read from /proc.");
        // A script of more than one command: the shell waits for the program and gets the signals alone.
        using Process step = _pipeline.StartInAStep("Build", replacesShell: false, "--speed=30");
        step.StandardInput.Close();
        await PipelineRun.SeenAsync(step, "Customizing");
        int program = int.Parse(
            (
                await File.ReadAllTextAsync(
                    $"/proc/{step.Id}/task/{step.Id}/children",
                    TestContext.Current.CancellationToken
                )
            ).Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );

        Signal(step.Id, "INT");
        Signal(step.Id, "TERM");
        // What the runner calls orphans: processes of the job that its end has left.
        Signal(program, "KILL");
        await step.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await step.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("this run was in the image build of", _pipeline.Text("interrupted.md"));
        Assert.Contains("to attach to it", _pipeline.Text("interrupted.md"));
        Assert.True(_pipeline.Has("logs/live.log"));
        (await _pipeline.RunAsync("Build")).Expect(0);
        Assert.True(_pipeline.Has("image.json"));
        Assert.False(_pipeline.Has("interrupted.md"));
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    private static void Signal(Process process, string name) => Signal(process.Id, name);

    private static void Signal(int process, string name) =>
        Process.Start("kill", [$"-{name}", $"{process}"]).WaitForExit();
}
