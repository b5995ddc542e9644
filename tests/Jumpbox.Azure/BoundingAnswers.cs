using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>Answers that have no end, or more in them than they look: each ends at a limit, with memory bounded.</summary>
public sealed class BoundingAnswers
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("31536000")]
    [InlineData("99999999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("1e300")]
    [InlineData("-5")]
    [InlineData("Infinity")]
    [InlineData("NaN")]
    [InlineData("soon")]
    public async Task A_pause_of_years_is_cut_to_the_limit(string retryAfter)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.Headers["Retry-After"] = retryAfter;
                context.Response.StatusCode =
                    count == 1 ? 503
                    : count == 2 ? 429
                    : 200;
                return context.Response.WriteAsync("{}");
            }
        );
        using AzureSession session = arm.Session(Impatient);

        Assert.NotNull(await session.GetAsync(Group, "1", Cancel).WaitAsync(Long, Cancel));
        Assert.Equal(3, arm.Requests.Count);
    }

    [Theory]
    [InlineData("31536000")]
    [InlineData("99999999999999999999999")]
    public async Task A_pause_of_years_between_polls_is_cut_to_the_limit_and_said(string retryAfter)
    {
        ConcurrentQueue<string> said = new();
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.Headers["Retry-After"] = retryAfter;
                context.Response.StatusCode = count < 3 ? 202 : 200;
                context.Response.Headers.Location = $"https://{context.Request.Host}/op";
                return context.Response.WriteAsync(
                    """{"properties":{"provisioningState":"Succeeded"},"status":"Succeeded"}"""
                );
            }
        );
        using AzureSession session = arm.Session(Impatient with { Say = said.Enqueue });

        await session.Deployments.PutAsync(Group, "d", Empty, Cancel).WaitAsync(Long, Cancel);

        Assert.Contains(
            said,
            line =>
                line.Contains(
                    $"{arm.Endpoint.GetLeftPart(UriPartial.Authority)} requested a delay of",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_body_that_trickles_ends_when_its_time_is_up()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            async (context, _) =>
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(" ", context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await Task.Delay(20, context.RequestAborted);
                }
            }
        );
        using AzureSession session = arm.Session(Impatient with { AnswerTime = TimeSpan.FromMilliseconds(300) });

        await RefusedAsync("SlowAnswer", () => session.GetAsync(Group, "1", Cancel));
    }

    [Fact]
    public async Task A_body_without_end_is_refused_at_its_limit()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) => EndlessAsync(context, new byte[65536])
        );
        using AzureSession session = arm.Session();

        await RefusedAsync("OversizedAnswer", () => session.GetAsync(Group, "1", Cancel));
    }

    [Fact]
    public async Task A_body_that_announces_a_terabyte_is_refused_unread()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.ContentLength = 1L << 40;
                return EndlessAsync(context, "{"u8.ToArray());
            }
        );
        using AzureSession session = arm.Session();

        await RefusedAsync("OversizedAnswer", () => session.GetAsync(Group, "1", Cancel));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Compressed_zeros_are_refused_with_memory_bounded(string encoding)
    {
        byte[] bomb = Compressed(encoding);
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.Headers.ContentEncoding = encoding;
                return context.Response.Body.WriteAsync(bomb, context.RequestAborted).AsTask();
            }
        );
        using AzureSession session = arm.Session();
        long before = GC.GetTotalAllocatedBytes();

        await RefusedAsync("OversizedAnswer", () => session.GetAsync(Group, "1", Cancel));

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 300L * 1024 * 1024);
    }

    [Fact]
    public async Task A_poll_answer_of_compressed_zeros_is_refused_too()
    {
        byte[] bomb = Compressed("br");
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                if (context.Request.Method == "PUT")
                {
                    context.Response.StatusCode = 202;
                    context.Response.Headers.Location = $"https://{context.Request.Host}/op";
                    return Task.CompletedTask;
                }
                context.Response.Headers.ContentEncoding = "br";
                return context.Response.Body.WriteAsync(bomb, context.RequestAborted).AsTask();
            }
        );
        using AzureSession session = arm.Session();

        await RefusedAsync("OversizedAnswer", () => session.Deployments.PutAsync(Group, "d", Empty, Cancel));
    }

    [Fact]
    public async Task JSON_that_is_nested_a_million_deep_is_refused_at_once()
    {
        string deep = string.Concat(Enumerable.Repeat("""{"a":""", 1_000_000));
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => context.Response.WriteAsync(deep));
        using AzureSession session = arm.Session();

        await RefusedAsync("DeepAnswer", () => session.GetAsync(Group, "1", Cancel));
        Assert.Single(arm.Requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_listing_that_leads_back_to_itself_ends(int circle)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) => Page(context, $"{Group}/x?api-version=1&page={count % circle}")
        );
        using AzureSession session = arm.Session();

        await RefusedAsync(
            "EndlessListing",
            async () => await session.ListAsync($"{Group}/x", "1", Cancel).CountAsync(Cancel)
        );
        Assert.InRange(arm.Requests.Count, 1, circle + 1);
    }

    [Fact]
    public async Task A_listing_of_ever_new_pages_ends_at_the_limit()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) => Page(context, $"{Group}/x?api-version=1&page={count}")
        );
        using AzureSession session = arm.Session();

        await RefusedAsync(
            "EndlessListing",
            async () => await session.ListAsync($"{Group}/x", "1", Cancel).CountAsync(Cancel)
        );
        Assert.Equal(1000, arm.Requests.Count);
    }

    [Fact]
    public async Task A_listing_of_ever_new_large_pages_ends_before_it_fills_the_memory()
    {
        string filling = new('x', 20_000_000);
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
                context.Response.WriteAsync(
                    $$"""{"value":[],"filling":"{{filling}}","nextLink":"{{Group}}/x?page={{count}}"}"""
                )
        );
        using AzureSession session = arm.Session();

        await RefusedAsync(
            "EndlessListing",
            async () => await session.ListAsync($"{Group}/x", "1", Cancel).CountAsync(Cancel)
        );
        Assert.InRange(arm.Requests.Count, 2, 8);
    }

    private static AzureSessionOptions Impatient =>
        new()
        {
            PollDelay = new NoDelay(),
            RetryDelay = new NoDelay(),
            LongestPause = TimeSpan.FromMilliseconds(20),
        };

    private static async Task RefusedAsync(string code, Func<Task> act)
    {
        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => act().WaitAsync(Long, Cancel));
        Assert.Equal(code, failure.Code);
        Assert.NotNull(failure.Fault.Cure);
    }

    private static Task Page(HttpContext context, string next) =>
        context.Response.WriteAsync($$"""{"value":[{"id":"a"}],"nextLink":"{{next}}"}""");

    private static async Task EndlessAsync(HttpContext context, byte[] part)
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    // Two gibibytes of zeros.
    private static byte[] Compressed(string encoding)
    {
        byte[] zeros = new byte[1024 * 1024];
        MemoryStream packed = new();
        using (
            Stream into =
                encoding == "br"
                    ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)
                    : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
        )
        {
            for (int part = 0; part < 2048; part++)
            {
                into.Write(zeros);
            }
        }
        return packed.ToArray();
    }
}
