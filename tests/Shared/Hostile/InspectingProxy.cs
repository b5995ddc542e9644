using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Hostile;

/// <summary>
/// An organisation's proxy that opens TLS: it has a certificate of its own authority for each host, reads what goes through, and gives
/// the answers of the server behind it.
/// </summary>
internal sealed class InspectingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly FrontCertificates _certificates;
    private readonly HonestServer _behind;
    private readonly Task _accepting;

    /// <summary>Starts listening.</summary>
    /// <param name="behind">Answers in place of the hosts; disposed with this object.</param>
    /// <param name="hosts">The hosts for which it has a certificate.</param>
    public InspectingProxy(HonestServer behind, params string[] hosts)
    {
        _behind = behind;
        _certificates = new FrontCertificates(hosts);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The authority of its certificates, as a file of a trust store.</summary>
    public string AuthorityPem => _certificates.Authority.ExportCertificatePem();

    /// <summary>Whether it demands credentials that nobody has.</summary>
    public bool DemandsCredentials { get; init; }

    /// <summary>The hosts that a tunnel was asked to.</summary>
    public ConcurrentQueue<string> Tunnels { get; } = new();

    /// <summary>What it read in them.</summary>
    public ConcurrentQueue<FrontRequest> Read { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A listener that is stopped between two connections refuses to accept the next one.
        await _accepting;
        _listener.Stop();
        _behind.Dispose();
        _certificates.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = Task.Run(() => ServeAsync(client), CancellationToken.None);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream plain = client.GetStream();
                if (await FrontRequest.ReadAsync(plain, _end.Token) is not { Method: "CONNECT" } tunnel)
                {
                    return;
                }
                Tunnels.Enqueue(tunnel.Target);
                string answer = DemandsCredentials
                    ? "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 Connection established\r\n\r\n";
                await plain.WriteAsync(Encoding.ASCII.GetBytes(answer), _end.Token);
                if (!DemandsCredentials)
                {
                    await InspectAsync(plain, tunnel.Target.Split(':')[0]);
                }
            }
            catch (Exception ended)
                when (ended
                        is IOException
                            or SocketException
                            or OperationCanceledException
                            or HttpRequestException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // Either side may leave at any time.
            }
        }
    }

    private async Task InspectAsync(NetworkStream plain, string host)
    {
        await using SslStream tls = new(plain, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificates.Good },
            _end.Token
        );
        while (await FrontRequest.ReadAsync(tls, _end.Token) is { } request)
        {
            Read.Enqueue(request);
            FrontAnswer answer = await _behind.AnswerAsync(request, $"https://{host}", _end.Token);
            await tls.WriteAsync(answer.Whole(request), _end.Token);
        }
    }
}
