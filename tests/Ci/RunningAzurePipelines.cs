using System.Text.RegularExpressions;

namespace Ci.Tests;

/// <summary>azure-pipelines.yml with its templates.</summary>
/// <param name="clone">The checkout of all jobs.</param>
public sealed partial class RunningAzurePipelines(Clone clone)
    : RunningAPipeline(clone, image: "jumpbox-image-1", gate: "jumpbox-gate-1"),
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
        Assert.True(Directory.Exists(run.Artifact("jumpbox-1-1")), run.Output);
        Assert.True(File.Exists(Path.Combine(run.Artifact("jumpbox-image-1"), "image.json")), run.Output);
    }

    [Fact]
    public async Task A_rerun_of_a_failed_gate_reads_the_evidence_of_the_first_attempt_and_publishes_its_own()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=100000");
        using CiRun run = await RunAsync((job, command) => Change(job, command, gate: "NoSuchTarget"));

        await run.RerunFailedAsync(Jobs, (job, command) => Change(job, command, gate: "Gate"));

        Assert.True(File.Exists(Path.Combine(run.Artifact("jumpbox-gate-2"), "gate.json")), run.Output);
        Assert.True(File.Exists(Path.Combine(run.Artifact("jumpbox-image-1"), "image.json")), run.Output);
        Assert.DoesNotMatch("The artifact .* already exists", run.Output);

        string? Change(CiJob job, string command, string gate) =>
            job.Name is "verify" or "prereqs" or "cleanup"
                ? null
                : Served(command, cloud).Replace("--target=Gate", $"--target={gate}", StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_several_images_has_stages_artifacts_and_a_folder_of_its_own()
    {
        const string images = """
            [
              { "name": "one", "select": "--image=box-one", "folder": "artifacts/images/box-one" },
              { "name": "two", "select": "--image=box-two", "folder": "artifacts/images/box-two" }
            ]
            """;
        IReadOnlyList<CiJob> jobs = AzurePipeline.Jobs(new Dictionary<string, string> { ["cloud"] = "local" }, images);
        string[] artifacts =
        [
            .. jobs.SelectMany(job => job.Steps)
                .Select(step => step.Artifact)
                .OfType<CiArtifact>()
                .Where(artifact => artifact.Publishes)
                .Select(artifact => artifact.Name),
        ];

        Assert.Equal(artifacts.Length / 2, artifacts.Count(name => name.StartsWith("one-", StringComparison.Ordinal)));
        Assert.All(artifacts, name => Assert.EndsWith("-$(System.JobAttempt)", name));
        Assert.All(
            jobs.SelectMany(job => job.Steps)
                .Where(step => step.Command?.Contains("--cloud=", StringComparison.Ordinal) == true),
            step =>
            {
                Assert.Contains("${SELECT:+\"$SELECT\"}", step.Command);
                Assert.Matches("^--image=box-(one|two)$", step.Environment["SELECT"]);
            }
        );
    }

    private protected override IReadOnlyList<CiJob> Jobs { get; } =
        AzurePipeline.Jobs(new Dictionary<string, string> { ["cloud"] = "local" });

    private protected override ICiDialect Dialect { get; } = new AzureDialect();

    private protected override string Released(CiRun run, int attempt) => run.Artifact($"jumpbox-release-{attempt}");

    private protected override string BeforeFolder => "artifacts/.workspace/before";

    // The list of runs does not say it: the download fails.
    // The service itself looks for the branch.
    private protected override string OnLaterPages => "no-release.txt: ";

    private protected override string ExpiredArtifact => "";

    private protected override string Key(CiRun run) => Tag().Match(run.Output).Groups[1].Value;

    private protected override bool ShowsNotes(CiRun run) => Summary().IsMatch(run.Output);

    // At the beginning of a line: as the program or a shell prints it, and not in the command itself.
    [GeneratedRegex(@"^##vso\[build\.addbuildtag\](\S+)", RegexOptions.Multiline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^##vso\[task\.uploadsummary\].*release-notes\.md", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
