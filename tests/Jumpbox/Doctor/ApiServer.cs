using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Jumpbox.Tests.Doctor;

/// <summary>
/// A server with TLS that answers as an API server does, as far as kubectl asks here; or as Azure Resource Manager and the metadata
/// service do. What it answers is the test's.
/// </summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<ApiRequest, (int Code, string Body)> _answer;
    private readonly Task _accepting;

    /// <param name="certificate">Its certificate; null for a server without TLS.</param>
    /// <param name="answer">Its answers.</param>
    public ApiServer(X509Certificate2? certificate, Func<ApiRequest, (int Code, string Body)> answer)
    {
        _certificate = certificate;
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was asked.</summary>
    public ConcurrentQueue<ApiRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // A listener that is stopped between two connections refuses to accept the next one.
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    /// <summary>The answers of a cluster of a version, for a request with the token.</summary>
    public static (int, string) Cluster(ApiRequest request, string version, string nodes = Nodes) =>
        request.Token != "good-token" ? (401, Status(401, "Unauthorized"))
        : request.Path == "/version" ? (200, $$"""{"major":"1","minor":"33","gitVersion":"{{version}}"}""")
        : request.Path.EndsWith("/selfsubjectreviews", StringComparison.Ordinal)
            ? (
                200,
                """{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1","status":{"userInfo":{"username":"ops@example.com"}}}"""
            )
        : request.Path == "/api" ? (200, """{"kind":"APIVersions","versions":["v1"]}""")
        : request.Path == "/apis" ? (200, """{"kind":"APIGroupList","apiVersion":"v1","groups":[]}""")
        : request.Path == "/api/v1"
            ? (
                200,
                """{"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"nodes","singularName":"node","namespaced":false,"kind":"Node","verbs":["get","list"]}]}"""
            )
        : request.Path == "/api/v1/nodes" && nodes.Length > 0 ? (200, nodes)
        : request.Path == "/api/v1/nodes" ? (403, Status(403, "Forbidden"))
        : (404, Status(404, "NotFound"));

    public static string Status(int code, string reason) =>
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"nodes is forbidden: {{reason}}","reason":"{{reason}}","code":{{code}}}""";

    /// <summary>A list of one node, at this machine's own address.</summary>
    public const string Nodes = """
        {"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[{"kind":"Node","apiVersion":"v1","metadata":{"name":"aks-1"},
        "status":{"nodeInfo":{"kubeletVersion":"v1.33.2"},"conditions":[{"type":"Ready","status":"True"}],
        "addresses":[{"type":"InternalIP","address":"127.0.0.1"}]}}]}
        """;

    private async Task AcceptAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await using Stream stream = await OpenAsync(client.GetStream());
                while (await ReadAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    (int code, string body) = _answer(request);
                    byte[] bytes = Encoding.UTF8.GetBytes(body);
                    await stream.WriteAsync(
                        Encoding.ASCII.GetBytes(
                            $"HTTP/1.1 {code} x\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n"
                        ),
                        _end.Token
                    );
                    await stream.WriteAsync(bytes, _end.Token);
                }
            }
        }
        catch (Exception error)
            when (error
                    is IOException
                        or System.Security.Authentication.AuthenticationException
                        or OperationCanceledException
            ) { }
    }

    private async Task<Stream> OpenAsync(NetworkStream stream)
    {
        if (_certificate is null)
        {
            return stream;
        }
        SslStream channel = new(stream);
        await channel.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate },
            _end.Token
        );
        return channel;
    }

    private async Task<ApiRequest?> ReadAsync(Stream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < 20_000 && !(head.Count > 3 && head[^4..] is [13, 10, 13, 10]))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }
            head.Add(one[0]);
        }
        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n");
        string Header(string name) =>
            lines
                .FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
                ?[(name.Length + 1)..].Trim()
            ?? "";
        if (int.TryParse(Header("Content-Length"), out int length))
        {
            await stream.ReadExactlyAsync(new byte[length], _end.Token);
        }
        string[] words = lines[0].Split(' ');
        return new(
            words[0],
            words[1].Split('?')[0],
            Uri.UnescapeDataString(words[1]),
            Header("Authorization").Replace("Bearer ", "", StringComparison.Ordinal)
        );
    }
}

/// <summary>A request to a test's server.</summary>
internal sealed record ApiRequest(string Method, string Path, string Target, string Token);
