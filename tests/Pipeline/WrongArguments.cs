namespace Pipeline.Tests;

/// <summary>Arguments that are wrong end the run with exit code 2 before anything exists, and flags mean what they say.</summary>
public sealed class WrongArguments : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("--detach-after=50")]
    [InlineData("--yes=0")]
    [InlineData("--force=maybe")]
    [InlineData("--yes=true --yes=false")]
    [InlineData("--yes maybe")]
    [InlineData("--cleanup")]
    [InlineData("--engine=qemu --local-build=rehearse")]
    [InlineData("--offline=no-such-folder --local-build=rehearse")]
    [InlineData("--detach-after=50 --exclusive")]
    public async Task Are_refused_before_anything_is_created(string arguments)
    {
        RunResult run = (await _pipeline.RunAsync("Build", arguments.Split(' '))).Expect(2);

        Assert.Contains(arguments.Split(' ')[0].Split('=')[0], run.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_pipeline.Artifacts));
    }

    [Fact]
    public async Task A_yes_that_says_false_deletes_nothing()
    {
        const string other = "--set=tools.osm=false";
        (await _pipeline.RunAsync("Build")).Expect(0);
        (await _pipeline.RunAsync("Build", other)).Expect(0);
        string[] all = [other, "--older-than=1s", "--keep=0", "--set=sweep.unattended=policy"];

        string no = (await _pipeline.RunAsync("Sweep", [.. all, "--yes=false"])).Expect(0).Output;
        string apart = (await _pipeline.RunAsync("Sweep", [.. all, "--yes", "false"])).Expect(0).Output;
        string yes = (await _pipeline.RunAsync("Sweep", [.. all, "--yes=True"])).Expect(0).Output;

        Assert.Contains("removable: 2; --yes removes them", no);
        Assert.Contains("removable: 2; --yes removes them", apart);
        Assert.Contains("Sweep: 2 removed", yes);
    }

    [Theory]
    [InlineData("--dry_run")]
    [InlineData("--what_if")]
    [InlineData("--y_es")]
    public async Task A_misspelt_dry_run_deletes_nothing(string misspelt)
    {
        RunResult run = (await _pipeline.RunAsync("Sweep", "--yes", misspelt)).Expect(2);

        Assert.Contains($"Unknown argument {misspelt}.", run.Errors);
    }

    [Fact]
    public async Task A_limit_of_three_months_is_as_good_as_none() =>
        (await _pipeline.RunAsync("Build", "--detach-after=90d")).Expect(0);
}
