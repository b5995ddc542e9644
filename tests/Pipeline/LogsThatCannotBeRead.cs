namespace Pipeline.Tests;

/// <summary>The image counts: a log that cannot be read makes no failed build of a finished one.</summary>
public sealed class LogsThatCannotBeRead : IDisposable
{
    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Theory]
    [InlineData("""{ "answer": { "status": 409, "headers": { "x-ms-error-code": "PublicAccessNotPermitted" } } }""")]
    [InlineData("""{ "answer": { "status": 403, "headers": { "x-ms-error-code": "AuthorizationFailure" } } }""")]
    [InlineData("""{ "answer": { "status": 404, "headers": { "x-ms-error-code": "ContainerNotFound" } } }""")]
    [InlineData("""{ "answer": { "status": 200, "body": "no list of blobs" } }""")]
    public async Task A_finished_image_is_recorded_and_the_reason_noted(string storage)
    {
        string faults = await _pipeline.FaultsAsync(Rules("*/packerlogs*", storage));

        RunResult run = (await _pipeline.RunAsync("Logs", faults)).Expect(0);

        Assert.Contains("created and verified; recorded in", run.Output);
        Assert.Contains("The build log could not be downloaded: ", run.Everything);
        Assert.True(_pipeline.Has("image.json"));
        Assert.True(_pipeline.Has("provenance.json"));
        Assert.NotEqual("", (string?)_pipeline.Json("logs/no-log.json")["reason"]);
        Assert.Contains("logs/no-log.json", _pipeline.Text("provenance.json"));
    }

    [Theory]
    [InlineData("Build")]
    [InlineData("Logs")]
    public async Task The_same_command_later_brings_the_log(string target)
    {
        string faults = await _pipeline.FaultsAsync(Rules("*/packerlogs*", """{ "answer": { "status": 409 } }"""));
        (await _pipeline.RunAsync(target, faults)).Expect(0);
        string image = (string)_pipeline.Json("image.json")["imageId"]!;

        RunResult later = (await _pipeline.RunAsync(target)).Expect(0);

        Assert.Contains("already built", later.Output);
        Assert.Equal(image, (string?)_pipeline.Json("image.json")["imageId"]);
        Assert.True(_pipeline.Has("logs/customization.log"));
        Assert.False(_pipeline.Has("logs/no-log.json"));
        Assert.Equal(1, _pipeline.StartedBuilds);
    }

    [Fact]
    public async Task The_log_of_an_earlier_build_is_not_taken_for_that_of_this_one()
    {
        Directory.CreateDirectory(Path.Combine(_pipeline.Artifacts, "logs"));
        await File.WriteAllTextAsync(
            Path.Combine(_pipeline.Artifacts, "logs/customization.log"),
            "PACKER OUT     azure-arm: jumpbox: step of-an-earlier-build\n",
            TestContext.Current.CancellationToken
        );
        string faults = await _pipeline.FaultsAsync(Rules("*/packerlogs*", """{ "answer": { "status": 409 } }"""));

        (await _pipeline.RunAsync("Build", faults)).Expect(0);

        Assert.False(_pipeline.Has("logs/customization.log"));
        Assert.True(_pipeline.Has("logs/no-log.json"));
    }

    [Fact]
    public async Task A_failed_build_is_told_as_such_although_its_log_cannot_be_read()
    {
        string faults = await _pipeline.FaultsAsync(
            """
            { "rules": [
              { "failCustomizer": "install-tools", "exitCode": 7 },
              { "path": "*/packerlogs*", "answer": { "status": 409, "headers": { "x-ms-error-code": "PublicAccessNotPermitted" } } }
            ] }
            """
        );

        RunResult run = (await _pipeline.RunAsync("Build", faults, "--cleanup=role")).Expect(1);

        Assert.Contains("ended as Failed", run.Everything);
        Assert.Contains("No log is available: ", run.Everything);
        Assert.Contains("PublicAccessNotPermitted", run.Everything);
        Assert.Contains("Cleanup at level", run.Output);
    }

    [Fact]
    public async Task The_gate_does_not_pass_without_a_log_and_says_why_there_is_none()
    {
        string faults = await _pipeline.FaultsAsync(
            Rules(
                "*/packerlogs*",
                """{ "answer": { "status": 409, "headers": { "x-ms-error-code": "PublicAccessNotPermitted" } } }"""
            )
        );
        (await _pipeline.RunAsync("Logs", faults)).Expect(0);

        RunResult gate = (await _pipeline.RunAsync("Gate", "--exclusive")).Expect(1);

        string rule = gate
            .Everything.Split('\n')
            .First(line => line.Contains("in-vm-checks", StringComparison.Ordinal));
        Assert.StartsWith("FAIL", rule);
        Assert.Contains("are unknown: ", rule);
        Assert.Contains("PublicAccessNotPermitted", rule);
    }

    private static string Rules(string path, string action) =>
        $$"""{ "rules": [ { "path": "{{path}}", {{action.Trim()[1..^1]}} } ] }""";
}
