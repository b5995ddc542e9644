using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>The workflow for several images, with the one that it calls for each: six images, of which one fails and is run again.</summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed class RunningImagesInGitHub(Clone clone) : IClassFixture<Clone>, IAsyncLifetime
{
    private static readonly IReadOnlyList<CiJob> Each = GitHubWorkflow.Jobs(".github/workflows/image.yml");

    public async ValueTask InitializeAsync() => await SixImages.AddToAsync(clone);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Six_are_listed_one_fails_the_others_have_images_and_its_rerun_repeats_it_alone()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=100000");
        using CiRun run = await VerifyAsync("");
        Assert.True(run.Results["verify"] == "succeeded", run.Output);
        string[] listed = [.. Listed(run).Select(image => (string)image!["image"]!)];
        Assert.Equal(SixImages.Names, listed);

        List<string> built = [];
        CiRun? failed = null;
        foreach (JsonNode? image in Listed(run).Where(image => SixImages.Built.Contains((string)image!["image"]!)))
        {
            string name = (string)image!["chosen"]!;
            CiRun one = new(clone, Dialect(run, name), run);
            await one.RunAsync(Each, (job, command) => Build(job, command, cloud, name == "box-b"));
            (failed, built) = name == "box-b" ? (one, built) : (failed, [.. built, name]);
            Assert.True(one.Results["image"] == (name == "box-b" ? "failed" : "succeeded"), one.Output + run.Output);
        }

        Assert.Equal("failed skipped skipped", Jobs(failed!));
        foreach (string name in built)
        {
            JsonNode record = JsonNode.Parse(
                await File.ReadAllTextAsync(
                    Path.Combine(run.Artifact($"{name}-image-1"), "image.json"),
                    TestContext.Current.CancellationToken
                )
            )!;
            Assert.Contains($"/img-{name}-", (string)record["imageId"]!);
        }
        await failed!.RerunFailedAsync(Each, (job, command) => Build(job, command, cloud, fails: false));
        Assert.True(failed.Results["image"] == "succeeded", failed.Output);
        Assert.True(File.Exists(Path.Combine(run.Artifact("box-b-image-2"), "image.json")));
        Assert.True(
            File.Exists(Path.Combine(run.Artifact("box-b-image-2"), "lock-check.json")),
            "The first attempt's evidence is read again."
        );
    }

    [Fact]
    public async Task A_cancelled_job_and_one_that_dies_between_build_and_upload_are_run_again_with_artifacts_of_their_own()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=100000");
        using CiRun run = await VerifyAsync("box-*");
        using CiRun cancelled = new(clone, Dialect(run, "box-c"), run);
        using CiRun lost = new(clone, Dialect(run, "box-d"), run);

        await cancelled.RunAsync(
            Each,
            (job, command) =>
                Build(job, command, cloud, fails: false)
                    ?.Replace("exec ", "exec timeout --signal=INT 0.5 ", StringComparison.Ordinal)
        );
        await lost.RunAsync(
            Each,
            (job, command) =>
                Build(job, command, cloud, fails: false) is { } build
                    ? build.Replace("exec ", "", StringComparison.Ordinal) + " && kill -KILL $$"
                    : null
        );

        Assert.Equal("failed skipped skipped", Jobs(cancelled));
        Assert.Equal("failed skipped skipped", Jobs(lost));
        Assert.False(Directory.Exists(run.Artifact("box-d-image-1")));
        foreach (CiRun again in (CiRun[])[cancelled, lost])
        {
            await again.RerunFailedAsync(Each, (job, command) => Build(job, command, cloud, fails: false));
            Assert.True(again.Results["image"] == "succeeded", again.Output);
        }
        Assert.True(File.Exists(Path.Combine(run.Artifact("box-c-image-2"), "image.json")));
        Assert.True(File.Exists(Path.Combine(run.Artifact("box-d-image-2"), "image.json")));
    }

    [Fact]
    public async Task A_pattern_chooses_images()
    {
        using CiRun run = await VerifyAsync("box-*");

        Assert.Equal(["box-a", "box-b", "box-c", "box-d"], Listed(run).Select(image => (string)image!["image"]!));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_fails_before_any_image()
    {
        using CiRun run = await VerifyAsync("bx-a");

        Assert.Equal("failed", run.Results["verify"]);
        Assert.Contains("Did you mean box-a?", run.Output);
    }

    [Fact]
    public void Only_the_build_of_an_image_waits_for_another_and_none_that_waits_is_cancelled()
    {
        JsonNode workflow = Yaml.ReadFile(".github/workflows/image.yml");
        Assert.Null(workflow["concurrency"]);
        Assert.Equal(
            ["image"],
            workflow["jobs"]!.AsObject().Where(job => job.Value!["concurrency"] is not null).Select(job => job.Key)
        );
        JsonNode group = workflow["jobs"]!["image"]!["concurrency"]!;
        Assert.Equal("max", (string?)group["queue"]);
        Assert.Equal("false", (string?)group["cancel-in-progress"]);
        Assert.Contains("${{ inputs.image }}", (string?)group["group"]);
    }

    private async Task<CiRun> VerifyAsync(string pattern)
    {
        CiRun run = new(
            clone,
            new GitHubDialect(
                new Dictionary<string, string>
                {
                    ["config"] = "jumpbox.json",
                    ["images"] = pattern,
                    ["cloud"] = "local",
                }
            )
        );
        await run.RunAsync(
            [.. GitHubWorkflow.Jobs(".github/workflows/images.yml").Where(job => job.Steps.Count > 0)],
            (_, command) =>
                command.Contains("--target=Check", StringComparison.Ordinal) ? $"{command} --offline"
                : command.Contains("--target=Images", StringComparison.Ordinal) ? command
                : null
        );
        return run;
    }

    private static JsonArray Listed(CiRun run) => JsonNode.Parse(run.Outputs["verify/images"])!.AsArray();

    // As the job "image" of the calling workflow passes them.
    private static GitHubDialect Dialect(CiRun caller, string image) =>
        new(
            new Dictionary<string, string>
            {
                ["config"] = "jumpbox.json",
                ["image"] = image,
                ["verified"] = caller.Outputs["verify/artifact"],
                ["cloud"] = "local",
                ["cleanup"] = "template",
            }
        );

    // The gate of a simulated build and its clean-up are the other tests'.
    private static string? Build(CiJob job, string command, ServedCloud cloud, bool fails) =>
        job.Name != "image" || !command.Contains("--target=Logs", StringComparison.Ordinal) ? null
        : fails ? command.Replace("--target=Logs", "--target=NoSuchTarget", StringComparison.Ordinal)
        : RunningAPipeline.Served(command, cloud);

    private static string Jobs(CiRun run) => $"{run.Results["image"]} {run.Results["gate"]} {run.Results["release"]}";
}
