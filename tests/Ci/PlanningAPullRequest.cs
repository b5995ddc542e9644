using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>The workflow for pull requests: its plan is the difference to the target branch, and not to what the same run has made.</summary>
/// <param name="clone">The checkout of the job.</param>
public sealed class PlanningAPullRequest(Clone clone) : IClassFixture<Clone>
{
    [Fact]
    public async Task The_plan_in_the_summary_is_the_difference_to_the_target_branch()
    {
        string before = await GitAsync("rev-parse HEAD");
        string settings = clone.Settings;
        JsonNode changed = JsonNode.Parse(
            await File.ReadAllTextAsync(settings, TestContext.Current.CancellationToken)
        )!;
        changed["tools"]!["osm"] = false;
        await File.WriteAllTextAsync(settings, changed.ToJsonString(), TestContext.Current.CancellationToken);
        await GitAsync("-c user.name=Tests -c user.email=tests@example.com commit --quiet --all --message Change");

        using CiRun run = new(clone, new GitHubDialect(new Dictionary<string, string> { ["base"] = before }));
        await run.RunAsync(
            GitHubWorkflow.Jobs(".github/workflows/pull-request.yml"),
            (_, command) =>
                command.Contains("--target=Rehearse", StringComparison.Ordinal)
                || command.Contains("--target=Logs", StringComparison.Ordinal)
                    ? null
                    : command
        );

        Assert.True(run.Results["verify"] == "succeeded", run.Output);
        Assert.Contains("osm", run.Summary);
    }

    private async Task<string> GitAsync(string command) =>
        (
            await Cli.Wrap("git")
                .WithArguments(command.Split(' '))
                .WithWorkingDirectory(clone.Root)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken)
        ).StandardOutput.Trim();
}
