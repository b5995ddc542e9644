using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;

namespace Build.Clouds;

/// <summary>Connects to a LocalAzure that another process serves.</summary>
internal static class ServedCloud
{
    public static AzureSession Connect(ReadyFile ready, AzureSessionOptions options) =>
        new(
            AzureCloud.Custom("local", ready.Endpoint, audience: "https://management.azure.com"),
            DelegatedTokenCredential.Create(
                (request, _) =>
                    new AccessToken(
                        request.Scopes[0].Contains("storage", StringComparison.Ordinal)
                            ? ready.StorageToken
                            : ready.ManagementToken,
                        DateTimeOffset.UtcNow + TimeSpan.FromHours(1)
                    )
            ),
            options with
            {
                CertificateAuthority = X509CertificateLoader.LoadCertificateFromFile(ready.CertificateAuthority),
                PollDelay = DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(100)),
            }
        );
}
