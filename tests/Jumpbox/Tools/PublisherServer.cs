using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jumpbox.Tests.Tools;

/// <summary>
/// GitHub and the publishers' sites on this machine: HTTPS with their real host names, pages, ETags, rate limits, redirects
/// to signed asset addresses, ranges. Clients reach it through <see cref="Network"/>.
/// </summary>
internal sealed class PublisherServer : IAsyncDisposable
{
    private const string AssetHost = "release-assets.githubusercontent.com";

    /// <summary>The names that it answers to.</summary>
    public static readonly string[] Hosts =
    [
        "github.com",
        "*.github.com",
        "*.githubusercontent.com",
        "*.k8s.io",
        "get.helm.sh",
        "*.hashicorp.com",
        "*.ubuntu.com",
        "*.microsoft.com",
        "aka.ms",
        "*.blob.core.windows.net",
        "*.corp.example",
    ];

    private readonly WebApplication _application;
    private readonly X509Certificate2 _certificate;

    private PublisherServer(WebApplication application, X509Certificate2 certificate)
    {
        _application = application;
        _certificate = certificate;
    }

    /// <summary>Releases by repository, as GitHub's JSON, in GitHub's order.</summary>
    public ConcurrentDictionary<string, List<JsonObject>> Releases { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Files by host and path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What goes wrong, by host and path.</summary>
    public ConcurrentDictionary<string, Fault> Faults { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, bool> Archived { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    /// <summary>How many unconditional API requests are left; a negative number means no limit.</summary>
    public int Remaining { get; set; } = -1;

    /// <summary>When the request limit is lifted.</summary>
    public DateTimeOffset Reset { get; set; }

    /// <summary>How many API requests are refused by the secondary limit first.</summary>
    public int SecondaryRefusals;

    /// <summary>The Retry-After that goes with a secondary refusal, in seconds; null leaves it out.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>The status of a refusal: GitHub's documentation names 403 and 429.</summary>
    public int RefusalStatus { get; set; } = 403;

    /// <summary>Answers in place of all that follows, where it says so.</summary>
    public Func<HttpContext, Task<bool>> Misbehave { get; set; } = _ => Task.FromResult(false);

    public TimeSpan Latency { get; set; }

    public int Port => new Uri(_application.Urls.First()).Port;

    /// <summary>The certificate that a client must trust.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    public static async Task<PublisherServer> StartAsync()
    {
        X509Certificate2 certificate = Certificate();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate))
        );
        WebApplication application = builder.Build();
        PublisherServer server = new(application, certificate);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>A network in which every host is this server.</summary>
    public SocketsHttpHandler Network()
    {
        X509ChainPolicy trust = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        _ = trust.CustomTrustStore.Add(_certificate);
        return new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
            ConnectCallback = async (_, cancellationToken) =>
            {
                Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await Task.Delay(Latency);
        string host = context.Request.Host.Host;
        // An escaped slash stays escaped in the path; the files are kept under their decoded names.
        string path = Uri.UnescapeDataString(context.Request.Path.Value!);
        context.Response.OnCompleted(() =>
        {
            Seen.Enqueue(
                new SeenRequest(
                    context.Request.Method,
                    host,
                    path + context.Request.QueryString,
                    context.Response.StatusCode,
                    context.Request.Headers.ContainsKey("If-None-Match"),
                    context.Request.Headers.Authorization,
                    context.Request.Headers.Range
                )
            );
            return Task.CompletedTask;
        });
        if (await Misbehave(context))
        {
            return;
        }
        await (
            host is "api.github.com" or "github.corp.example" ? ApiAsync(context, path) : FileAsync(context, host, path)
        );
    }

    private async Task ApiAsync(HttpContext context, string path)
    {
        if (Interlocked.Decrement(ref SecondaryRefusals) >= 0)
        {
            await RefuseAsync(context, "You have exceeded a secondary rate limit.", RetryAfter);
            return;
        }
        string[] parts = path.Replace("/api/v3", "", StringComparison.Ordinal).Trim('/').Split('/');
        string repository = string.Join('/', parts.Skip(1).Take(2));
        JsonNode? answer = (
            parts.ElementAtOrDefault(3),
            Releases.TryGetValue(repository, out List<JsonObject>? releases)
        ) switch
        {
            ("releases", true) => Page(context, releases!),
            ("commits", true) => new JsonObject { ["sha"] = Convert.ToHexStringLower(SHA1(path)) },
            (null, true) => new JsonObject
            {
                ["full_name"] = repository,
                ["archived"] = Archived.ContainsKey(repository),
            },
            _ => null,
        };
        if (answer is null)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"message":"Not Found"}""");
            return;
        }
        await JsonAsync(context, answer.ToJsonString());
    }

    private async Task JsonAsync(HttpContext context, string body)
    {
        string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\"";
        bool unchanged = context.Request.Headers.IfNoneMatch == tag;
        if (!unchanged && Remaining == 0)
        {
            await RefuseAsync(context, "API rate limit exceeded for 192.0.2.1.", null);
            return;
        }
        if (!unchanged && Remaining > 0)
        {
            Remaining--;
        }
        Limits(context);
        context.Response.Headers.ETag = tag;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.StatusCode = unchanged ? 304 : 200;
        if (!unchanged)
        {
            await context.Response.WriteAsync(body);
        }
    }

    private static JsonArray Page(HttpContext context, List<JsonObject> releases)
    {
        int size = int.Parse(context.Request.Query["per_page"]!, CultureInfo.InvariantCulture);
        int page = int.Parse(context.Request.Query["page"]!, CultureInfo.InvariantCulture);
        int last = Math.Max(1, (releases.Count + size - 1) / size);
        string address = $"https://{context.Request.Host}{context.Request.Path}?per_page={size}&page=";
        if (page < last)
        {
            context.Response.Headers.Link = $"<{address}{page + 1}>; rel=\"next\", <{address}{last}>; rel=\"last\"";
        }
        return new JsonArray([.. releases.Skip((page - 1) * size).Take(size).Select(release => release.DeepClone())]);
    }

    private Task RefuseAsync(HttpContext context, string message, int? retryAfter)
    {
        Limits(context);
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        context.Response.StatusCode = RefusalStatus;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(new JsonObject { ["message"] = message }.ToJsonString());
    }

    private void Limits(HttpContext context)
    {
        if (Remaining >= 0)
        {
            context.Response.Headers["x-ratelimit-limit"] = "60";
            context.Response.Headers["x-ratelimit-remaining"] = Remaining.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers["x-ratelimit-reset"] = Reset
                .ToUnixTimeSeconds()
                .ToString(CultureInfo.InvariantCulture);
        }
    }

    private async Task FileAsync(HttpContext context, string host, string path)
    {
        // GitHub's files are elsewhere, behind an address that is signed and must not be shown.
        string key = host == AssetHost ? $"github.com{path}" : host + path;
        if (!Files.TryGetValue(key, out byte[]? content) || Faults.GetValueOrDefault(key, (Fault)(-1)) == Fault.Missing)
        {
            context.Response.StatusCode = 404;
            return;
        }
        if (host == "github.com")
        {
            context.Response.Redirect(
                $"https://{AssetHost}{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?sig=SECRET"
            );
            return;
        }
        bool faulty = Faults.TryGetValue(key, out Fault fault);
        if (faulty && fault == Fault.BusyOnce)
        {
            _ = Faults.TryRemove(key, out _);
            context.Response.StatusCode = 503;
            return;
        }
        if (faulty && fault == Fault.Truncated)
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length / 2));
            // Kestrel ends the connection after the last byte; an abort could throw away those that are on their way.
            return;
        }
        byte[] sent = faulty && fault == Fault.Corrupt ? [.. content[..^1], (byte)(content[^1] ^ 1)] : content;
        if (context.Request.Method == "HEAD")
        {
            context.Response.ContentLength = sent.Length;
            return;
        }
        await Results.Bytes(sent, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static byte[] SHA1(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..20];

    private static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=publishers of this test", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        foreach (string host in Hosts)
        {
            names.AddDnsName(host);
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 made = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
