using Build.Refreshing;
using CliWrap;
using CliWrap.Buffered;
using Jumpbox.Refreshing;

namespace Ci.Tests;

/// <summary>
/// The pull request that keeps images fresh, over eight weeks: with a real remote that each night is checked out as a runner does
/// it, and a stand-in for the APIs of both services.
/// </summary>
public sealed class RefreshingForWeeks : IDisposable
{
    private const string Lock = "scripts/tools.lock.json";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-refresh-").FullName;
    private readonly StandInForPullRequests _service;

    public RefreshingForWeeks() =>
        _service = new StandInForPullRequests(branch => File.Exists(Path.Combine(Remote, "refs/heads", branch)));

    private string Remote => Path.Combine(_folder, "remote.git");

    public void Dispose()
    {
        _service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("GitHub")]
    [InlineData("Azure")]
    public async Task One_pull_request_is_renewed_each_night_and_opened_again_after_its_merge(string system)
    {
        await BeginAsync();

        for (int week = 1; week <= 8; week++)
        {
            if (week == 6)
            {
                await GitAsync(Remote, "update-ref", "refs/heads/main", "refs/heads/refresh");
                _service.Open!.IsOpen = false;
            }
            string night = await CheckOutAsync($"week-{week}");
            // In the third week nothing changed since the second.
            string content = $"pins of week {(week == 3 ? 2 : week)}\n";
            await WriteAsync(night, Lock, content);
            await WriteAsync(night, "artifacts/update.md", $"## Changes\n\n- week {week}\n");
            await WriteAsync(night, "artifacts/images/box/plan.md", "## Plan of box\n");
            await WriteAsync(night, "artifacts/images/box/rehearsal.md", "## Rehearsal\n\nSucceeded\n");
            string before = week == 3 ? await GitAsync(Remote, "rev-parse", "refresh") : "";

            string said = await ProposeAsync(system, night);

            Assert.Equal($"Pull request {(week < 6 ? 1 : 2)} {(week is 1 or 6 ? "opened" : "renewed")}.", said);
            Assert.Equal(content.Trim(), await GitAsync(Remote, "show", $"refresh:{Lock}"));
            // On today's main, so that it can be merged, with one commit and one file.
            Assert.Equal("1", await GitAsync(Remote, "rev-list", "--count", "main..refresh"));
            Assert.Equal(Lock, await GitAsync(Remote, "diff", "--name-only", "main", "refresh"));
            Assert.Contains($"- week {week}\n", _service.Open!.Body);
            Assert.Contains("## Plan of box", _service.Open.Body);
            Assert.Contains("## Rehearsal\n\nSucceeded", _service.Open.Body);
            // What did not change is the same commit, so that checks of the pull request do not start again.
            Assert.True(week != 3 || before == await GitAsync(Remote, "rev-parse", "refresh"));
            // Nothing is staged, and nothing is left behind.
            Assert.Equal(
                ["?? artifacts/", $"M {Lock}"],
                (await GitAsync(night, "status", "--porcelain"))
                    .Split('\n')
                    .Select(line => line.Trim())
                    .Order(StringComparer.Ordinal)
            );
        }

        Assert.Equal([4, 2], _service.All.Select(one => one.Renewals));
        Assert.Equal([PullRequestText.Title, PullRequestText.Title], _service.All.Select(one => one.Title));
    }

    [Theory]
    [InlineData("GitHub")]
    [InlineData("Azure")]
    public async Task Nothing_is_opened_in_a_night_without_news(string system)
    {
        await BeginAsync();

        string said = await ProposeAsync(system, await CheckOutAsync("quiet"));

        Assert.Contains("there is nothing to propose", said);
        Assert.Empty(_service.All);
    }

    [Fact]
    public async Task A_commit_that_someone_else_pushed_is_not_lost()
    {
        await BeginAsync();
        string first = await CheckOutAsync("first");
        await WriteAsync(first, Lock, "news\n");
        await ProposeAsync("GitHub", first);
        await GitAsync(first, "fetch", "--quiet", "origin", "refresh");
        await GitAsync(first, "checkout", "--quiet", "--force", "FETCH_HEAD");
        await CommitAsync(first, "mine.txt");
        await GitAsync(first, "push", "--quiet", "origin", "HEAD:refresh");
        string second = await CheckOutAsync("second");
        await WriteAsync(second, Lock, "more news\n");

        PullRequestException refused = await Assert.ThrowsAsync<PullRequestException>(() =>
            ProposeAsync("GitHub", second)
        );

        Assert.Contains("a commit by tests@example.com", refused.Message);
        Assert.Equal("mine.txt", await GitAsync(Remote, "diff", "--name-only", "refresh~", "refresh"));
    }

    [Theory]
    [InlineData("GitHub", "Allow GitHub Actions to create and approve pull requests")]
    [InlineData("Azure", "Contribute to pull requests")]
    public async Task A_refused_token_is_told_with_the_permissions_that_it_needs(string system, string cure)
    {
        await BeginAsync();
        string night = await CheckOutAsync("night");
        await WriteAsync(night, Lock, "news\n");

        PullRequestException refused = await Assert.ThrowsAsync<PullRequestException>(() =>
            ProposeAsync(system, night, token: "expired")
        );

        Assert.Contains("401: Bad credentials.", refused.Message);
        Assert.Contains(cure, refused.Message);
        Assert.DoesNotContain("expired", refused.Message);
    }

    [Fact]
    public void Outside_CI_nothing_is_opened() =>
        Assert.Contains(
            "Commit the lock yourself",
            Assert.Throws<PullRequestException>(() => Proposal.Of(new Dictionary<string, string>())).Message
        );

    [Fact]
    public async Task The_token_is_not_sent_to_an_address_that_is_not_https() =>
        Assert.Contains(
            "is not https",
            (
                await Assert.ThrowsAsync<PullRequestException>(() =>
                    new GitHubPullRequests(
                        new Dictionary<string, string>
                        {
                            ["GITHUB_API_URL"] = "http://example.com",
                            ["GITHUB_TOKEN"] = "t",
                            ["GITHUB_REPOSITORY"] = "me/boxes",
                            ["GITHUB_REF_NAME"] = "main",
                        }
                    ).EnsureAsync("refresh", "t", "b", Cancel)
                )
            ).Message
        );

    private Task<string> ProposeAsync(string system, string folder, string token = CiRun.Token) =>
        ProposeAsync(_service, system, folder, token);

    /// <summary>Proposes what a night's checkout has, in either service.</summary>
    internal static Task<string> ProposeAsync(
        StandInForPullRequests service,
        string system,
        string folder,
        string token = CiRun.Token
    ) =>
        Proposal.RunAsync(
            Proposal.Of(
                system == "GitHub"
                    ? new Dictionary<string, string>
                    {
                        ["GITHUB_ACTIONS"] = "true",
                        ["GITHUB_API_URL"] = service.Address,
                        ["GITHUB_SERVER_URL"] = "https://github.com",
                        ["GITHUB_REPOSITORY"] = "me/boxes",
                        ["GITHUB_REF_NAME"] = "main",
                        ["GITHUB_RUN_ID"] = "7",
                        ["GITHUB_TOKEN"] = token,
                    }
                    : new Dictionary<string, string>
                    {
                        ["TF_BUILD"] = "True",
                        ["SYSTEM_COLLECTIONURI"] = $"{service.Address}me/",
                        ["SYSTEM_TEAMPROJECT"] = "Boxes",
                        ["BUILD_REPOSITORY_ID"] = "r-1",
                        ["BUILD_REPOSITORY_PROVIDER"] = "TfsGit",
                        ["BUILD_SOURCEBRANCH"] = "refs/heads/main",
                        ["BUILD_BUILDID"] = "7",
                        ["SYSTEM_ACCESSTOKEN"] = token,
                    }
            ),
            folder,
            Path.Combine(folder, "artifacts"),
            Cancel
        );

    private async Task BeginAsync()
    {
        await GitAsync(_folder, "init", "--quiet", "--bare", "--initial-branch=main", Remote);
        string start = Directory.CreateDirectory(Path.Combine(_folder, "start")).FullName;
        await GitAsync(start, "init", "--quiet", "--initial-branch=main");
        await GitAsync(start, "remote", "add", "origin", Remote);
        await WriteAsync(start, Lock, "pins of week 0\n");
        await CommitAsync(start, ".");
        await GitAsync(start, "push", "--quiet", "origin", "main");
    }

    // As actions/checkout does: one commit, and no reference to any other branch.
    private async Task<string> CheckOutAsync(string name)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        await GitAsync(folder, "init", "--quiet", "--initial-branch=unborn");
        await GitAsync(folder, "remote", "add", "origin", Remote);
        await GitAsync(folder, "fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main");
        await GitAsync(folder, "checkout", "--quiet", "-B", "main", "refs/remotes/origin/main");
        return folder;
    }

    private static async Task CommitAsync(string folder, string file)
    {
        if (file != ".")
        {
            await WriteAsync(folder, file, "mine\n");
        }
        await GitAsync(folder, "add", file);
        await GitAsync(
            folder,
            "-c",
            "user.name=Tests",
            "-c",
            "user.email=tests@example.com",
            "commit",
            "--quiet",
            "-m",
            "Start"
        );
    }

    private static async Task WriteAsync(string folder, string file, string text)
    {
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, Cancel);
    }

    private static async Task<string> GitAsync(string folder, params string[] arguments) =>
        (
            await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(folder).ExecuteBufferedAsync(Cancel)
        ).StandardOutput.Trim();
}
