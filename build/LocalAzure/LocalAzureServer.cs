using System.Globalization;
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
using Microsoft.AspNetCore.Http;

namespace LocalAzure;

/// <summary>
/// An embedded ARM server on the loopback interface. Any ARM client can use it: it speaks HTTPS, with its own certificate
/// authority and its own tokens.
/// </summary>
public sealed class LocalAzureServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly AccessToken _tokens;
    private readonly X509Certificate2 _serverCertificate;

    private LocalAzureServer(
        WebApplication application,
        Composition cloud,
        string tenantId,
        AccessToken tokens,
        RequestLog requests,
        X509Certificate2 authority,
        X509Certificate2 serverCertificate
    )
    {
        _application = application;
        Cloud = cloud;
        TenantId = tenantId;
        _tokens = tokens;
        _serverCertificate = serverCertificate;
        Requests = requests;
        CertificateAuthority = authority;
        Endpoint = new Uri(Cloud.Context.Operations.Endpoint);
    }

    /// <summary>The endpoint: https://127.0.0.1:port.</summary>
    public Uri Endpoint { get; }

    /// <summary>The certificate that clients must trust, without its private key.</summary>
    public X509Certificate2 CertificateAuthority { get; }

    /// <summary>The object id of the operator, Owner of the world's subscription.</summary>
    public string OperatorPrincipalId { get; } = SampleWorld.Operator;

    /// <summary>The tenant that issues the tokens.</summary>
    public string TenantId { get; }

    /// <summary>
    /// What the world contains only because the client's settings name it, as phrases such as "VM size Standard_E8ads_v5 with
    /// quota"; empty for the sample's settings.
    /// </summary>
    public IReadOnlyList<string> Assumptions { get; private init; } = [];

    /// <summary>All requests so far.</summary>
    public RequestLog Requests { get; }

    internal Composition Cloud { get; }

    /// <summary>Starts the server and creates the world if the state is empty.</summary>
    /// <exception cref="LocalAzureException">
    /// The port or the state folder is in use, or the state or the world is invalid.
    /// </exception>
    public static async Task<LocalAzureServer> StartAsync(
        LocalAzureOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ResourceStore store = new(options.StateFolder);
        options = options with { TimeProvider = new SteadyClock(options.TimeProvider, LatestIn(store)) };
        Agenda agenda = new(store, options.TimeProvider);
        try
        {
            byte[] key = KeyOf(store);
            Operations operations = new(store, agenda, options.TimeProvider, options.RetryAfter, options.Location, key);
            AccessToken tokens = new(key, options.TimeProvider, options.Client.TenantId);
            Composition cloud = new(
                options,
                new(store, agenda, operations, options.Durations) { IsStrict = options.StrictVersions },
                tokens
            );
            RequestLog requests = new();
            (X509Certificate2? authority, X509Certificate2? server) = ServerCertificate.Create(store);
            WebApplication application = await ListenAsync(options, cloud, tokens, requests, server, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            string[] assumed =
            [
                .. options
                    .OtherClients.Prepend(options.Client)
                    .Distinct()
                    .SelectMany(client =>
                        new WorldLoader(store, cloud.Directory, cloud.Types, client).Fill(options.WorldFile)
                    )
                    .Distinct(StringComparer.Ordinal),
            ];
            agenda.RunDue();
            cloud.Resume();
            return new(application, cloud, options.Client.TenantId, tokens, requests, authority, server)
            {
                Assumptions = assumed,
            };
        }
        catch
        {
            store.Dispose();
            agenda.Dispose();
            throw;
        }
    }

    /// <summary>Issues a bearer token.</summary>
    /// <param name="audience">https://management.azure.com/ for ARM, https://storage.azure.com/ for blobs.</param>
    /// <param name="principalId">The object id of the principal.</param>
    /// <param name="lifetime">Its lifetime, on the server's clock.</param>
    public string IssueToken(string audience, string principalId, TimeSpan lifetime) =>
        _tokens.Issue(audience, principalId, lifetime);

    /// <summary>Returns the resources that exist now.</summary>
    public World Snapshot()
    {
        Cloud.Context.Agenda.RunDue();
        return new World([
            .. Cloud.Context.Store.Under("/subscriptions/").Where(r => !r.Type.StartsWith('~')).Select(r => r.Id),
        ]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        await Cloud.Machines.DisposeAsync();
        await Cloud.Background.DisposeAsync();
        Cloud.Context.Store.Dispose();
        Cloud.Context.Agenda.Dispose();
        _serverCertificate.Dispose();
        CertificateAuthority.Dispose();
    }

    private static async Task<WebApplication> ListenAsync(
        LocalAzureOptions options,
        Composition cloud,
        AccessToken tokens,
        RequestLog requests,
        X509Certificate2 certificate,
        CancellationToken cancellationToken
    )
    {
        ResourceContext context = cloud.Context;
        FrontSettings settings = new(options.Client.TenantId, options.Latency, options.TimeProvider);
        RequestDelegate handle = new HttpFront(
            settings,
            context,
            cloud.Dispatcher,
            tokens,
            new GraphDirectory(cloud.Directory),
            cloud.DataPlanes,
            requests
        ).HandleAsync;
        if (options.Faults is { } faults)
        {
            handle = new FaultyFront(context, options.TimeProvider, faults, requests, handle).HandleAsync;
        }
        // The same port keeps poll addresses valid that another process has saved.
        int remembered = context.Store.Find("~server/port")?.Body["port"].Number() ?? 0;
        (WebApplication application, int port) = await Listener.StartAsync(
            options.Port,
            remembered,
            certificate,
            handle,
            cancellationToken
        );
        context.Operations.Endpoint = $"https://127.0.0.1:{port}";
        context.Store.Put(new StoredResource("~server/port", "~server", new JsonObject { ["port"] = port }));
        return application;
    }

    // The latest time that is written in the state: what is due is due after it.
    private static DateTimeOffset LatestIn(ResourceStore store) =>
        store
            .OfType("~operation")
            .Select(operation => operation.Body["startTime"].Text())
            .Select(text =>
                DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset time)
                    ? time
                    : DateTimeOffset.MinValue
            )
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();

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
