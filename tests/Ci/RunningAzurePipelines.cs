namespace Ci.Tests;

/// <summary>azure-pipelines.yml with its templates.</summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed class RunningAzurePipelines(Clone clone)
    : RunningAPipeline(clone, image: "jumpbox-image", gate: "jumpbox-gate"),
        IClassFixture<Clone>
{
    [Fact]
    public async Task Leaves_a_long_build_running_and_attaches_to_it_in_the_next_job()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=90");
        using CiRun run = await RunAsync(
            (job, command) =>
                job.Name.StartsWith("image", StringComparison.Ordinal)
                    ? Served(command, cloud)
                        .Replace("--detach-after=50m", "--detach-after=8s", StringComparison.Ordinal)
                    : null
        );

        Assert.True(run.Results["image"] == "succeeded", run.Output);
        Assert.Equal("true", run.Outputs["image_1/LocalAzure.resumable"]);
        Assert.Equal("succeeded succeeded", $"{run.Results["image_1"]} {run.Results["image_2"]}");
        Assert.Equal("skipped", run.Results["image_5"]);
        Assert.True(Directory.Exists(run.Artifact("jumpbox-1")), run.Output);
        Assert.True(File.Exists(Path.Combine(run.Artifact("jumpbox-image"), "image.json")), run.Output);
    }

    private protected override Task<CiRun> RunAsync(Func<CiJob, string, string?> change) =>
        RunAsync(
            AzurePipeline.Jobs(new Dictionary<string, string> { ["cloud"] = "local" }),
            new AzureDialect(),
            change
        );
}
