namespace LocalAzure.Settings;

/// <summary>Names in the initial world of LocalAzure.</summary>
internal static class SampleWorld
{
    public const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    public const string Tenant = "1d2c3b4a-5e6f-4a7b-8c9d-0e1f2a3b4c5d";
    public const string Operator = "0c1b2a39-4857-4665-8d7c-9ba8c7d6e5f4";
    public const string Location = "eastus2";

    private const string Networks =
        $"/subscriptions/{Subscription}/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/virtualNetworks";

    /// <summary>Whether a build in these subnets finds the sample's network as it is.</summary>
    public static bool HasSubnets(string build, string? containers) =>
        containers is null
            ? Is(build, "vnet-original/subnets/snet-build")
            : Is(build, "vnet-imagebuilder/subnets/snet-build")
                && Is(containers, "vnet-imagebuilder/subnets/snet-containers");

    private static bool Is(string id, string subnet) =>
        id.Equals($"{Networks}/{subnet}", StringComparison.OrdinalIgnoreCase);
}
