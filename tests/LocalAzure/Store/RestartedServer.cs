using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LocalAzure.Settings;

namespace LocalAzure.Tests.Store;

/// <summary>A server that starts again with its state: what a client knows of the first one is valid for the second.</summary>
public sealed class RestartedServer
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_continues_with_its_trust_its_token_its_address_and_its_operation()
    {
        string folder = Directory.CreateTempSubdirectory("restarted").FullName;
        try
        {
            LocalAzureOptions options = new()
            {
                StateFolder = folder,
                Durations = Durations.Quick with { Resource = TimeSpan.FromSeconds(1) },
            };
            LocalArm first = await LocalArm.StartAsync(options);
            using X509Certificate2 trusted = X509CertificateLoader.LoadCertificate(
                first.Server.CertificateAuthority.RawData
            );
            using HttpClient client = new(Trusting(trusted));
            client.DefaultRequestHeaders.Authorization = first.Bearer(first.Server.OperatorPrincipalId);
            string network =
                $"{first.Server.Endpoint.GetLeftPart(UriPartial.Authority)}{LocalArm.Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks/vnet-again?api-version=2024-05-01";
            using StringContent body = new(
                """{"location":"eastus2","properties":{"addressSpace":{"addressPrefixes":["10.9.0.0/16"]}}}""",
                Encoding.UTF8,
                "application/json"
            );
            using HttpResponseMessage begun = await client.PutAsync(network, body, Cancel);
            Uri poll = new(begun.Headers.GetValues("Azure-AsyncOperation").Single());
            await first.DisposeAsync();

            await using LocalArm second = await LocalArm.StartAsync(options);
            Assert.SkipUnless(second.Server.Endpoint.Port == poll.Port, "Another process took the port meanwhile.");
            string state;
            do
            {
                state = await client.GetStringAsync(poll, Cancel);
            } while (state.Contains("InProgress", StringComparison.Ordinal));

            Assert.Contains("Succeeded", state, StringComparison.Ordinal);
            using HttpResponseMessage read = await client.GetAsync(network, Cancel);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 authority)
    {
        SocketsHttpHandler handler = new() { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        return handler;
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_keys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        string folder = Directory.CreateTempSubdirectory("keys").FullName;
        string state = Path.Combine(folder, "state");
        try
        {
            await using LocalArm arm = await LocalArm.StartAsync(new() { StateFolder = state });

            Assert.All(
                Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories),
                file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, FileMode(file))
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static UnixFileMode FileMode(string file) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);
    }
}
