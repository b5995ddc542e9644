namespace Pipeline.Tests;

/// <summary>Cake's own options on the real program: they answer, and leave nothing behind.</summary>
public sealed class AskingTheProgram : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("--dryrun", "5. Build")]
    [InlineData("--tree", "└─Gate")]
    [InlineData("--description", "Creates the builder's two least-privilege roles")]
    [InlineData("--help", "--local-build")]
    [InlineData("--version", "7.0.0")]
    public async Task An_option_that_asks_is_answered_and_leaves_nothing(string option, string expected)
    {
        RunResult run = (await _pipeline.RunProcessAsync("Build", option)).Expect(0);

        Assert.Contains(expected, run.Output);
        Assert.Empty(Directory.GetFileSystemEntries(_pipeline.Artifacts));
    }

    [Fact]
    public async Task Its_help_names_the_wrapper_and_no_assembly()
    {
        string help = (await _pipeline.RunAsync("Build", "--help")).Expect(0).Output;

        Assert.StartsWith("USAGE: ./build.sh --target=NAME", help);
        Assert.DoesNotContain("Build.dll", help);
    }

    [Fact]
    public async Task Without_a_target_the_targets_are_listed_each_with_the_command_to_type() =>
        Assert.Matches(
            @"\./build\.sh --target=Prereqs\s+Checks settings",
            (await _pipeline.RunProcessAsync("Default")).Expect(0).Output
        );
}
