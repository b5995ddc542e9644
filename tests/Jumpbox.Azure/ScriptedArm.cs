using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jumpbox.Azure.Tests;

/// <summary>A real HTTPS server whose answers a test writes: for what a well-behaved resource manager never does.</summary>
internal sealed class ScriptedArm : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Func<HttpContext, int, Task> _answer;
    private int _count;

    private ScriptedArm(WebApplication app, X509Certificate2 authority, Func<HttpContext, int, Task> answer)
    {
        _app = app;
        _answer = answer;
        Authority = authority;
    }

    public X509Certificate2 Authority { get; }

    public Uri Endpoint { get; private set; } = null!;

    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<ScriptedArm> StartAsync(Func<HttpContext, int, Task> answer)
    {
        (X509Certificate2 authority, X509Certificate2 server) = Certificates();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(server))
        );
        builder.WebHost.UseKestrelHttpsConfiguration();
        WebApplication app = builder.Build();
        ScriptedArm arm = new(app, authority, answer);
        app.Run(arm.AnswerAsync);
        await app.StartAsync();
        string address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.First();
        arm.Endpoint = new Uri(address);
        return arm;
    }

    public AzureSession Session(AzureSessionOptions? options = null, TokenCredential? credential = null) =>
        new(
            AzureCloud.Custom("scripted", Endpoint),
            credential ?? new FixedToken(),
            (options ?? new AzureSessionOptions { PollDelay = new NoDelay(), RetryDelay = new NoDelay() }) with
            {
                CertificateAuthority = Authority,
            }
        );

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Authority.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
        return _answer(context, Interlocked.Increment(ref _count));
    }

    private static (X509Certificate2 Authority, X509Certificate2 Server) Certificates()
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddHours(-1);
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new("CN=scripted authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, from.AddDays(1));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(authority, from, from.AddHours(20), [1, 2, 3, 4]);
        using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
        return (authority, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }
}
