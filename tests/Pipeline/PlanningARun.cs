namespace Pipeline.Tests;

public sealed class PlanningARun : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task Before_anything_is_there_everything_would_be_made_and_nothing_is()
    {
        RunResult run = (await _pipeline.RunAsync("Plan")).Expect(0);

        string[] kinds = Kinds();
        Assert.NotEmpty(kinds);
        Assert.All(kinds, kind => Assert.Equal("Create", kind));
        Assert.Contains("would be created", run.Output);
        Assert.Contains("No cost estimate", run.Output);
        Assert.Contains("| Create |", _pipeline.Text("plan.md"));
        Assert.DoesNotContain(
            await WorldListing.OfAsync(_pipeline),
            id => id.Contains("imageTemplates", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task After_a_build_nothing_would_be_changed_and_the_duration_is_that_of_the_build()
    {
        (await _pipeline.RunAsync("Build", "--cleanup=none")).Expect(0);

        RunResult run = (await _pipeline.RunAsync("Plan")).Expect(0);

        Assert.All(Kinds(), kind => Assert.Contains(kind, new[] { "NoChange", "Deploy" }));
        Assert.Contains("already exists; nothing would be deployed", run.Output);
        Assert.Matches(@"The last recorded build took \d+\.\d minutes", run.Output);
    }

    [Fact]
    public async Task Prices_of_the_settings_give_an_estimate_from_the_last_build()
    {
        (await _pipeline.RunAsync("Build", "--cleanup=none")).Expect(0);

        RunResult run = (await _pipeline.RunAsync("Plan", "--set=prices.vmHour=3600", "--set=prices.perRun=2")).Expect(
            0
        );

        Assert.Matches(@"\d+\.\d\d for \d+\.\d\d h \(perRun 2\.00, vmHour \d+\.\d\d\)", run.Output);
    }

    private string[] Kinds() =>
        [.. _pipeline.Json("plan.json")["changes"]!.AsArray().Select(change => (string)change!["kind"]!)];
}
