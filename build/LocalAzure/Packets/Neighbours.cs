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
            if (back is not null)
            {
                yield return new(
                    remote,
                    SpaceOf(store, remote),
                    (there.At("allowVirtualNetworkAccess").Flag() ?? true)
                        && (back.At("allowVirtualNetworkAccess").Flag() ?? true),
                    there.At("allowForwardedTraffic").Flag() ?? false,
                    [.. there.At("localSubnetNames").Items().Select(name => name.Text()).OfType<string>()]
                );
            }
        }
    }
}

/// <summary>A peered network.</summary>
/// <param name="Network">Its id.</param>
/// <param name="Prefixes">Its address space.</param>
/// <param name="IsOpen">Whether both sides allow access.</param>
/// <param name="TakesForwarded">Whether the near network takes packets that were not born in the peer.</param>
/// <param name="Subnets">The near subnets that the peering is for; empty for all.</param>
internal sealed record Neighbour(string Network, string[] Prefixes, bool IsOpen, bool TakesForwarded, string[] Subnets)
{
    /// <summary>Whether a subnet has routes for the peering.</summary>
    public bool Serves(StoredResource subnet) =>
        Subnets.Length == 0 || Subnets.Contains(subnet.Name, StringComparer.OrdinalIgnoreCase);
}
