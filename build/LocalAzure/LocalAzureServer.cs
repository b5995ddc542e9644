using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Faults;
using LocalAzure.Server;
using LocalAzure.Settings;
using LocalAzure.Store;
using LocalAzure.Worlds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalAzure;

/// <summary>
/// An embedded ARM server on loopback: nothing leaves the machine. It speaks the protocol that any ARM client expects,
/// over HTTPS with a certificate authority of its own and tokens that it issues itself.
/// </summary>
public sealed class LocalAzureServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ControlPlane _plane;
    private readonly ResourceStore _store;
    private readonly Agenda _agenda;
    private readonly AccessToken _tokens;
    private readonly X509Certificate2 _serverCertificate;

    private LocalAzureServer(
        WebApplication application,
        ControlPlane plane,
        ResourceStore store,
        Agenda agenda,
        AccessToken tokens,
        RequestLog requests,
        X509Certificate2 authority,
        X509Certificate2 serverCertificate
    )
    {
        _application = application;
        _plane = plane;
        _store = store;
        _agenda = agenda;
        _tokens = tokens;
        _serverCertificate = serverCertificate;
        Requests = requests;
        CertificateAuthority = authority;
        Endpoint = new Uri(plane.Operations.Endpoint);
    }

    /// <summary>Where it listens: https://127.0.0.1:port.</summary>
    public Uri Endpoint { get; }

    /// <summary>The certificate that clients must trust, without its key.</summary>
    public X509Certificate2 CertificateAuthority { get; }

    /// <summary>Object id of the person at the keyboard: Owner of the world's subscription.</summary>
    public string OperatorPrincipalId { get; } = SampleWorld.Operator;

    /// <summary>The tenant that issues the tokens.</summary>
    public string TenantId => _plane.Options.Home.TenantId;

    /// <summary>Every request so far.</summary>
    public RequestLog Requests { get; }

    internal ControlPlane Plane => _plane;

    /// <summary>Starts the server and, when the state is empty, makes its world.</summary>
    /// <exception cref="LocalAzureException">Port or state folder in use, damaged state, or an unusable world.</exception>
    public static async Task<LocalAzureServer> StartAsync(
        LocalAzureOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ResourceStore store = new(options.StateFolder);
        Agenda agenda = new(store, options.TimeProvider);
        try
        {
            byte[] key = KeyOf(store);
            Operations operations = new(store, agenda, options, key);
            ControlPlane plane = new(options, store, agenda, operations);
            AccessToken tokens = new(key, options.TimeProvider, options.Home.TenantId);
            RequestLog requests = new();
            (X509Certificate2? authority, X509Certificate2? server) = ServerCertificate.Create();
            WebApplication application = await ListenAsync(options, plane, tokens, requests, server, cancellationToken);
            await WorldLoader.FillAsync(plane, cancellationToken);
            agenda.RunDue();
            return new(application, plane, store, agenda, tokens, requests, authority, server);
        }
        catch
        {
            store.Dispose();
            agenda.Dispose();
            throw;
        }
    }

    /// <summary>A bearer token of this server.</summary>
    /// <param name="audience">https://management.azure.com/ for ARM, https://storage.azure.com/ for blobs.</param>
    /// <param name="principalId">Object id of who asks.</param>
    /// <param name="lifetime">How long it is good for, on the server's clock.</param>
    public string IssueToken(string audience, string principalId, TimeSpan lifetime) =>
        _tokens.Issue(audience, principalId, lifetime);

    /// <summary>What exists now.</summary>
    public World Snapshot()
    {
        _agenda.RunDue();
        return new World([.. _store.Under("/subscriptions/").Where(r => !r.Type.StartsWith('~')).Select(r => r.Id)]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _plane.Background.DisposeAsync();
        _store.Dispose();
        _agenda.Dispose();
        _serverCertificate.Dispose();
        CertificateAuthority.Dispose();
    }

    private static async Task<WebApplication> ListenAsync(
        LocalAzureOptions options,
        ControlPlane plane,
        AccessToken tokens,
        RequestLog requests,
        X509Certificate2 certificate,
        CancellationToken cancellationToken
    )
    {
        // The port of before keeps poll addresses good that another process has saved.
        int remembered = plane.Store.Find("~server/port")?.Body["port"].Number() ?? 0;
        foreach (
            int port in options.Port != 0 ? new[] { options.Port }
            : remembered != 0 ? [remembered, 0]
            : [0]
        )
        {
            WebApplication application = Build(port, plane, tokens, requests, certificate);
            try
            {
                await application.StartAsync(cancellationToken);
                IServerAddressesFeature address = application
                    .Services.GetRequiredService<IServer>()
                    .Features.Get<IServerAddressesFeature>()!;
                int bound = new Uri(address.Addresses.First()).Port;
                plane.Operations.Endpoint = $"https://127.0.0.1:{bound}";
                plane.Store.Put(new StoredResource("~server/port", "~server", new JsonObject { ["port"] = bound }));
                return application;
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                await application.DisposeAsync();
                if (port == options.Port && port != 0)
                {
                    throw new LocalAzureException(
                        $"Port {port} on 127.0.0.1 is in use. End what listens there, or give --port=0 to take any free one.",
                        e
                    );
                }
            }
        }
        throw new LocalAzureException("No free port was found on 127.0.0.1.");
    }

    private static WebApplication Build(
        int port,
        ControlPlane plane,
        AccessToken tokens,
        RequestLog requests,
        X509Certificate2 certificate
    )
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate));
        });
        WebApplication application = builder.Build();
        HttpFront front = new(plane, tokens, requests);
        application.Run(
            plane.Options.Faults is { } faults
                ? new FaultyFront(plane, faults, requests, front.HandleAsync).HandleAsync
                : front.HandleAsync
        );
        return application;
    }

    private static byte[] KeyOf(ResourceStore store)
    {
        if (store.Find("~server/key")?.Body["key"].Text() is { } saved)
        {
            return Convert.FromHexString(saved);
        }
        byte[] key = RandomNumberGenerator.GetBytes(32);
        store.Put(new StoredResource("~server/key", "~server", new JsonObject { ["key"] = Convert.ToHexString(key) }));
        return key;
    }
}
