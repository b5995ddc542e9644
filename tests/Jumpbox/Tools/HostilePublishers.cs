using System.Collections.Concurrent;
using Jumpbox.Pins;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Tests.Tools;

/// <summary>A publisher, or who stands in its place, that has no end, no measure, or other plans for the token.</summary>
public sealed class HostilePublishers
{
    private const string Repository = "kubernetes/kubernetes";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private readonly ConcurrentQueue<string> _said = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_file_that_trickles_ends_when_its_time_is_up()
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Misbehave = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("a", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(20, context.RequestAborted);
            }
            return true;
        };
        using PublisherFiles files = new(
            server.Network(),
            TimeSpan.Zero,
            TimeProvider.System,
            longest: TimeSpan.FromMilliseconds(300)
        );

        PinSourceException failure = await Assert.ThrowsAsync<PinSourceException>(() =>
            files.FindAsync("https://dl.k8s.io/sums", 1 << 20, Cancel).WaitAsync(Long, Cancel)
        );

        Assert.Contains("https://dl.k8s.io/sums is incomplete after 300 ms", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_GitHub_without_end_is_refused_at_its_limit()
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        byte[] part = new byte[65536];
        server.Misbehave = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
            }
            return true;
        };

        Assert.Contains("larger than 32 MiB", await RefusedAsync(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2000000000")]
    [InlineData("101")]
    public async Task Releases_on_ever_more_pages_are_refused_before_they_are_asked_for(string last)
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Misbehave = context =>
            JsonAsync(
                context,
                "[]",
                (
                    "Link",
                    $"<https://api.github.com/x?page=2>; rel=\"next\", <https://api.github.com/x?page={last}>; rel=\"last\""
                )
            );

        Assert.Contains($"{last} pages", await RefusedAsync(server), StringComparison.Ordinal);
        _ = Assert.Single(server.Seen);
    }

    [Fact]
    public async Task A_page_count_of_nothing_is_one_page()
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Misbehave = context =>
            JsonAsync(context, "[]", ("Link", "<https://api.github.com/x?page=0>; rel=\"last\""));

        Assert.Empty(await AllAsync(server));
    }

    [Theory]
    [InlineData("x-ratelimit-reset", "99999999999999999")]
    [InlineData("x-ratelimit-reset", "9223372036854775807")]
    [InlineData("Retry-After", "2147483647")]
    [InlineData("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_request_limit_beyond_the_calendar_ends_with_a_sentence(string header, string value)
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Misbehave = context =>
        {
            context.Response.StatusCode = 403;
            context.Response.Headers["x-ratelimit-remaining"] = "0";
            return JsonAsync(context, "{}", (header, value));
        };

        Assert.Contains("try again at", await RefusedAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_limit_that_is_waited_out_is_said()
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Releases[Repository] = [];
        server.SecondaryRefusals = 1;
        server.RetryAfter = 42;

        Assert.Empty(await AllAsync(server));
        Assert.Equal(["GitHub's secondary limit, for too many requests at once, is exhausted: waiting 42 s."], _said);
    }

    [Fact]
    public async Task A_file_that_is_asked_for_again_is_said()
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Files["dl.k8s.io/sums"] = [1, 2, 3];
        server.Faults["dl.k8s.io/sums"] = Fault.BusyOnce;
        using PublisherFiles files = new(
            server.Network(),
            TimeSpan.FromMilliseconds(1),
            TimeProvider.System,
            say: _said.Enqueue
        );

        Assert.NotNull(await files.FindAsync("https://dl.k8s.io/sums", 100, Cancel));
        Assert.Equal(["https://dl.k8s.io returned 503: retrying in 1 ms."], _said);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task A_redirect_of_GitHub_to_another_host_gets_no_token_there(int status)
    {
        await using PublisherServer server = await PublisherServer.StartAsync();
        server.Misbehave = context =>
        {
            if (context.Request.Host.Host != "api.github.com")
            {
                return JsonAsync(context, "[]", []);
            }
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://evil.corp.example/releases";
            return Task.FromResult(true);
        };

        _ = await Record.ExceptionAsync(() => AllAsync(server));

        Assert.DoesNotContain(
            server.Seen,
            seen => seen.Host == "evil.corp.example" && !string.IsNullOrEmpty(seen.Authorization)
        );
    }

    private async Task<string> RefusedAsync(PublisherServer server) =>
        (await Assert.ThrowsAsync<PinSourceException>(() => AllAsync(server))).Message;

    private async Task<IReadOnlyList<GitHubRelease>> AllAsync(PublisherServer server)
    {
        string cache = Directory.CreateTempSubdirectory("jumpbox-hostile-").FullName;
        try
        {
            using GitHubReleases github = new(
                new GitHubOptions(GitHubOptions.PublicApi, "a-token", cache, TimeSpan.FromMinutes(1)),
                server.Network(),
                new JumpingTime(DateTimeOffset.UtcNow),
                _said.Enqueue
            );
            return await github.AllAsync(Repository, Cancel).WaitAsync(Long, Cancel);
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    private static async Task<bool> JsonAsync(
        HttpContext context,
        string body,
        params IReadOnlyList<(string Name, string Value)> headers
    )
    {
        foreach ((string name, string value) in headers)
        {
            context.Response.Headers[name] = value;
        }
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
        return true;
    }
}
