using System.Text.Json;
using Azure.Core;
using Build.Clouds;
using Build.Run;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using LocalAzure;
using LocalAzure.Settings;
using Microsoft.Extensions.Time.Testing;

namespace Pipeline.Tests;

/// <summary>
/// One LocalAzure for runs with different settings. Its clock moves slowly, and far only when a test says so: an image build is
/// in progress for as long as the test needs it.
/// </summary>
internal sealed class SharedCloud : IAsyncDisposable
{
    private static readonly TimeSpan BuildTime = TimeSpan.FromHours(1);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);
    private readonly CancellationTokenSource _end = new();
    private readonly FakeTimeProvider _clock;
    private readonly Task _ticking;

    private SharedCloud(LocalAzureServer server, FakeTimeProvider clock)
    {
        Server = server;
        _clock = clock;
        _ticking = TickAsync();
    }

    public LocalAzureServer Server { get; }

    /// <summary>Starts it.</summary>
    /// <param name="world">A world file, or nothing for the sample world.</param>
    /// <param name="durations">How long operations take; nothing for a build that is in its first phase until told.</param>
    public static async Task<SharedCloud> StartAsync(string? world = null, Durations? durations = null)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        LocalAzureOptions options = new()
        {
            TimeProvider = clock,
            WorldFile = world,
            Durations = durations ?? Durations.Quick with { Building = BuildTime },
        };
        return new SharedCloud(await LocalAzureServer.StartAsync(options), clock);
    }

    /// <summary>Makes the session of a run.</summary>
    public AzureSession Connect(BuildContext context) =>
        new(
            AzureCloud.Custom("local", Server.Endpoint, audience: "https://management.azure.com"),
            new Operator(Server),
            CloudConnection.Options(context) with
            {
                CertificateAuthority = Server.CertificateAuthority,
                PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(5)),
                RetryDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(5)),
            }
        );

    /// <summary>Lets the time of an image build pass.</summary>
    public void EndBuilds() => _clock.Advance(BuildTime);

    /// <summary>Writes the ready file, for runs in processes of their own; the argument that names it.</summary>
    /// <param name="artifacts">The artifacts folder of a run, whose secrets are in a folder of their own.</param>
    public string Served(string artifacts)
    {
        string folder = Directory.CreateDirectory(Path.Combine(artifacts, "secrets")).FullName;
        string authority = Path.Combine(folder, "served-ca.pem");
        string ready = Path.Combine(folder, "served.json");
        File.WriteAllText(authority, Server.CertificateAuthority.ExportCertificatePem());
        File.WriteAllText(
            ready,
            JsonSerializer.Serialize(
                new ReadyFile(
                    Server.Endpoint,
                    authority,
                    Server.TenantId,
                    SampleSettings.Read().SubscriptionId,
                    Environment.ProcessId,
                    Token("https://management.azure.com/"),
                    Token("https://storage.azure.com/")
                ),
                JsonSerializerOptions.Web
            )
        );
        return $"--served={ready}";

        string Token(string audience) => Server.IssueToken(audience, Server.OperatorPrincipalId, TokenLifetime);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _ticking;
        _end.Dispose();
        await Server.DisposeAsync();
    }

    private async Task TickAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(20, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private sealed class Operator(LocalAzureServer server) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(
                server.IssueToken(
                    requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal),
                    server.OperatorPrincipalId,
                    TokenLifetime
                ),
                DateTimeOffset.UtcNow
            );

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
