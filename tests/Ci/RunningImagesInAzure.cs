using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>azure-pipelines.yml for several images: one fails and is run again, one is left running and continued by its next job.</summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed class RunningImagesInAzure(Clone clone) : IClassFixture<Clone>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await SixImages.AddToAsync(clone);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_image_has_its_own_image_artifacts_and_reruns()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=200");
        using CiRun run = new(clone, new AzureDialect());
        CiRun? failed = null;
        foreach (string name in SixImages.Built)
        {
            CiRun one = new(clone, new AzureDialect(), run);
            await one.RunAsync(
                Jobs(name),
                (job, command) => Build(job, command, cloud, name == "box-b", name == "box-c")
            );
            failed = name == "box-b" ? one : failed;
            Assert.True(one.Results["image"] == (name == "box-b" ? "failed" : "succeeded"), one.Output);
            Assert.True(name != "box-c" || one.Results["image_2"] == "succeeded", one.Output);
        }

        await failed!.RerunFailedAsync(Jobs("box-b"), (job, command) => Build(job, command, cloud, false, false));

        Assert.True(failed.Results["image"] == "succeeded", failed.Output);
        foreach (string name in SixImages.Built)
        {
            string artifact = run.Artifact($"{Stage(name)}-image-{(name == "box-b" ? 2 : 1)}");
            JsonNode record = JsonNode.Parse(
                await File.ReadAllTextAsync(Path.Combine(artifact, "image.json"), TestContext.Current.CancellationToken)
            )!;
            Assert.Contains($"/img-{name}-", (string)record["imageId"]!);
        }
    }

    private static IReadOnlyList<CiJob> Jobs(string name) =>
        AzurePipeline.Jobs(
            new Dictionary<string, string> { ["cloud"] = "local" },
            $$"""[ { "name": "{{Stage(name)}}", "select": "--image={{name}}", "folder": "artifacts/images/{{name}}" } ]"""
        );

    private static string Stage(string name) => name.Replace('-', '_');

    private static string? Build(CiJob job, string command, ServedCloud cloud, bool fails, bool detaches) =>
        !job.Name.StartsWith("image", StringComparison.Ordinal)
        || (
            command.Contains("build.sh", StringComparison.Ordinal)
            && !command.Contains("--cloud=local", StringComparison.Ordinal)
        )
            ? null
        : fails ? command.Replace("--target=Logs", "--target=NoSuchTarget", StringComparison.Ordinal)
        : RunningAPipeline
            .Served(command, cloud)
            .Replace(
                "--detach-after=50m",
                detaches ? "--detach-after=1s" : "--detach-after=50m",
                StringComparison.Ordinal
            );
}
