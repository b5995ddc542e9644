using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ci.Tests;

/// <summary>
/// A pipeline, executed: every command of the pipeline as it is written, by a shell, in a clean clone with a user's settings, tool and lock,
/// with the variables of its job, against a LocalAzure that all jobs share; artifacts and outputs are handed on as the CI would.
/// What cannot run here is left out: the rehearsal and the sources of the lock, which need the network.
/// </summary>
/// <param name="clone">The checkout of all jobs.</param>
/// <param name="image">The artifact that holds an image's evidence.</param>
/// <param name="gate">The artifact that holds the verdict.</param>
public abstract partial class RunningAPipeline(Clone clone, string image, string gate)
{
    [Fact]
    public async Task Builds_an_image_refuses_to_release_LocalAzures_and_cleans_up()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync();
        using CiRun run = await RunAsync((_, command) => Served(command, cloud));

        Assert.True(run.Results["image"] == "succeeded", run.Output);
        Assert.Equal("failed", run.Results["gate"]);
        // A simulated build runs no step, its lock was checked offline, and the key of its evidence stays in the job that made it.
        Assert.Equal(
            ["build-log", "in-vm-checks", "lock-checked", "real-cloud", "signature"],
            Failed().Matches(run.Output).Select(line => line.Groups[1].Value).Distinct().Order()
        );
        Assert.Equal("skipped", run.Results["release"]);
        Assert.True(run.Results["cleanup"] == "succeeded", run.Output);
        Assert.True(File.Exists(Path.Combine(run.Artifact(image), "report.html")));
        Assert.True(File.Exists(Path.Combine(run.Artifact(gate), "gate.junit.xml")));
        Assert.Contains(run.Outputs, one => one.Key.EndsWith(".imageId", StringComparison.Ordinal));
        Assert.Contains(
            run.Outputs,
            one => one.Key.EndsWith(".verdict", StringComparison.Ordinal) && one.Value == "failed"
        );
        IsTheUsers(run);
    }

    [Fact]
    public async Task Cleans_up_and_releases_nothing_after_a_failed_image()
    {
        using CiRun run = await RunAsync(
            (job, command) =>
                command.Contains("--target=Cleanup", StringComparison.Ordinal) ? command
                : job.Name.StartsWith("image", StringComparison.Ordinal)
                && command.Contains("--target=Logs", StringComparison.Ordinal)
                    ? command.Replace("--target=Logs", "--target=NoSuchTarget", StringComparison.Ordinal)
                : null
        );

        Assert.Equal(
            "failed skipped skipped",
            $"{run.Results["image"]} {run.Results["gate"]} {run.Results["release"]}"
        );
        Assert.Contains("There is no target 'NoSuchTarget'", run.Output);
        Assert.True(run.Results["cleanup"] == "succeeded", run.Output);
    }

    private protected abstract Task<CiRun> RunAsync(Func<CiJob, string, string?> change);

    /// <summary>Runs the jobs in the clone.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="dialect">The CI.</param>
    /// <param name="change">Changes a command, or leaves it out.</param>
    private protected async Task<CiRun> RunAsync(
        IReadOnlyList<CiJob> jobs,
        ICiDialect dialect,
        Func<CiJob, string, string?> change
    )
    {
        CiRun run = new(clone, dialect);
        await run.RunAsync(
            jobs,
            (job, command) =>
                command.Contains("--target=Rehearse", StringComparison.Ordinal) ? null
                : command.Contains("--target=Check", StringComparison.Ordinal) ? change(job, command + " --offline")
                : change(job, command)
        );
        return run;
    }

    internal static string Served(string command, ServedCloud cloud)
    {
        string served = $" --served={cloud.ReadyFile}";
        return command
            .Replace("--cloud=local", "--cloud=local" + served, StringComparison.Ordinal)
            .Replace("--cloud=\"$CLOUD\"", "--cloud=\"$CLOUD\"" + served, StringComparison.Ordinal);
    }

    private void IsTheUsers(CiRun run)
    {
        JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(run.Artifact(image), "image.json")))!;
        Assert.Equal(
            (UserEdits.Subscription, "swedencentral"),
            ((string?)record["subscription"], (string?)record["location"])
        );
        Assert.Contains("/rg-my-images/providers/Microsoft.Compute/images/img-my-jumpbox-", (string?)record["imageId"]);
        Assert.Contains(
            UserEdits.Tool,
            File.ReadAllText(Path.Combine(run.Artifact(image), "sbom.spdx.json")),
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex(@"^\s*FAIL\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
