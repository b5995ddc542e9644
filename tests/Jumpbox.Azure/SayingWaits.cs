using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Jumpbox.Azure.Tests;

/// <summary>Every wait has an end, and a user who looks at the screen knows what is waited for.</summary>
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
        Assert.Equal(
            ["Waiting for Azure to run deployment d, at most 1 h."],
            _said.Where(line => line.StartsWith("Waiting", StringComparison.Ordinal))
        );
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
    public async Task A_retry_is_said_with_what_why_and_when()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.StatusCode =
                    count == 1 ? 503
                    : count == 2 ? 500
                    : 200;
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
                    $"^https://127.0.0.1:[0-9]+ answered 50[03] to GET {Group}: retrying in about [0-9]+ ms\\.$",
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
        Assert.DoesNotContain("Retry settings", failure.Message, StringComparison.Ordinal);
        // What a resolver says that has no server to ask differs from machine to machine.
        Assert.Contains(
            failure.Code,
            host == "127.0.0.1" ? (string[])["ConnectionRefused"] : ["HostNotFound", "TryAgain", "NoData"]
        );
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
        Assert.InRange(_said.Count, 4, 7);
    }

    [Fact]
    public async Task Retries_of_many_requests_to_one_host_are_said_once_in_a_while()
    {
        FakeTimeProvider time = new(Start);
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                context.Response.StatusCode = count % 2 == 1 ? 503 : 200;
                return context.Response.WriteAsync("{}");
            }
        );
        using AzureSession session = arm.Session(Options(time));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => session.GetAsync(Group, "1", Cancel)));
        Assert.Single(_said);

        time.Advance(TimeSpan.FromSeconds(31));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => session.GetAsync(Group, "1", Cancel)));
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public async Task A_peer_that_takes_the_connection_and_is_silent_is_said_once_for_all_requests()
    {
        FakeTimeProvider time = new(Start);
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using AzureSession session = new(
            AzureCloud.Custom("silent", new Uri($"https://127.0.0.1:{port}")),
            new FixedToken(),
            Options(time)
        );
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task[] asked = [.. Enumerable.Range(0, 3).Select(_ => session.GetAsync(Group, "1", stop.Token))];
        TcpClient[] taken = [.. await Task.WhenAll(asked.Select(_ => listener.AcceptTcpClientAsync(Cancel).AsTask()))];

        time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(
            [
                $"https://127.0.0.1:{port} has not responded to GET {Group} for 2 s: waiting at most 20 s for a connection and "
                    + "100 s for a response.",
            ],
            _said
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(asked));
        Assert.All(taken, client => client.Dispose());
    }

    [Fact]
    public async Task A_proxy_that_never_answers_is_a_connection_that_timed_out_and_has_a_cure()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using SocketsHttpHandler handler = new()
        {
            Proxy = new WebProxy($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"),
            ConnectTimeout = TimeSpan.FromMilliseconds(200),
        };
        using HttpClient client = new(handler);
        Uri host = new("https://management.azure.com");
        Exception silent = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(host, Cancel));

        AzureFault fault = FaultReader.Unreachable(
            "read x",
            Group,
            new AggregateException("Retry failed", silent),
            host
        );

        Assert.Equal("TimedOut", fault.Code);
        Assert.Equal(
            "https://management.azure.com cannot be reached: no connection was established within 20 s.",
            fault.Message
        );
        Assert.Contains("HTTPS_PROXY", fault.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_of_many_tries_is_given_once_and_is_the_last_one()
    {
        FakeTimeProvider time = new();
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                time.Advance(TimeSpan.FromSeconds(20));
                context.Abort();
                return Task.CompletedTask;
            }
        );
        using AzureSession session = arm.Session(Options(time) with { RetryBudget = TimeSpan.FromMinutes(1) });

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() => session.GetAsync(Group, "1", Cancel));

        Assert.True(arm.Requests.Count > 1);
        Assert.DoesNotContain("Retry", failure.Fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(") (", failure.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_takes_long_is_said()
    {
        FakeTimeProvider time = new(Start);
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => context.Response.WriteAsync("{}"));
        SlowToken credential = new();
        using AzureSession session = arm.Session(Options(time), credential);
        Task asked = session.GetAsync(Group, "1", Cancel);
        await credential.Asked.Task.WaitAsync(Long, Cancel);

        time.Advance(TimeSpan.FromSeconds(2));
        credential.Given.SetResult();
        await asked;

        Assert.EndsWith(
            " has not issued a token for 2 s: still waiting for the sign-in.",
            Assert.Single(_said),
            StringComparison.Ordinal
        );
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

    private sealed class SlowToken : TokenCredential
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Given { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override async ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        )
        {
            Asked.SetResult();
            await Given.Task;
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }
    }

    /// <summary>Each look at the clock takes a second.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, step.Ticks);
    }
}
