using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>Creates the HTTP transport of a session.</summary>
internal static class TransportFactory
{
    public static HttpClientTransport Create(AzureSessionOptions options)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = Limits.Connecting,
            AutomaticDecompression = DecompressionMethods.All,
        };
        if (options.CertificateAuthority is { } authority)
        {
            handler.UseProxy = false;
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            };
        }
        // The pipeline has its own timeouts; HttpClient's would abort long downloads of logs.
        return new HttpClientTransport(
            new HttpClient(new RetryAfterCap(handler, options)) { Timeout = Timeout.InfiniteTimeSpan }
        );
    }
}
