using System.Text.RegularExpressions;

namespace Pipeline.Tests;

/// <summary>Ctrl+C by a person: keys typed on a real terminal while an image build runs.</summary>
public sealed partial class AskedOnATerminal : IDisposable
{
    private const string CtrlC = "\x03";
    private const string Question = "Cancel the image build?";
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("y\n")]
    [InlineData("\n")]
    public async Task Yes_or_Enter_cancels_the_build_brings_its_log_home_and_takes_the_role_back(string answer)
    {
        RunResult run = await TypeAsync(("Customizing", CtrlC), (Question, answer));

        run.Expect(1);
        Assert.Contains(
            "was cancelled; its final state is Canceled. Run the same command again to build it.",
            run.Output
        );
        Assert.Matches("Removed /subscriptions/[^\n]+/roleAssignments/", run.Output);
        Assert.True(_pipeline.Has("logs/customization.log"));
    }

    [Fact]
    public async Task No_leaves_the_build_running_with_exit_code_3_and_the_same_command_attaches_to_it()
    {
        RunResult run = await TypeAsync(("Customizing", CtrlC), (Question, "n\n"));

        run.Expect(3);
        Assert.Contains("continues in the cloud; run the same command again to attach to it", run.Output);
        Assert.DoesNotContain("Removed", run.Output);
        (await _pipeline.RunAsync("Build")).Expect(0);
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    [Fact]
    public async Task Ctrl_C_as_the_answer_leaves_at_once_and_the_same_command_attaches()
    {
        RunResult run = await TypeAsync(("Customizing", CtrlC), (Question, CtrlC));

        run.Expect(130);
        Assert.Contains(
            "Exited immediately. Run the same command again to continue where this run stopped.",
            run.Output
        );
        (await _pipeline.RunAsync("Build")).Expect(0);
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    private async Task<RunResult> TypeAsync(params (string Seen, string Keys)[] talk)
    {
        RunResult run = await Terminal.RunAsync(_pipeline, "--target=Build --speed=150 --set=cleanup=role", talk);
        return run with { Output = Colours().Replace(run.Output, "") };
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Colours();
}
