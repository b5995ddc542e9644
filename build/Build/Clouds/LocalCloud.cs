using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using LocalAzure;

namespace Build.Clouds;

/// <summary>
/// Connects to an embedded LocalAzure like to any other cloud: an endpoint, a certificate to trust, a credential.
/// </summary>
internal sealed class LocalCloud : IAsyncDisposable
{
    private const string Audience = "https://management.azure.com";
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private readonly LocalAzureServer _server;

    private LocalCloud(LocalAzureServer server, AzureSession session)
    {
        _server = server;
        Session = session;
    }

    public AzureSession Session { get; }

    /// <summary>Starts the server and connects to it.</summary>
    public static async Task<LocalCloud> StartAsync(
        LocalAzureOptions options,
        AzureSessionOptions session,
        CancellationToken cancellationToken
    )
    {
        LocalAzureServer server = await LocalStart.ServerAsync(options, cancellationToken);
        return new LocalCloud(
            server,
            new AzureSession(
                AzureCloud.Custom("local", server.Endpoint, audience: Audience),
                DelegatedTokenCredential.Create((request, _) => Token(server, request.Scopes[0])),
                session with
                {
                    CertificateAuthority = server.CertificateAuthority,
                    PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(100)),
                }
            )
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await _server.DisposeAsync();
    }

    private static AccessToken Token(LocalAzureServer server, string scope) =>
        new(
            server.IssueToken(
                scope.Replace("/.default", "", StringComparison.Ordinal),
                server.OperatorPrincipalId,
                TokenLifetime
            ),
            DateTimeOffset.UtcNow + TokenLifetime
        );
}
