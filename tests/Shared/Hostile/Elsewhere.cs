using System.Net;
using System.Net.Sockets;

namespace Hostile;

/// <summary>A host that is not the cloud. A client that connects to it followed an address that it should not have.</summary>
internal sealed class Elsewhere : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _visits;

    public Elsewhere()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many connections were opened.</summary>
    public int Visits => Volatile.Read(ref _visits);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A listener that is stopped between two connections refuses to accept the next one.
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                Interlocked.Increment(ref _visits);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        { }
    }
}
