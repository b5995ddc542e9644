using System.Text.Json;
using LocalAzure;
using LocalAzure.Settings;

namespace Fleet.Bench;

/// <summary>A LocalAzure in this process that other processes use, with a count of what they ask.</summary>
internal sealed class CountedCloud : IAsyncDisposable
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(12);
    private readonly LocalAzureServer _server;

    private CountedCloud(LocalAzureServer server, string ready)
    {
        _server = server;
        ReadyFile = ready;
    }

    /// <summary>What <c>--served</c> takes.</summary>
    public string ReadyFile { get; }

    public int Requests => _server.Requests.Count;

    /// <summary>How many images exist.</summary>
    public int Images =>
        _server
            .Snapshot()
            .ResourceIds.Count(id => id.Contains("/Microsoft.Compute/images/", StringComparison.OrdinalIgnoreCase));

    /// <summary>The requests by what they ask, most frequent first.</summary>
    public IEnumerable<(string Kind, int Count)> Kinds =>
        _server
            .Requests.GroupBy(request => $"{request.Method, -6} {KindOf(request.Path)}")
            .Select(group => (group.Key, group.Count()))
            .OrderByDescending(pair => pair.Item2);

    public static async Task<CountedCloud> StartAsync(FleetFolder folder, string name, TimeSpan distributing)
    {
        LocalAzureServer server = await LocalAzureServer.StartAsync(
            new LocalAzureOptions
            {
                Durations = Durations.Quick with { Distributing = distributing },
                WorldFile = folder.World,
            }
        );
        string authority = folder.PathOf($"{name}.pem");
        await File.WriteAllTextAsync(authority, server.CertificateAuthority.ExportCertificatePem());
        string ready = folder.PathOf($"{name}.json");
        await File.WriteAllTextAsync(
            ready,
            JsonSerializer.Serialize(
                new
                {
                    server.Endpoint,
                    CertificateAuthority = authority,
                    server.TenantId,
                    SubscriptionId = ClientSettings.Sample.SubscriptionId,
                    Environment.ProcessId,
                    ManagementToken = server.IssueToken(
                        "https://management.azure.com/",
                        server.OperatorPrincipalId,
                        TokenLifetime
                    ),
                    StorageToken = server.IssueToken(
                        "https://storage.azure.com/",
                        server.OperatorPrincipalId,
                        TokenLifetime
                    ),
                }
            )
        );
        return new CountedCloud(server, ready);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // The type of the last resource, without names.
    private static string KindOf(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int provider = Array.FindLastIndex(parts, part => part.Equals("providers", StringComparison.OrdinalIgnoreCase));
        return provider < 0
            ? parts[0].Equals("subscriptions", StringComparison.OrdinalIgnoreCase)
                ? string.Join('/', parts.Where((_, at) => at % 2 == 0))
                : $"blob storage{(parts.Length == 1 ? " (list)" : "")}"
            : string.Join('/', parts.Skip(provider + 1).Where((_, at) => at == 0 || at % 2 == 1))
                + (parts.Length % 2 == 0 ? "" : " (list)");
    }
}
