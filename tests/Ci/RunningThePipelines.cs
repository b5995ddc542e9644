namespace Ci.Tests;

/// <summary>
/// Both pipelines, executed: every command of ours as it is written, by a shell, in a clean clone, with the variables of its job,
/// against a LocalAzure that all jobs share; artifacts and outputs are handed on as the CI would. What cannot run here is left
/// out: the rehearsal and the sources of the lock, which need the network.
/// </summary>
public sealed class RunningThePipelines(Clone clone) : IClassFixture<Clone>
{
    private const string AzureFile = "azure-pipelines.yml";
    private const string GitHubFile = ".github/workflows/image.yml";

    public static TheoryData<string> Both => [AzureFile, GitHubFile];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Build_an_image_refuse_to_release_LocalAzures_and_clean_up(string file)
    {
        using ServedCloud cloud = await ServedCloud.StartAsync();
        using CiRun run = await RunAsync(file, cloud, (_, command) => command);

        Assert.True(run.Results["image"] == "succeeded", run.Output);
        Assert.Equal("failed", run.Results["gate"]);
        Assert.Matches(@"FAIL\s+real-cloud", run.Output);
        Assert.Equal("skipped", run.Results["release"]);
        Assert.True(run.Results["cleanup"] == "succeeded", run.Output);
        string image = run.Artifact(file == AzureFile ? "jumpbox-image" : "image");
        Assert.True(File.Exists(Path.Combine(image, "report.html")));
        Assert.True(File.Exists(Path.Combine(image, "prereqs.junit.xml")) || file == AzureFile);
        Assert.True(
            File.Exists(Path.Combine(run.Artifact(file == AzureFile ? "jumpbox-gate" : "gate"), "gate.junit.xml"))
        );
        Assert.Contains(run.Outputs, one => one.Key.EndsWith(".imageId", StringComparison.Ordinal));
        Assert.Contains(
            run.Outputs,
            one => one.Key.EndsWith(".verdict", StringComparison.Ordinal) && one.Value == "failed"
        );
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Clean_up_and_release_nothing_after_a_failed_image(string file)
    {
        using ServedCloud cloud = await ServedCloud.StartAsync();
        using CiRun run = await RunAsync(
            file,
            cloud,
            (job, command) =>
                job.Name.StartsWith("image", StringComparison.Ordinal)
                && command.Contains("--target=Logs", StringComparison.Ordinal)
                    ? command.Replace("--target=Logs", "--target=NoSuchTarget", StringComparison.Ordinal)
                    : command
        );

        Assert.Equal(
            "failed skipped skipped",
            $"{run.Results["image"]} {run.Results["gate"]} {run.Results["release"]}"
        );
        Assert.True(run.Results["cleanup"] == "succeeded", run.Output);
    }

    [Fact]
    public async Task Leave_a_long_build_running_and_attach_to_it_in_the_next_job()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=90");
        using CiRun run = await RunAsync(
            AzureFile,
            cloud,
            (_, command) => command.Replace("--detach-after=50m", "--detach-after=8s", StringComparison.Ordinal)
        );

        Assert.True(run.Results["image"] == "succeeded", run.Output);
        Assert.Equal("true", run.Outputs["image_1/LocalAzure.resumable"]);
        Assert.Equal("succeeded succeeded", $"{run.Results["image_1"]} {run.Results["image_2"]}");
        Assert.Equal("skipped", run.Results["image_5"]);
        Assert.True(Directory.Exists(run.Artifact("jumpbox-1")), run.Output);
        Assert.True(File.Exists(Path.Combine(run.Artifact("jumpbox-image"), "image.json")), run.Output);
    }

    private async Task<CiRun> RunAsync(string file, ServedCloud cloud, Func<CiJob, string, string?> change)
    {
        bool azure = file == AzureFile;
        Dictionary<string, string> chosen = new()
        {
            ["config"] = "jumpbox.json",
            ["cloud"] = "local",
            ["cleanup"] = "template",
        };
        CiRun run = new(clone.Root, azure ? new AzureDialect() : new GitHubDialect(chosen));
        await run.RunAsync(
            azure
                ? AzurePipeline.Jobs(new Dictionary<string, string> { ["cloud"] = "local" })
                : GitHubWorkflow.Jobs(file),
            (job, command) =>
                command.Contains("--target=Rehearse", StringComparison.Ordinal) ? null
                : command.Contains("--target=Check", StringComparison.Ordinal) ? change(job, command + " --offline")
                : change(job, Served(command, cloud))
        );
        return run;
    }

    private static string Served(string command, ServedCloud cloud)
    {
        string served = $" --served={cloud.ReadyFile}";
        return command
            .Replace("--cloud=local", "--cloud=local" + served, StringComparison.Ordinal)
            .Replace("--cloud=\"$CLOUD\"", "--cloud=\"$CLOUD\"" + served, StringComparison.Ordinal);
    }
}
