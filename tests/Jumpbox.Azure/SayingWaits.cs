using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Jumpbox.Azure.Tests;

/// <summary>Every wait has an end, and whoever looks at the screen knows what is waited for.</summary>
public sealed class SayingWaits
{
    private const string Group = "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg";
    private static readonly DateTimeOffset Start = new(2026, 11, 29, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);
    private readonly ConcurrentQueue<string> _said = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_that_stays_Running_ends_at_its_deadline_and_was_said_once()
    {
        FakeTimeProvider time = new(Start);
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                if (context.Request.Method == "PUT")
                {
                    context.Response.StatusCode = 201;
                    context.Response.Headers["Azure-AsyncOperation"] = $"https://{context.Request.Host}/op";
                }
                else
                {
                    time.Advance(TimeSpan.FromMinutes(1));
                }
                return context.Response.WriteAsync("""{"status":"Running"}""");
            }
        );
        using AzureSession session = arm.Session(Options(time));

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.Deployments.PutAsync(Group, "d", Empty, Cancel).WaitAsync(Long, Cancel)
        );

        Assert.Equal("TimedOut", failure.Code);
        Assert.Contains("deployment d", failure.Message, StringComparison.Ordinal);
        Assert.Contains("after 1 h", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Run the same command again", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["Waiting for Azure to run deployment d, at most 1 h."], _said);
    }

    [Fact]
    public async Task A_deployment_whose_record_stays_Running_ends_at_the_same_deadline()
    {
        FakeTimeProvider time = new(Start);
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                if (count > 1)
                {
                    time.Advance(TimeSpan.FromMinutes(25));
                }
                return context.Response.WriteAsync("""{"properties":{"provisioningState":"Running"}}""");
            }
        );
        using AzureSession session = arm.Session(Options(time));
        using CancellationTokenSource stop = new();
        Task moving = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    time.Advance(TimeSpan.FromSeconds(20));
                    await Task.Delay(5, Cancel);
                }
            },
            Cancel
        );

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.Deployments.PutAsync(Group, "d", Empty, Cancel).WaitAsync(Long, Cancel)
        );

        await stop.CancelAsync();
        await moving;
        Assert.Equal("TimedOut", failure.Code);
        Assert.InRange(arm.Requests.Count, 2, 6);
    }

    [Fact]
    public async Task A_build_that_goes_on_long_after_its_own_time_out_is_given_up_with_a_sentence()
    {
        AwaitedTime time = new(Start);
        ResourceId template = ResourceId.Parse(
            $"{Group}/providers/Microsoft.VirtualMachineImages/imageTemplates/imgt-x"
        );
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Response.WriteAsync(
                    $$$"""
                    {"id":"{{{template}}}","properties":{"provisioningState":"Succeeded","buildTimeoutInMinutes":60,
                    "lastRunStatus":{"runState":"Running","startTime":"2026-11-29T09:00:00Z"} } }
                    """
                )
        );
        using AzureSession session = arm.Session(new AzureSessionOptions { Time = time });

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(async () =>
            await new RunWatch(session).WatchAsync(template, null, Cancel).CountAsync(Cancel)
        );

        Assert.Equal("TimedOut", failure.Code);
        Assert.Contains(
            "after 90 min",
            failure.Message.Replace("1 h 30 min", "90 min", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.InRange((time.GetUtcNow() - Start).TotalMinutes, 90, 95);
    }

    [Fact]
    public async Task Every_retry_is_said_with_what_why_and_when()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.StatusCode = count < 3 ? 503 : 200;
                return context.Response.WriteAsync("{}");
            }
        );
        using AzureSession session = arm.Session(Options(TimeProvider.System));

        await session.GetAsync(Group, "1", Cancel);

        Assert.Equal(2, _said.Count);
        Assert.All(
            _said,
            line =>
                Assert.Matches(
                    $"^https://127.0.0.1:[0-9]+ answered 503 to GET {Group}: trying again in about [0-9]+ ms\\.$",
                    line
                )
        );
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("127.0.0.1")]
    public async Task Without_a_network_the_first_call_ends_in_seconds_with_one_sentence(string host)
    {
        SteppingTime time = new(TimeSpan.FromSeconds(1));
        using AzureSession session = Unreachable(host, time);
        long began = Stopwatch.GetTimestamp();

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.GetAsync(Group, "1", Cancel).WaitAsync(Long, Cancel)
        );

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1));
        Assert.Contains($"https://{host}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.Contains("DNS and VPN", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_said.Count, 1, 6);
    }

    [Fact]
    public async Task Once_a_call_has_succeeded_patience_is_minutes()
    {
        SteppingTime time = new(TimeSpan.FromSeconds(1));
        ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => context.Response.WriteAsync("{}"));
        using AzureSession session = arm.Session(Options(time));
        await session.GetAsync(Group, "1", Cancel);
        await arm.StopAsync();

        await Assert.ThrowsAsync<AzureFailure>(() => session.GetAsync(Group, "1", Cancel).WaitAsync(Long, Cancel));

        await arm.DisposeAsync();
        Assert.InRange(_said.Count, 20, 60);
    }

    private AzureSession Unreachable(string host, TimeProvider time)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new AzureSession(
            AzureCloud.Custom("nowhere", new Uri($"https://{host}:{port}")),
            new FixedToken(),
            Options(time)
        );
    }

    private AzureSessionOptions Options(TimeProvider time) =>
        new()
        {
            Time = time,
            PollDelay = new NoDelay(),
            RetryDelay = new NoDelay(),
            Say = _said.Enqueue,
        };

    /// <summary>Each look at the clock takes a second.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks);
    }
}
