using System.Net;
using System.Net.Sockets;
using Jumpbox.Pins;

namespace Jumpbox.Tests.Tools;

/// <summary>A publisher that falls silent ends the command with its address, and not the night's run.</summary>
public sealed class SilentServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_body_that_stops_without_an_end_is_told()
    {
        await using SilentStream body = new();
        using PublisherFiles files = new(new BodyHandler(body, 1000), TimeSpan.Zero, TimeProvider.System, Patience);

        PinSourceException failure = await Assert.ThrowsAsync<PinSourceException>(() =>
            files.HashAsync("https://publisher.example/file", null, Cancel)
        );

        Assert.Contains("https://publisher.example/file broke off", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nothing arrived for 0.1 seconds", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_the_connection_and_says_nothing_is_asked_again_and_told()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/file";
        using PublisherFiles files = new(PublisherFiles.Network(), TimeSpan.Zero, TimeProvider.System, Patience);

        PinSourceException failure = await Assert.ThrowsAsync<PinSourceException>(() =>
            files.HashAsync(url, null, Cancel)
        );

        Assert.Contains("nothing arrived for 0.1 seconds", failure.Message, StringComparison.Ordinal);
        for (int times = 0; times < 3; times++)
        {
            using TcpClient asked = await silent.AcceptTcpClientAsync(Cancel);
        }
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_is_not_told_of_a_silent_server()
    {
        await using SilentStream body = new();
        using PublisherFiles files = new(new BodyHandler(body, 1000), TimeSpan.Zero, TimeProvider.System);
        using CancellationTokenSource source = new(Patience);

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            files.HashAsync("https://publisher.example/file", null, source.Token)
        );
    }
}
