using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>
/// The step that opens the pull request of pins, over eight weeks: as it is written, with a real remote that each week is checked out
/// as the runner does it, and a stand-in for GitHub's command line.
/// </summary>
public sealed class RenewingThePins : IDisposable
{
    private const string Lock = "scripts/tools.lock.json";

    // Opens the pull request, or says that it is open, until it is merged.
    private const string GitHub = """
        #!/bin/bash
        echo "$*" >>"$STATE/calls"
        case "$2" in
          view) if [ -f "$STATE/open" ]; then echo OPEN; else exit 1; fi ;;
          create) touch "$STATE/open"; cp "${@: -1}" "$STATE/body" ;;
          edit) cp "${@: -1}" "$STATE/body" ;;
        esac
        """;

    private static readonly string Script = GitHubWorkflow
        .Jobs(".github/workflows/pins.yml")
        .SelectMany(job => job.Steps)
        .Single(step => step.Command?.Contains("gh pr create", StringComparison.Ordinal) == true)
        .Command!;

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-pins-").FullName;

    private string Remote => Path.Combine(_folder, "remote.git");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_pull_request_is_renewed_for_eight_weeks_and_opened_again_after_its_merge()
    {
        await BeginAsync();

        for (int week = 1; week <= 8; week++)
        {
            if (week == 6)
            {
                await MergeAsync();
            }
            string weekly = await CheckOutAsync($"week-{week}");
            await UpdateAsync(weekly, week);

            BufferedCommandResult result = await StepAsync(weekly);

            Assert.True(result.ExitCode == 0, $"week {week}\n{result.StandardOutput}{result.StandardError}");
            Assert.Equal($"pins of week {week}", (await GitAsync(Remote, "show", $"pins:{Lock}")).Trim());
            // On today's main, so that it can be merged.
            await GitAsync(Remote, "merge-base", "--is-ancestor", "main", "pins");
            Assert.Equal(
                $"body of week {week}",
                await File.ReadAllTextAsync(Path.Combine(_folder, "body"), TestContext.Current.CancellationToken)
            );
        }

        string[] calls = await File.ReadAllLinesAsync(
            Path.Combine(_folder, "calls"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(2, calls.Count(call => call.StartsWith("pr create", StringComparison.Ordinal)));
        Assert.Equal(6, calls.Count(call => call.StartsWith("pr edit", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_commit_that_someone_pushes_meanwhile_is_not_lost()
    {
        await BeginAsync();
        string first = await CheckOutAsync("first");
        await UpdateAsync(first, 1);
        Assert.Equal(0, (await StepAsync(first)).ExitCode);
        string second = await CheckOutAsync("second");
        await UpdateAsync(second, 2);

        BufferedCommandResult result = await StepAsync(
            second,
            Script.Replace(
                "git push",
                $"git --git-dir '{Remote}' update-ref refs/heads/pins refs/heads/main\ngit push",
                StringComparison.Ordinal
            )
        );

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("stale info", result.StandardError);
    }

    [Fact]
    public async Task Nothing_is_opened_in_a_week_without_news()
    {
        await BeginAsync();

        BufferedCommandResult result = await StepAsync(await CheckOutAsync("quiet"));

        Assert.Contains("The pins are up to date.", result.StandardOutput);
        Assert.False(File.Exists(Path.Combine(_folder, "calls")));
    }

    private async Task BeginAsync()
    {
        await GitAsync(_folder, "init", "--quiet", "--bare", "--initial-branch=main", Remote);
        string start = await CheckOutAsync("start");
        await UpdateAsync(start, 0);
        await GitAsync(start, "switch", "--quiet", "--create", "main");
        await GitAsync(start, "add", Lock);
        await GitAsync(
            start,
            "-c",
            "user.name=Tests",
            "-c",
            "user.email=tests@example.com",
            "commit",
            "--quiet",
            "-m",
            "Start"
        );
        await GitAsync(start, "push", "--quiet", "origin", "main");
        string program = Path.Combine(_folder, "gh");
        await File.WriteAllTextAsync(program, GitHub.ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);
        await Cli.Wrap("chmod").WithArguments(["+x", program]).ExecuteAsync(TestContext.Current.CancellationToken);
    }

    private async Task MergeAsync()
    {
        await GitAsync(Remote, "update-ref", "refs/heads/main", "refs/heads/pins");
        File.Delete(Path.Combine(_folder, "open"));
    }

    // As actions/checkout does: one branch, and no reference to any other.
    private async Task<string> CheckOutAsync(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        await GitAsync(folder, "init", "--quiet", "--initial-branch=unborn");
        await GitAsync(folder, "remote", "add", "origin", Remote);
        if ((await GitAsync(folder, "ls-remote", "origin", "refs/heads/main")).Length > 0)
        {
            await GitAsync(
                folder,
                "fetch",
                "--quiet",
                "--depth=1",
                "origin",
                "+refs/heads/main:refs/remotes/origin/main"
            );
            await GitAsync(folder, "checkout", "--quiet", "-B", "main", "refs/remotes/origin/main");
        }
        return folder;
    }

    private static async Task UpdateAsync(string folder, int week)
    {
        foreach (
            (string file, string text) in ((string, string)[])
                [(Lock, $"pins of week {week}\n"), ("artifacts/update.md", $"body of week {week}")]
        )
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }
    }

    private Task<BufferedCommandResult> StepAsync(string folder, string? script = null) =>
        Cli.Wrap("bash")
            .WithArguments(["-eo", "pipefail", "-c", script ?? Script])
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables =>
                variables.Set("STATE", _folder).Set("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}")
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    private static async Task<string> GitAsync(string folder, params string[] arguments) =>
        (
            await Cli.Wrap("git")
                .WithArguments(arguments)
                .WithWorkingDirectory(folder)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken)
        ).StandardOutput;
}
