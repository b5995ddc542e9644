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

    private LocalCloud(LocalAzureServer server) => _server = server;

    /// <summary>What the world contains only because the settings name it, as phrases.</summary>
    public IReadOnlyList<string> Assumptions => _server.Assumptions;

    /// <summary>Starts the server.</summary>
    public static async Task<LocalCloud> StartAsync(LocalAzureOptions options, CancellationToken cancellationToken) =>
        new(await LocalStart.ServerAsync(options, cancellationToken));

    /// <summary>Connects to it.</summary>
    public AzureSession Connect(AzureSessionOptions options) =>
        new(
            AzureCloud.Custom("local", _server.Endpoint, audience: Audience),
            DelegatedTokenCredential.Create((request, _) => Token(_server, request.Scopes[0])),
            options with
            {
                CertificateAuthority = _server.CertificateAuthority,
                PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(100)),
            }
        );

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

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
