using LocalAzure.Resources;

namespace LocalAzure.Packets;

/// <summary>
/// The addresses of public hosts in LocalAzure's Internet, and the prefixes of service tags. The numbers are invented and only have
/// the form of real ones: a host is inside the tags that the documentation gives it (Azure Virtual Network, "service tags";
/// Microsoft Artifact Registry, "client firewall rules"), and outside Azure where its publisher is.
/// </summary>
internal static class HostBook
{
    // Like the real ones, in both halves of the addresses.
    private static readonly string[] Manager = ["4.150.224.0/20", "191.234.128.0/20"];
    private static readonly string[] FirstParty = ["150.171.64.0/18", "13.107.224.0/20"];
    private static readonly string[] Frontend = ["13.107.208.0/20", "150.171.32.0/20"];

    private static readonly Dictionary<string, string> Fixed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["management.azure.com"] = "4.150.232.8",
        ["mcr.microsoft.com"] = "150.171.70.10",
        ["packages.microsoft.com"] = "13.107.213.20",
        ["get.helm.sh"] = "13.107.213.21",
        ["aka.ms"] = "13.107.213.22",
        ["github.com"] = "140.82.112.4",
        ["login.microsoftonline.com"] = "20.190.128.10",
    };

    /// <summary>The address of a host; null if it has none.</summary>
    /// <param name="host">The host.</param>
    /// <param name="location">The region of storage accounts, for example <c>eastus2</c>.</param>
    public static uint? AddressOf(string host, string location)
    {
        if (Ipv4.Number(host) is { } literal)
        {
            return literal;
        }
        if (
            host.StartsWith('*')
            || host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase)
            || IsOfPrivateCluster(host)
        )
        {
            return null;
        }
        int number = Math.Max(0, IndexOf(location));
        return Fixed.TryGetValue(host, out string? address) ? Ipv4.Number(address)
            : host.EndsWith(".core.windows.net", StringComparison.OrdinalIgnoreCase)
                ? Ipv4.Number($"20.{60 + number}.8.{1 + Hash(host) % 250}")
            : host.EndsWith(".data.mcr.microsoft.com", StringComparison.OrdinalIgnoreCase)
                ? Ipv4.Number($"13.70.{Math.Max(0, IndexOf(host.Split('.')[0]))}.10")
            : host.Equals("azure.archive.ubuntu.com", StringComparison.OrdinalIgnoreCase)
                ? Ipv4.Number($"20.{60 + number}.200.7")
            : Ipv4.Number($"185.{100 + Hash(host) % 50}.{Hash(host) / 50 % 250}.{1 + Hash(host) / 12500 % 250}");
    }

    // Its zone is private alone. Source: azure-aks-docs, private-clusters.md and private-apiserver-vnet-integration-cluster.md.
    private static bool IsOfPrivateCluster(string host) =>
        host.EndsWith(".azmk8s.io", StringComparison.OrdinalIgnoreCase)
        && (
            host.Contains(".privatelink.", StringComparison.OrdinalIgnoreCase)
            || host.Contains(".private.", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The prefixes of a service tag; empty for one that LocalAzure does not have.</summary>
    /// <param name="tag">The tag, in any case.</param>
    public static IReadOnlyList<string> PrefixesOf(string tag) =>
        Tags.FirstOrDefault(one => one.Name.Equals(tag, StringComparison.OrdinalIgnoreCase)).Prefixes ?? [];

    /// <summary>All service tags: name, region or empty, prefixes.</summary>
    public static IReadOnlyList<(string Name, string Region, string[] Prefixes)> Tags { get; } = [.. All()];

    private static IEnumerable<(string Name, string Region, string[] Prefixes)> All()
    {
        string[] regions = [.. Regions.DisplayNames.Select(name => name.Replace(" ", "", StringComparison.Ordinal))];
        string[] others = [.. Manager, .. FirstParty, .. Frontend, "20.190.128.0/18"];
        yield return ("AzureResourceManager", "", Manager);
        yield return ("AzureFrontDoor.FirstParty", "", FirstParty);
        yield return ("AzureFrontDoor.Frontend", "", Frontend);
        yield return ("AzureActiveDirectory", "", ["20.190.128.0/18"]);
        yield return ("Storage", "", [.. regions.SelectMany((_, at) => Storage(at))]);
        yield return ("MicrosoftContainerRegistry", "", [.. regions.SelectMany((_, at) => Registry(at))]);
        yield return ("AzureCloud", "", [.. regions.SelectMany((_, at) => Cloud(at)), .. others]);
        foreach ((int at, string region) in regions.Index())
        {
            yield return ($"Storage.{region}", Regions.Normalize(region), Storage(at));
            yield return ($"MicrosoftContainerRegistry.{region}", Regions.Normalize(region), Registry(at));
            yield return ($"AzureCloud.{region}", Regions.Normalize(region), Cloud(at));
        }
    }

    private static string[] Storage(int at) => [$"20.{60 + at}.0.0/17", $"191.{60 + at}.0.0/17"];

    private static string[] Registry(int at) => [$"13.70.{at}.0/24", $"191.238.{at}.0/24"];

    private static string[] Cloud(int at) => [$"20.{60 + at}.0.0/16", $"191.{60 + at}.0.0/16", .. Registry(at)];

    private static int IndexOf(string location) =>
        Regions
            .DisplayNames.ToList()
            .FindIndex(name => location.Equals(Regions.Normalize(name), StringComparison.OrdinalIgnoreCase));

    // The same in every run, unlike the hash code of a string.
    private static int Hash(string text) =>
        text.ToLowerInvariant().Aggregate(17, (sum, sign) => (sum * 31 + sign) & 0xFFFFFF);
}
