using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>
/// Which identity a run reaches, by the definitions' own conditions. Anyone who can push a branch can change these files, so what
/// counts in the end are the rules of the environments and service connections: docs/security.md.
/// </summary>
public sealed class WhatARunCanReach
{
    private const string Image = ".github/workflows/image.yml";
    private const string Builder = "jumpbox-image-builder";
    private const string Releaser = "jumpbox-image-releaser";

    private static readonly IReadOnlyList<CiJob> Azure = AzurePipeline.Jobs(new Dictionary<string, string>());
    private static readonly IReadOnlyList<CiJob> GitHub = GitHubWorkflow.Jobs(Image);

    private static string[] Workflows =>
        [
            .. Directory
                .GetFiles(Repository.PathOf(".github/workflows"), "*.yml")
                .Select(path => Path.GetRelativePath(Repository.Root, path)),
        ];

    [Theory]
    [InlineData("refs/heads/main", true)]
    [InlineData("refs/heads/feature", false)]
    [InlineData("refs/heads/main2", false)]
    [InlineData("refs/heads/feature/main", false)]
    [InlineData("refs/tags/main", false)]
    [InlineData("refs/pull/7/merge", false)]
    public void Only_the_default_branch_releases(string reference, bool releases)
    {
        CiOrigin origin = new(reference, "Manual");

        Assert.Equal(releases, Running(GitHub, new GitHubDialect(Inputs, origin)).Contains("release"));
        Assert.Equal(releases, Running(Azure, new AzureDialect(origin)).Contains("release"));
    }

    [Fact]
    public void A_pull_request_reaches_no_identity_in_Azure_DevOps()
    {
        string[] running = Running(Azure, new AzureDialect(new CiOrigin("refs/pull/7/merge", "PullRequest")));

        Assert.Equal(["verify"], running);
        Assert.Empty(Azure.Single(job => job.Name == "verify").Connections);
    }

    [Fact]
    public void A_pull_request_or_a_fork_starts_no_workflow_that_can_get_a_token_for_Azure()
    {
        foreach (string file in Workflows)
        {
            JsonNode workflow = Yaml.ReadFile(file);
            string[] events = [.. workflow["on"]!.AsObject().Select(one => one.Key)];
            // They run with the rights of the repository on what someone else wrote.
            Assert.Empty(events.Intersect(["pull_request_target", "workflow_run", "issue_comment", "issues"]));
            string[] asking =
            [
                .. workflow["jobs"]!
                    .AsObject()
                    .Where(job => (string?)job.Value!["permissions"]?["id-token"] == "write")
                    .Select(job => job.Key),
            ];
            Assert.True(
                asking.Length == 0 || !events.Except(["workflow_dispatch", "workflow_call", "schedule", "push"]).Any(),
                file
            );
            // A merge to main is as trusted as main itself.
            Assert.True(
                asking.Length == 0
                    || workflow["on"]!["push"] is null
                    || workflow["on"]!["push"]!["branches"]!.ToJsonString() == """["main"]""",
                file
            );
            Assert.All(
                // A job that calls a workflow of this commit only hands the right on: its jobs are protected.
                GitHubWorkflow.Jobs(file).Where(job => asking.Contains(job.Name) && job.Steps.Count > 0),
                job => Assert.StartsWith("jumpbox-", job.ProtectedBy)
            );
        }
    }

    [Fact]
    public void Each_identity_belongs_to_an_environment_and_a_workflow_has_none()
    {
        Assert.All(
            Workflows.Select(Yaml.ReadFile),
            workflow => Assert.False(workflow["env"]?.AsObject().ContainsKey("AZURE_CLIENT_ID") ?? false)
        );
        Assert.All(
            Workflows.SelectMany(GitHubWorkflow.Jobs),
            job => Assert.Equal(job.ProtectedBy.Length > 0, job.Environment.ContainsKey("AZURE_CLIENT_ID"))
        );
    }

    [Fact]
    public void The_release_alone_uses_the_identity_that_releases()
    {
        Assert.Equal(["release"], GitHub.Where(job => job.ProtectedBy == "jumpbox-release").Select(job => job.Name));
        Assert.Equal(
            ["image", "gate", "cleanup"],
            GitHub.Where(job => job.ProtectedBy == "jumpbox-build").Select(job => job.Name)
        );
        Assert.All(
            Azure.Where(job => job.Connections.Count > 0),
            job => Assert.Equal([job.Name == "release" ? Releaser : Builder], job.Connections)
        );
        Assert.Equal(["release"], Azure.Where(job => job.ProtectedBy.Length > 0).Select(job => job.Name));
        Assert.Equal("jumpbox-release", Azure.Single(job => job.Name == "release").ProtectedBy);
    }

    [Fact]
    public void Neither_environment_nor_service_connection_is_chosen_by_a_run()
    {
        string[] parameters =
        [
            .. Yaml.ReadFile("azure-pipelines.yml")["parameters"]!
                .AsArray()
                .Concat(Yaml.ReadFile("pipelines/weekly.yml")["parameters"]!.AsArray())
                .Select(one => (string)one!["name"]!),
        ];

        Assert.Equal(["config", "images", "cloud", "force", "cleanup", "list"], parameters);
        Assert.All(Workflows.SelectMany(GitHubWorkflow.Jobs), job => Assert.DoesNotContain("${{", job.ProtectedBy));
        Assert.DoesNotContain("${{", File.ReadAllLines(Repository.PathOf("pipelines/image.yml")).Single(Environments));
    }

    [Fact]
    public void No_text_of_a_run_is_part_of_a_script() =>
        Assert.All(
            Workflows.SelectMany(GitHubWorkflow.Jobs).SelectMany(job => job.Steps),
            step => Assert.DoesNotContain("${{", step.Command ?? "")
        );

    [Fact]
    public void No_text_of_a_run_is_part_of_a_script_in_Azure_DevOps()
    {
        // Who may queue a run writes these; in a script, they would be commands with a service connection, and with the releaser's.
        const string text = "x; touch elsewhere #";
        IReadOnlyList<CiJob> jobs = AzurePipeline.Jobs(
            new Dictionary<string, string> { ["config"] = text },
            $$"""[{ "name": "box", "select": "{{text}}", "folder": "{{text}}" }]"""
        );

        Assert.All(jobs.SelectMany(job => job.Steps), step => Assert.DoesNotContain(text, step.Command ?? ""));
        // The others are chosen from a list.
        JsonNode[] free =
        [
            .. Yaml.ReadFile("pipelines/image.yml")["parameters"]!
                .AsArray()
                .Where(one => (string?)one!["name"] is "cloud" or "cleanup" && one["values"] is null)
                .OfType<JsonNode>(),
        ];
        Assert.Empty(free);
    }

    [Fact]
    public void What_is_deleted_every_week_is_only_what_someone_has_seen()
    {
        CiStep azure = AzurePipeline
            .JobsWithoutStages("pipelines/weekly.yml")
            .SelectMany(job => job.Steps)
            .Single(step => step.Command?.Contains("--cloud=azure", StringComparison.Ordinal) == true);
        CiStep gitHub = GitHubWorkflow
            .Jobs(".github/workflows/sweep.yml")
            .Single()
            .Steps.Single(step => step.Command is not null);

        Assert.Contains("${SWEEP_LIST:+--yes --list=\"$SWEEP_LIST\"}", azure.Command);
        Assert.Contains("${LIST:+--yes --list=\"$LIST\"}", gitHub.Command);
        Assert.DoesNotContain(" --yes --older", azure.Command + gitHub.Command);
    }

    private static Dictionary<string, string> Inputs => new() { ["config"] = "jumpbox.json", ["cloud"] = "azure" };

    private static bool Environments(string line) =>
        line.TrimStart().StartsWith("environment:", StringComparison.Ordinal);

    // Every job that would run, and succeed, if nothing went wrong.
    private static string[] Running(IReadOnlyList<CiJob> jobs, ICiDialect dialect)
    {
        Dictionary<string, string> results = [];
        foreach (CiJob job in jobs)
        {
            bool good = job.IsStage
                ? job.Needs.Any(need => results[need] == "succeeded")
                : job.Needs.All(need => results[need] == "succeeded");
            bool runs = dialect.Holds(job.Condition, new CiState(good, results, new Dictionary<string, string>()));
            results[job.Name] = runs ? "succeeded" : "skipped";
        }
        return [.. results.Where(result => result.Value == "succeeded").Select(result => result.Key)];
    }
}
