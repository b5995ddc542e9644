using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>The peerings of a network as packets meet them. Source: Azure Virtual Network, "virtual network peering".</summary>
internal static class Neighbours
{
    /// <summary>The address space of a network.</summary>
    public static string[] SpaceOf(ResourceStore store, string network) =>
        [
            .. store
                .Find(network)
                ?.Body.At("properties", "addressSpace", "addressPrefixes")
                .Items()
                .Select(prefix => prefix.Text())
                .OfType<string>()
                ?? [],
        ];

    /// <summary>The networks that are peered from both sides.</summary>
    public static IEnumerable<Neighbour> Of(ResourceStore store, string network)
    {
        foreach (StoredResource peering in store.Under($"{network}/virtualNetworkPeerings/"))
        {
            JsonNode? there = peering.Body["properties"];
            string remote = there.At("remoteVirtualNetwork", "id").Text() ?? "";
            JsonNode? back = store
                .Under($"{remote}/virtualNetworkPeerings/")
                .Select(other => other.Body["properties"])
                .FirstOrDefault(other => ArmPath.Same(other.At("remoteVirtualNetwork", "id").Text(), network));
            // Packets here have IPv4 addresses.
            if (back is not null && !IsVersion6Alone(there) && !IsVersion6Alone(back))
            {
                yield return new(
                    remote,
                    SpaceOf(store, remote),
                    (there.At("allowVirtualNetworkAccess").Flag() ?? true)
                        && (back.At("allowVirtualNetworkAccess").Flag() ?? true),
                    there.At("allowForwardedTraffic").Flag() ?? false,
                    Names(there, "localSubnetNames"),
                    Names(there, "remoteSubnetNames"),
                    Names(back, "localSubnetNames"),
                    Names(back, "remoteSubnetNames")
                );
            }
        }
    }

    private static bool IsVersion6Alone(JsonNode? peering) => peering.At("enableOnlyIPv6Peering").Flag() == true;

    private static string[] Names(JsonNode? peering, string property) =>
        [.. peering.At(property).Items().Select(name => name.Text()).OfType<string>()];
}

/// <summary>A peered network.</summary>
/// <param name="Network">Its id.</param>
/// <param name="Prefixes">Its address space.</param>
/// <param name="IsOpen">Whether both sides allow access.</param>
/// <param name="TakesForwarded">Whether the near network takes packets that were not born in the peer.</param>
/// <param name="Subnets">The near subnets that the peering is for; empty for all.</param>
/// <param name="FarSubnets">The far subnets that it is for; empty for all.</param>
/// <param name="BackSubnets">The far subnets that the peering of the other side is for; empty for all.</param>
/// <param name="BackFarSubnets">The near subnets that it is for; empty for all.</param>
internal sealed record Neighbour(
    string Network,
    string[] Prefixes,
    bool IsOpen,
    bool TakesForwarded,
    string[] Subnets,
    string[] FarSubnets,
    string[] BackSubnets,
    string[] BackFarSubnets
)
{
    /// <summary>Whether a subnet has routes for the peering, in both directions.</summary>
    public bool Serves(StoredResource subnet) => Has(Subnets, subnet.Name) && Has(BackFarSubnets, subnet.Name);

    /// <summary>Whether a subnet of the far network is reached.</summary>
    public bool Reaches(string subnet) => Has(FarSubnets, subnet) && Has(BackSubnets, subnet);

    private static bool Has(string[] names, string name) =>
        names.Length == 0 || names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
