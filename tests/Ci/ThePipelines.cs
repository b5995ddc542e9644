using System.IO.Compression;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Build.Refreshing;
using Cake.Frosting;
using Jumpbox.Evidence;
using Jumpbox.Tools;
using NJsonSchema;

namespace Ci.Tests;

public sealed partial class ThePipelines
{
    private const string Refresh = ".github/workflows/refresh.yml";

    private static readonly string[] Workflows =
    [
        .. Directory
            .GetFiles(Repository.PathOf(".github/workflows"), "*.yml")
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    // Reading it takes seconds.
    private static readonly Lazy<Task<JsonSchema>> Schema = new(ReadSchemaAsync);

    private static readonly IReadOnlyList<CiJob> Azure = AzurePipeline.Jobs(
        new Dictionary<string, string> { ["force"] = "true" }
    );

    public static TheoryData<string> PipelineFiles =>
        [
            "azure-pipelines.yml",
            .. Directory
                .GetFiles(Repository.PathOf("pipelines"), "*.yml")
                .Select(path => Path.GetRelativePath(Repository.Root, path)),
        ];

    [Theory]
    [MemberData(nameof(PipelineFiles))]
    public async Task Keep_to_the_published_schema_of_Azure_Pipelines(string file)
    {
        JsonSchema schema = await Schema.Value;

        Assert.Empty(schema.Validate(Expanded(Yaml.ReadFile(file))!.ToJsonString()).Select(error => error.ToString()));
    }

    // The schema is for what the service sees after it has expanded ${{ each … }} and ${{ if … }}.
    private static JsonNode? Expanded(JsonNode? node) =>
        node switch
        {
            // Of a task alone, the schema knows this member as a value, and not as text.
            JsonObject one => new JsonObject(
                one.Select(pair =>
                    KeyValuePair.Create(
                        pair.Key,
                        pair.Key == "continueOnError" && one.ContainsKey("task")
                            ? JsonValue.Create(bool.Parse((string)pair.Value!))
                            : Expanded(pair.Value)
                    )
                )
            ),
            JsonArray many => new JsonArray([
                .. many.SelectMany(item =>
                    item is JsonObject { Count: 1 } each
                    && each.Single() is var (key, items)
                    && key.StartsWith("${{ ", StringComparison.Ordinal)
                        ? items!.AsArray().Select(Expanded)
                        : [Expanded(item)]
                ),
            ]),
            _ => node?.DeepClone(),
        };

    [Theory]
    [InlineData("stages:\n  - stag: Verify\n    jobs: []\n")]
    [InlineData("steps:\n  - task: DownloadPipelineArtifact@2\n    inputs:\n      artefactName: x\n")]
    public async Task Are_held_by_a_schema_that_refuses_bad_files(string bad)
    {
        JsonSchema schema = await Schema.Value;

        Assert.NotEmpty(schema.Validate(Yaml.Read(bad).ToJsonString()));
    }

    [Fact]
    public void Call_only_targets_and_arguments_that_exist()
    {
        string[] targets =
        [
            .. typeof(Build.Run.BuildContext)
                .Assembly.GetTypes()
                .Select(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name ?? ""),
        ];
        string[] known = [.. Build.Arguments.CommandLine.All.Select(argument => argument.Name), "target", "exclusive"];
        IEnumerable<string> commands = Azure
            .Concat(AzurePipeline.JobsWithoutStages("pipelines/weekly.yml"))
            .Concat(AzurePipeline.JobsWithoutStages("pipelines/refresh.yml"))
            .Concat(AzurePipeline.JobsWithoutStages("pipelines/suite.yml"))
            .Concat(Workflows.SelectMany(GitHubWorkflow.Jobs))
            .SelectMany(job => job.Steps)
            .Select(step => step.Command ?? "")
            .Where(command => command.Contains("./build.sh", StringComparison.Ordinal));

        Assert.All(
            commands,
            command =>
            {
                Assert.Contains(Target().Match(command).Groups[1].Value, targets);
                Assert.All(Argument().Matches(command), argument => Assert.Contains(argument.Groups[1].Value, known));
            }
        );
    }

    [Fact]
    public void Run_the_makers_tests_in_the_makers_pipelines_alone()
    {
        string[] makers = [".github/workflows/suite.yml", "pipelines/suite.yml"];

        Assert.All(
            Workflows.Concat(PipelineFiles.Select(file => file.Data)),
            file =>
                Assert.Equal(
                    makers.Contains(file),
                    File.ReadAllText(Repository.PathOf(file)).Contains("--target=Test", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Verify_pins_plan_and_steps_before_anything_else_in_both_CIs() =>
        Assert.All(
            (IReadOnlyList<CiJob>[])[Azure, GitHubWorkflow.Jobs(".github/workflows/image.yml")],
            jobs =>
                Assert.Equal(
                    ["Check", "Plan", "Rehearse"],
                    jobs[0]
                        .Steps.Select(step => Target().Match(step.Command ?? "").Groups[1].Value)
                        .Where(name => name.Length > 0)
                )
        );

    [Fact]
    public void Scan_and_start_what_was_built_before_it_is_attested_and_published_in_both_CIs()
    {
        CiStep[] steps =
        [
            .. GitHubWorkflow.Jobs(".github/workflows/image.yml").Single(job => job.Name == "image").Steps,
        ];
        int logs = Array.FindIndex(steps, Builds);

        Assert.Contains("./build.sh --target=Scan --where-set ", steps[logs + 1].Command);
        Assert.Contains("./build.sh --target=Smoke --exclusive ", steps[logs + 2].Command);
        Assert.Equal("attest", steps[logs + 3].Id);
        string[] azure = [.. Azure.SelectMany(job => job.Steps).Where(Builds).Select(step => step.Command!)];
        Assert.NotEmpty(azure);
        // Exit code 3 of Logs means that the build continues, and then there is nothing to scan or to start.
        Assert.All(
            azure,
            command =>
                Assert.Matches(
                    @"--target=Logs [^|&]*&& \./build\.sh --target=Scan --where-set [^|&]*&& \./build\.sh --target=Smoke --exclusive [^|&]*\|\| \[ \$\? = 3 \]",
                    command
                )
        );
    }

    private static bool Builds(CiStep step) =>
        step.Command?.Contains("--target=Logs", StringComparison.Ordinal) is true;

    [Fact]
    public void Publish_evidence_file_by_file_and_nothing_else() =>
        Assert.All(
            // The proposal of refresh.yml is no evidence.
            Azure.Concat(Workflows.Except([Refresh]).SelectMany(GitHubWorkflow.Jobs)).SelectMany(job => job.Steps),
            step =>
                Assert.Empty(
                    (step.Artifact is { Publishes: true } published ? published.Paths : [])
                        .Select(OfOneImage)
                        .Except(EvidenceFiles.Published.Select(name => $"artifacts/{name}"))
                )
        );

    [Fact]
    public void Propose_the_lock_with_its_reports_and_nothing_else_in_both_CIs() =>
        Assert.All(
            (IReadOnlyList<CiJob>[])
                [GitHubWorkflow.Jobs(Refresh), AzurePipeline.JobsWithoutStages("pipelines/refresh.yml")],
            jobs =>
            {
                string[] paths =
                [
                    .. jobs.SelectMany(job => job.Steps)
                        .Where(step => step.Artifact is { Publishes: true })
                        .SelectMany(step => step.Artifact!.Paths)
                        .Select(path => path.Replace("./", "", StringComparison.Ordinal)),
                ];
                Assert.Contains(ToolLock.DefaultPath, paths);
                Assert.Contains($"artifacts/{Proposal.Changes}", paths);
                Assert.Contains($"artifacts/{Proposal.Plan}", paths);
                Assert.Contains($"artifacts/{Proposal.Rehearsal}", paths);
                Assert.All(paths, path => Assert.Matches(@"\.md$|lock(-check)?\.json$", path));
                // Who writes to the repository has no identity in Azure.
                Assert.Empty(jobs.Single(job => job.Name == "propose").Connections);
                Assert.Equal("", jobs.Single(job => job.Name == "propose").ProtectedBy);
            }
        );

    [Fact]
    public void Replace_the_shell_of_a_step_by_the_program_so_that_the_runners_signals_reach_it() =>
        Assert.All(
            Workflows
                .SelectMany(GitHubWorkflow.Jobs)
                .SelectMany(job => job.Steps)
                .Select(step => step.Command ?? "")
                .Where(command => command.StartsWith("./build.sh", StringComparison.Ordinal)),
            command => Assert.Fail($"'{command}' does not begin with exec.")
        );

    [Fact]
    public void Publish_all_evidence_of_an_image_in_both_CIs()
    {
        string[] wanted =
        [
            .. EvidenceFiles.Listed.Append(EvidenceFiles.Provenance).Select(name => $"artifacts/{name}"),
        ];

        Assert.All(
            (IReadOnlyList<CiJob>[])[Azure, GitHubWorkflow.Jobs(".github/workflows/image.yml")],
            jobs =>
                Assert.Contains(
                    jobs.SelectMany(job => job.Steps),
                    step =>
                        step.Artifact is { Publishes: true } published
                        && !wanted.Except(published.Paths.Select(OfOneImage)).Any()
                )
        );
    }

    // The notes of the next release compare with it, and nothing shows what was changed later in evidence without its provenance.
    [Fact]
    public void Publish_with_the_notes_of_a_release_the_evidence_that_they_are_from_and_its_signatures_in_both_CIs()
    {
        string[] wanted =
        [
            .. EvidenceFiles
                .Signatures.Concat([
                    EvidenceFiles.Image,
                    EvidenceFiles.Settings,
                    EvidenceFiles.Bill,
                    EvidenceFiles.Vulnerabilities,
                    EvidenceFiles.Provenance,
                    "release-notes.md",
                    "compare.json",
                    "compare.html",
                ])
                .Select(name => $"artifacts/{name}"),
        ];

        Assert.All(
            (IReadOnlyList<CiJob>[])[Azure, GitHubWorkflow.Jobs(".github/workflows/image.yml")],
            jobs =>
                Assert.Empty(
                    wanted.Except(
                        jobs.Single(job => job.Name == "release")
                            .Steps.Single(step => step.Artifact is { Publishes: true })
                            .Artifact!.Paths.Select(OfOneImage)
                    )
                )
        );
    }

    [Fact]
    public void Go_from_verify_to_release_in_both_CIs()
    {
        Assert.Equal(
            ["verify", "prereqs", "image", "gate", "release", "cleanup"],
            Azure.Select(job => job.Name).Where(name => !name.StartsWith("image_", StringComparison.Ordinal))
        );
        Assert.Equal(
            ["verify", "image", "gate", "release", "cleanup"],
            GitHubWorkflow.Jobs(".github/workflows/image.yml").Select(job => job.Name)
        );
    }

    [Fact]
    public void Pin_every_action_by_its_full_commit_id() =>
        Assert.All(
            Workflows
                .Append(".github/actions/program/action.yml")
                .Append(".github/actions/target/action.yml")
                .SelectMany(file => File.ReadLines(Repository.PathOf(file)))
                // A workflow of the same commit is pinned by it.
                .Where(line =>
                    line.Contains("uses: ", StringComparison.Ordinal)
                    && !line.Contains("uses: ./", StringComparison.Ordinal)
                ),
            line => Assert.Matches(@"uses: [\w./-]+@[0-9a-f]{40} # v\d", line)
        );

    [Fact]
    public void Give_each_job_the_least_permissions() =>
        Assert.All(
            Workflows.Select(Yaml.ReadFile),
            workflow =>
            {
                Assert.Equal("""{"contents":"read"}""", workflow["permissions"]!.ToJsonString());
                foreach ((string name, JsonNode? job) in workflow["jobs"]!.AsObject())
                {
                    string[] written =
                    [
                        .. (job!["permissions"]?.AsObject() ?? [])
                            .Where(right => right.Value!.GetValue<string>() == "write")
                            .Select(right => right.Key)
                            .Except(["id-token"]),
                    ];
                    Assert.Equal(
                        name switch
                        {
                            "image" or "gate" => ["attestations"],
                            "propose" => ["contents", "pull-requests"],
                            _ => [],
                        },
                        written
                    );
                }
            }
        );

    [Fact]
    public void Hold_no_secret() =>
        Assert.All(
            Workflows.Concat(["azure-pipelines.yml", "pipelines/target.yml", "pipelines/build.yml"]),
            file =>
                Assert.DoesNotMatch(
                    @"secrets\.(?!GITHUB_TOKEN)|password|clientSecret",
                    File.ReadAllText(Repository.PathOf(file))
                )
        );

    // The folder of an image among several is an expression.
    private static string OfOneImage(string path) =>
        path.Replace("${{ env.FOLDER }}", "artifacts", StringComparison.Ordinal);

    private static async Task<JsonSchema> ReadSchemaAsync()
    {
        await using FileStream file = File.OpenRead(
            Repository.PathOf("tests/Ci/schema/azure-pipelines.schema.json.gz")
        );
        await using GZipStream text = new(file, CompressionMode.Decompress);
        using StreamReader reader = new(text);
        return await JsonSchema.FromJsonAsync(await reader.ReadToEndAsync());
    }

    [GeneratedRegex(@"--target=(\w+)")]
    private static partial Regex Target();

    [GeneratedRegex(@" --([a-z-]+)")]
    private static partial Regex Argument();
}
