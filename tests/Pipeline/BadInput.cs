namespace Pipeline.Tests;

public sealed class BadInput : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task An_unknown_target_is_named() =>
        Assert.Contains("Biuld", (await _pipeline.RunAsync("Biuld")).Expect(2).Everything);

    [Fact]
    public async Task An_unknown_argument_is_named_with_those_that_exist() =>
        Assert.Contains(
            "Unknown argument --clod",
            (await _pipeline.RunAsync("Prereqs", "--clod=azure")).Expect(2).Everything
        );

    [Fact]
    public async Task All_wrong_settings_are_named_at_once()
    {
        RunResult run = (
            await _pipeline.RunAsync(
                "Prereqs",
                "--set=image.name=No!",
                "--set=network.buildSubnetId=snet",
                "--set=buidVm.size=x"
            )
        ).Expect(2);

        Assert.Contains("3 settings are wrong", run.Everything);
        Assert.Contains("did you mean buildVm.size?", run.Everything);
    }

    [Fact]
    public async Task A_missing_settings_file_is_named_with_the_cure() =>
        Assert.Contains(
            "--config=FILE",
            (await _pipeline.RunAsync("Prereqs", "--config=none.json")).Expect(2).Everything
        );

    [Fact]
    public async Task Broken_settings_are_told_by_line_and_column()
    {
        string file = Path.Combine(_pipeline.Artifacts, "broken.json");
        await File.WriteAllTextAsync(file, "{\n  \"cloud\": local\n}", TestContext.Current.CancellationToken);

        Assert.Contains(
            "line 2, column",
            (await _pipeline.RunAsync("Prereqs", $"--config={file}")).Expect(2).Everything
        );
    }

    [Fact]
    public async Task An_artifacts_folder_that_is_a_file_is_refused_with_the_cure()
    {
        string file = Path.Combine(_pipeline.Artifacts, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        RunResult run = (await _pipeline.RunAsync("Prereqs", $"--artifacts={file}/below")).Expect(2);

        Assert.Contains("--artifacts=DIR", run.Everything);
    }

    [Fact]
    public async Task A_build_without_its_template_says_which_target_comes_first() =>
        Assert.Contains("Template", (await _pipeline.RunAsync("Build", "--exclusive")).Expect(1).Everything);
}
