using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pipeline.Tests.Tools;

/// <summary>A proxy that takes every host for one server on this machine: the real program needs no hook for its tests.</summary>
internal sealed class ConnectProxy : IDisposable
{
    private static readonly byte[] Connected = Encoding.ASCII.GetBytes("HTTP/1.1 200 Connection established\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;

    public ConnectProxy(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = RelayAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using TcpClient server = new();
        using (client)
        {
            try
            {
                NetworkStream near = client.GetStream();
                await SkipHeadAsync(near);
                await server.ConnectAsync(IPAddress.Loopback, _target);
                await near.WriteAsync(Connected);
                NetworkStream far = server.GetStream();
                _ = await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
            }
            catch (Exception ended) when (ended is IOException or SocketException)
            {
                // Either side may disconnect at any time.
            }
        }
    }

    private static async Task SkipHeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next) == 1)
        {
            _ = head.Append((char)next[0]);
        }
    }
}
