using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Hostile;

/// <summary>
/// A TLS proxy between the program and a server that misbehaves for some requests. It speaks HTTP/1.1 byte by byte,
/// so that it can send what no server library would.
/// </summary>
internal sealed class HostileFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly FrontCertificates _certificates;
    private readonly HonestServer _behind;
    private readonly Elsewhere _elsewhere;
    private readonly Task _accepting;
    private volatile Misbehaviour? _misbehaviour;
    private volatile Func<FrontRequest, bool> _target = _ => false;
    private int _hits;

    public HostileFront(HonestServer behind, FrontCertificates certificates, Elsewhere elsewhere)
    {
        _behind = behind;
        _certificates = certificates;
        _elsewhere = elsewhere;
        _listener.Start(512);
        Origin = $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Origin { get; }

    public int Port => new Uri(Origin).Port;

    /// <summary>What the program trusts.</summary>
    public X509Certificate2 Authority => _certificates.Authority;

    /// <summary>How often it misbehaved.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>From now on it misbehaves for such requests.</summary>
    public void Misbehave(Misbehaviour misbehaviour, Func<FrontRequest, bool> target)
    {
        _target = target;
        _misbehaviour = misbehaviour;
    }

    /// <summary>From now on it is honest, on new connections.</summary>
    public void Behave()
    {
        _misbehaviour = null;
        CloseAll();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A listener that is stopped between two connections refuses to accept the next one.
        await _accepting;
        _listener.Stop();
        CloseAll();
        _end.Dispose();
    }

    private void CloseAll()
    {
        foreach (Socket socket in _open.Keys)
        {
            socket.Close(0);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(socket), CancellationToken.None);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        { }
    }

    private async Task ServeAsync(Socket socket)
    {
        _open[socket] = true;
        try
        {
            socket.NoDelay = true;
            await using NetworkStream plain = new(socket, ownsSocket: false);
            await ServeAsync(socket, plain);
        }
        catch (Exception broken)
            when (broken
                    is IOException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or SocketException
                        or InvalidOperationException
                        or HttpRequestException
                        or System.Security.Authentication.AuthenticationException
            ) { }
        finally
        {
            _ = _open.TryRemove(socket, out _);
            socket.Dispose();
        }
    }

    private async Task ServeAsync(Socket socket, NetworkStream plain)
    {
        Misbehaviour? now = Hits > 0 ? _misbehaviour : null;
        if (now?.OnConnectAsync is { } onConnect)
        {
            await onConnect(plain, _end.Token);
            return;
        }
        await using SslStream tls = new(plain, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = now?.Certificate?.Invoke(_certificates) ?? _certificates.Good,
            },
            _end.Token
        );
        while (await FrontRequest.ReadAsync(tls, _end.Token) is { } request)
        {
            FrontExchange exchange = new(
                request,
                tls,
                () => _behind.AnswerAsync(request, Origin, _end.Token),
                _elsewhere.Authority,
                Origin,
                _end.Token
            );
            await AnswerAsync(exchange);
            if (exchange.Ends)
            {
                if (exchange.Resets)
                {
                    socket.Close(0);
                }
                return;
            }
        }
    }

    private async Task AnswerAsync(FrontExchange exchange)
    {
        if (_misbehaviour is not { } misbehaviour || !_target(exchange.Request))
        {
            await exchange.WriteAsync(await exchange.ForwardAsync());
            return;
        }
        Interlocked.Increment(ref _hits);
        if (misbehaviour.OnRequestAsync is { } onRequest)
        {
            await onRequest(exchange);
            return;
        }
        // It concerns connections: this one and all others end, and the next ones begin badly.
        exchange.End(reset: true);
        CloseAll();
    }
}
