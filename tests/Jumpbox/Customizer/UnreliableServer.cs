using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jumpbox.Tests.Customizer;

/// <summary>A publisher on this machine that sends what a test specifies, byte by byte.</summary>
internal sealed class UnreliableServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<NetworkStream, Task> _answer;
    private readonly Task _serving;
    private int _asked;

    private UnreliableServer(Func<NetworkStream, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}/file";

    public int Asked => _asked;

    /// <summary>Announces the length of a file and sends some of it.</summary>
    public static UnreliableServer Announcing(byte[] file, int sent) =>
        new(async stream =>
        {
            await HeadAsync(stream, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {file.Length}"));
            await stream.WriteAsync(file.AsMemory(0, sent));
        });

    /// <summary>Sends a file without announcing how long it is.</summary>
    public static UnreliableServer Chunked(byte[] file) =>
        new(async stream =>
        {
            await HeadAsync(stream, "Transfer-Encoding: chunked");
            foreach (byte[] chunk in file.Chunk(16 * 1024))
            {
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n"))
                );
                await stream.WriteAsync(chunk);
                await stream.WriteAsync("\r\n"u8.ToArray());
            }
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        });

    /// <summary>Refuses with a status, and from the n-th request on sends a file.</summary>
    public static UnreliableServer Refusing(int status, byte[]? file = null, int times = int.MaxValue)
    {
        int left = times;
        return new(async stream =>
        {
            bool refuses = left-- > 0;
            await HeadAsync(
                stream,
                string.Create(CultureInfo.InvariantCulture, $"Content-Length: {(refuses ? 0 : file!.Length)}"),
                refuses ? status : 200
            );
            await stream.WriteAsync(refuses ? [] : file!);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A listener that is stopped between two connections refuses to accept the next one.
        await _serving;
        _listener.Stop();
        _end.Dispose();
    }

    private static async Task HeadAsync(NetworkStream stream, string header, int status = 200)
    {
        byte[] request = new byte[4096];
        _ = await stream.ReadAsync(request);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {status} Told\r\nConnection: close\r\n{header}\r\n\r\n"
                )
            )
        );
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Interlocked.Increment(ref _asked);
                await _answer(client.GetStream());
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The client had enough, or the test has.
            }
        }
    }
}
