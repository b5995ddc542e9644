namespace Pipeline.Tests;

/// <summary>A file of fault rules in <c>docs/failures/rehearsals</c> shows a whole run with the failure.</summary>
public sealed class RehearsingAFailure : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_run_ends_with_the_known_failure_its_cause_and_its_cure()
    {
        const string file = "docs/failures/rehearsals/curl-http-404.json";

        RunResult run = (await _pipeline.RunAsync("Build", $"--faults={file}")).Expect(1);

        Assert.Contains(
            "Known failure curl-http-404: The file is not at this address",
            run.Everything,
            StringComparison.Ordinal
        );
        Assert.Contains("Run the target Check, then Update", run.Everything, StringComparison.Ordinal);
    }
}
