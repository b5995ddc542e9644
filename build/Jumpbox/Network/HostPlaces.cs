namespace Jumpbox.Network;

/// <summary>
/// The service tags of the hosts that builds reach. A regional tag contains that region's addresses alone. Source: Azure
/// Virtual Network, "service tags"; Microsoft Artifact Registry, "client firewall rules", which needs two tags.
/// </summary>
internal static class HostPlaces
{
    private static readonly string[] Clouds =
    [
        ".core.windows.net",
        ".core.usgovcloudapi.net",
        ".core.chinacloudapi.cn",
    ];

    private static readonly string[] Managers =
    [
        "management.azure.com",
        "management.usgovcloudapi.net",
        "management.chinacloudapi.cn",
    ];

    // Regions whose tag of AzureCloud has another name. Source: Azure Virtual Network, "service tags".
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["francecentral"] = "centralfrance",
        ["francesouth"] = "southfrance",
        ["germanywestcentral"] = "germanywc",
        ["germanynorth"] = "germanyn",
        ["norwayeast"] = "norwaye",
        ["norwaywest"] = "norwayw",
        ["switzerlandnorth"] = "switzerlandn",
        ["switzerlandwest"] = "switzerlandw",
    };

    // Published in other clouds or on their publishers' own machines.
    private static readonly string[] OutsideAzure =
    [
        ".k8s.io",
        ".hashicorp.com",
        "archive.ubuntu.com",
        "security.ubuntu.com",
        "snapshot.ubuntu.com",
        "ports.ubuntu.com",
        ".githubusercontent.com",
    ];

    // Without a tag of their own, on Azure's networks at least from some places.
    private static readonly string[] PerhapsInAzure = ["github.com", "azure.archive.ubuntu.com"];

    private static readonly string[] BehindFrontDoor = ["packages.microsoft.com", "get.helm.sh", "aka.ms"];

    /// <summary>
    /// The places of a host: its address is in one of them, and which one is not known before a build.
    /// </summary>
    /// <param name="host">The host, or a pattern.</param>
    /// <param name="region">The region of the build, in which the staging group's storage account is.</param>
    /// <param name="tags">The prefixes of service tags; null if they could not be read.</param>
    public static IReadOnlyList<Place> Of(string host, string region, ServiceTagPrefixes? tags = null) =>
        [.. ByName(host, region).Select(place => place.With(tags))];

    private static IReadOnlyList<Place> ByName(string host, string region)
    {
        if (Clouds.Any(cloud => IsStorage(host, cloud)))
        {
            return [new(["Storage", $"Storage.{region}", "AzureCloud", .. CloudsOf(region)], [])];
        }
        if (Is(host, Managers))
        {
            return [new(["AzureResourceManager", "AzureCloud"], ["AzureResourceManager", "AzureCloud"])];
        }
        if (Is(host, ["mcr.microsoft.com", ".data.mcr.microsoft.com"]))
        {
            string[] others = ["MicrosoftContainerRegistry", "AzureFrontDoor", "AzureCloud"];
            return
            [
                new(["MicrosoftContainerRegistry", $"MicrosoftContainerRegistry.{region}"], others),
                new(["AzureFrontDoor.FirstParty"], others),
            ];
        }
        return Is(host, BehindFrontDoor) ? [new([], ["AzureFrontDoor", "AzureCloud"])]
            : Is(host, PerhapsInAzure) ? [new([], ["AzureCloud"])]
            : Is(host, OutsideAzure) ? [new([], [])]
            : [Place.Anywhere];
    }

    private static string[] CloudsOf(string region) =>
        ShortNames.TryGetValue(region, out string? name)
            ? [$"AzureCloud.{region}", $"AzureCloud.{name}"]
            : [$"AzureCloud.{region}"];

    private static bool IsStorage(string host, string cloud) =>
        host.EndsWith($".blob{cloud}", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith($".file{cloud}", StringComparison.OrdinalIgnoreCase);

    private static bool Is(string host, IEnumerable<string> names) =>
        names.Any(name =>
            name[0] == '.'
                ? host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
                : host.Equals(name, StringComparison.OrdinalIgnoreCase)
        );
}
