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

    [Fact]
    public async Task Release_notes_compare_with_the_release_before_and_say_why_if_they_cannot()
    {
        using ServedCloud cloud = await ServedCloud.StartAsync("--speed=100000");
        using StandInForReleases service = new();
        using CiRun run = await RunAsync(Change, service);
        Assert.True(run.Results["release"] == "succeeded", run.Output);
        Assert.Contains("This is the first release: ", Notes(1));
        Assert.Contains("release-", Notes(1));
        Assert.True(ShowsNotes(run), run.Output);
        Assert.Null(JsonNode.Parse(File.ReadAllText(Path.Combine(Released(run, 1), "compare.json")))!["from"]);

        // What an earlier attempt of this run published is not the release before.
        _ = service.Keep(99, Released(run, 1), Key(run));
        string before = service.Keep(41, Released(run, 1), Key(run));
        Edit(before, "image.json", image => image["tools"]![0]!["version"] = "0.0.1");
        Edit(before, "settings.json", settings => settings["buildVm.timeoutMinutes"] = "77");
        // Evidence that differs from its provenance is refused.
        File.Delete(Path.Combine(before, "provenance.json"));
        await run.RerunAsync(Jobs, "release", Change);
        Assert.Contains("Compared with ", Notes(2));
        Assert.Contains("| 0.0.1 |", Notes(2));
        Assert.Contains("buildVm.timeoutMinutes | changed | 77 |", Notes(2));

        // What the program makes of each of these is a test of its own.
        service.Refuses = 503;
        await run.RerunAsync(Jobs, "release", Look);
        Assert.Contains("could not be looked up: curl: (22) The requested URL returned error: 503", Before());
        service.Refuses = 204;
        await run.RerunAsync(Jobs, "release", Look);
        Assert.Contains("cannot be read", Before());
        (service.Refuses, service.Branch) = (null, "mine");
        await run.RerunAsync(Jobs, "release", Look);
        Assert.StartsWith("no-release.txt: ", Before());
        service.Further = 100;
        await run.RerunAsync(Jobs, "release", Look);
        Assert.StartsWith(OnLaterPages, Before());
        service.Further = 0;
        (service.Branch, service.HasExpired) = ("main", true);
        await run.RerunAsync(Jobs, "release", Look);
        Assert.Equal(ExpiredArtifact, Before());
        Assert.True(run.Results["release"] == "succeeded", run.Output);

        string Notes(int attempt) => File.ReadAllText(Path.Combine(Released(run, attempt), "release-notes.md"));

        string Before() =>
            string.Join(
                '\n',
                new DirectoryInfo(Path.Combine(clone.Root, BeforeFolder))
                    .GetFiles()
                    .Select(file => $"{file.Name}: {File.ReadAllText(file.FullName).Trim()}")
            );

        string? Look(CiJob job, string command) =>
            command.Contains("./build.sh", StringComparison.Ordinal) ? "true" : command;

        // The gate refuses LocalAzure's images, so Compare stands for Release, which reads the same folder and writes the same files.
        string? Change(CiJob job, string command) =>
            job.Name is "verify" or "prereqs" or "cleanup" ? null
            : command.Contains("--target=Gate", StringComparison.Ordinal) ? "true"
            : Others()
                .Replace(Served(command, cloud), "true")
                .Replace("--target=Release", "--target=Compare", StringComparison.Ordinal);
    }

    /// <summary>The jobs of the pipeline.</summary>
    private protected abstract IReadOnlyList<CiJob> Jobs { get; }

    /// <summary>The CI.</summary>
    private protected abstract ICiDialect Dialect { get; }

    /// <summary>The folder of the artifact that the release of an attempt published.</summary>
    private protected abstract string Released(CiRun run, int attempt);

    /// <summary>The folder that a release is compared with.</summary>
    private protected abstract string BeforeFolder { get; }

    /// <summary>What that folder has if the artifact of the release before no longer exists.</summary>
    private protected abstract string ExpiredArtifact { get; }

    /// <summary>How what that folder has begins if the release before may be on a page that was not read.</summary>
    private protected abstract string OnLaterPages { get; }

    /// <summary>By what the release of a run is found later.</summary>
    private protected abstract string Key(CiRun run);

    /// <summary>Whether the page of a run shows the release notes.</summary>
    private protected abstract bool ShowsNotes(CiRun run);

    /// <summary>Runs the jobs in the clone.</summary>
    /// <param name="change">Changes a command, or leaves it out.</param>
    /// <param name="releases">What the services have of earlier runs.</param>
    private protected async Task<CiRun> RunAsync(
        Func<CiJob, string, string?> change,
        StandInForReleases? releases = null
    )
    {
        CiRun run = new(clone, Dialect) { Releases = releases };
        await run.RunAsync(
            Jobs,
            (job, command) =>
                command.Contains("--target=Rehearse", StringComparison.Ordinal) ? null
                : command.Contains("--target=Check", StringComparison.Ordinal) ? change(job, command + " --offline")
                : change(job, command)
        );
        return run;
    }

    private static void Edit(string folder, string file, Action<JsonNode> edit)
    {
        string path = Path.Combine(folder, file);
        JsonNode content = JsonNode.Parse(File.ReadAllText(path))!;
        edit(content);
        File.WriteAllText(path, content.ToJsonString());
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

    // Targets that these tests need not run.
    [GeneratedRegex(@"\./build\.sh --target=(Prereqs|Scan|Advance)")]
    private static partial Regex Others();

    [GeneratedRegex(@"^\s*FAIL\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Failed();
}
