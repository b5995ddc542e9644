namespace Ci.Tests;

/// <summary>
/// Both pipelines, executed: every command of ours as it is written, by a shell, in a clean clone, on LocalAzure. What cannot
/// run here is left out: the tests themselves, and the sources of the lock, which need the network.
/// </summary>
public sealed class RunningThePipelines(Clone clone) : IClassFixture<Clone>
{
    private static readonly Dictionary<string, string> Local = new() { ["cloud"] = "local" };

    public static TheoryData<string> Both => ["azure-pipelines.yml", ".github/workflows/image.yml"];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Build_an_image_refuse_to_release_LocalAzures_and_clean_up(string file)
    {
        CiRun run = await RunAsync(file, (_, command) => command);

        Assert.True(run.Results["image"] == "succeeded", run.Output);
        Assert.Equal("failed", run.Results["gate"]);
        Assert.Contains("FAIL real-cloud", run.Output);
        Assert.Equal("skipped", run.Results["release"]);
        Assert.True(run.Results["cleanup"] == "succeeded", run.Output);
        Assert.True(File.Exists(Path.Combine(clone.Root, "artifacts/report.html")));
        Assert.True(File.Exists(Path.Combine(clone.Root, "artifacts/gate.junit.xml")));
        string outputs = Path.Combine(clone.Root, "artifacts/step-outputs");
        string told = run.Output + (File.Exists(outputs) ? File.ReadAllText(outputs) : "");
        Assert.Matches("imageId(;isOutput=true]|=)/subscriptions/[^\n]+/images/img-aks-jumpbox-[0-9a-f]{12}\n", told);
        Assert.Matches("verdict(;isOutput=true]|=)failed\n", told);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Clean_up_and_release_nothing_after_a_failed_image(string file)
    {
        CiRun run = await RunAsync(
            file,
            (job, command) =>
                job.Name == "image" && command.Contains("--target=Logs", StringComparison.Ordinal)
                    ? command.Replace("--target=Logs", "--target=NoSuchTarget", StringComparison.Ordinal)
                    : command
        );

        Assert.Equal(
            "failed skipped skipped",
            $"{run.Results["image"]} {run.Results["gate"]} {run.Results["release"]}"
        );
        Assert.True(run.Results["cleanup"] == "succeeded", run.Output);
    }

    private async Task<CiRun> RunAsync(string file, Func<CiJob, string, string> change)
    {
        clone.Empty();
        bool github = file.EndsWith("image.yml", StringComparison.Ordinal);
        Dictionary<string, string?> variables = new()
        {
            [github ? "GITHUB_ACTIONS" : "TF_BUILD"] = "true",
            ["GITHUB_OUTPUT"] = Path.Combine(clone.Root, "artifacts/step-outputs"),
            ["CONFIG"] = "jumpbox.json",
            ["CLOUD"] = "local",
            ["CLEANUP"] = "template",
            ["FORCE"] = "",
            ["GITHUB_STEP_SUMMARY"] = Path.Combine(clone.Root, "artifacts/step-summary.md"),
            ["NO_COLOR"] = "1",
        };
        CiRun run = new(clone.Root, variables);
        await run.RunAsync(
            github ? GitHubWorkflow.Jobs(file) : AzurePipeline.Jobs(Local),
            (job, command) =>
                command.Contains("--target=Test", StringComparison.Ordinal) ? null
                : command.Contains("--target=Check", StringComparison.Ordinal) ? change(job, command + " --offline")
                : change(job, command)
        );
        return run;
    }
}
