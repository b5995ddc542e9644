using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>
/// The route that one packet takes from a subnet: the longest prefix, then the user's before the system's. A service tag is all of
/// its prefixes. Source: Azure Virtual Network, "virtual network traffic routing". No gateway in LocalAzure announces routes.
/// </summary>
internal sealed class PacketRoutes(ResourceStore store)
{
    private static readonly string[] Nowhere = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

    /// <summary>The next hop of an address.</summary>
    /// <param name="subnet">The subnet that sends.</param>
    /// <param name="destination">The address.</param>
    public NextHop To(StoredResource subnet, uint destination)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        return Users(subnet)
            .Concat(System(subnet, network))
            .Where(route => Ipv4.Contains(route.Prefix, destination))
            .OrderByDescending(route => Ipv4.Length(route.Prefix))
            .ThenBy(route => route.Rank)
            .Select(route => route.Hop)
            .First();
    }

    private IEnumerable<(string Prefix, int Rank, NextHop Hop)> Users(StoredResource subnet) =>
        subnet.Body.At("properties", "routeTable", "id").Text() is not { } table
            ? []
            : from route in store.Under($"{table}/routes/")
            let properties = route.Body["properties"]
            let place = properties.At("addressPrefix").Text() ?? ""
            let hop = new NextHop(
                properties.At("nextHopType").Text() ?? "",
                properties.At("nextHopIpAddress").Text(),
                route.Name
            )
            from prefix in Prefixes(place)
            select (prefix, RankOf(place), hop);

    private static IReadOnlyList<string> Prefixes(string place) =>
        Ipv4.IsPrefix(place) ? [place]
        : ArmPath.Same(place, "Internet") ? ["0.0.0.0/0"]
        : HostBook.PrefixesOf(place);

    // Of equal prefixes: an explicit one, a regional tag, a tag, then AzureCloud in the same order; the system's are last.
    private static int RankOf(string place) =>
        Ipv4.IsPrefix(place)
            ? 0
            : 1
                + (place.StartsWith("AzureCloud", StringComparison.OrdinalIgnoreCase) ? 2 : 0)
                + (place.Contains('.', StringComparison.Ordinal) ? 0 : 1);

    private IEnumerable<(string Prefix, int Rank, NextHop Hop)> System(StoredResource subnet, string network)
    {
        const int Rank = 9;
        string[] own = Neighbours.SpaceOf(store, network);
        foreach (string prefix in own)
        {
            yield return (prefix, Rank, new("VnetLocal", null, network));
        }
        foreach (Neighbour near in Neighbours.Of(store, network).Where(near => near.Serves(subnet)))
        {
            foreach (string prefix in near.Prefixes)
            {
                yield return (prefix, Rank, new("VNetPeering", near.Network, near.Network));
            }
        }
        foreach (string prefix in Nowhere.Where(prefix => !own.Any(mine => Covers(mine, prefix))))
        {
            yield return (prefix, Rank, new("None", null, "the system"));
        }
        bool hasStorage = subnet
            .Body.At("properties", "serviceEndpoints")
            .Items()
            .Any(one =>
                one.At("service").Text()?.StartsWith("Microsoft.Storage", StringComparison.OrdinalIgnoreCase) == true
            );
        foreach (string prefix in hasStorage ? HostBook.PrefixesOf("Storage") : [])
        {
            yield return (prefix, Rank, new("VirtualNetworkServiceEndpoint", null, "Storage"));
        }
        foreach ((string prefix, NextHop hop) in new PacketHubs(store).Of(subnet, network))
        {
            yield return (prefix, Rank - 1, hop);
        }
        yield return ("0.0.0.0/0", Rank, new("Internet", null, "the system"));
    }

    private static bool Covers(string outer, string inner) =>
        Ipv4.Length(outer) <= Ipv4.Length(inner) && Ipv4.Contains(outer, Ipv4.Number(inner.Split('/')[0])!.Value);
}

/// <summary>Where a route leads.</summary>
/// <param name="Kind">Azure's name of the next hop's type.</param>
/// <param name="Target">The appliance's address, or the id of a network or firewall.</param>
/// <param name="Route">The route's name.</param>
internal sealed record NextHop(string Kind, string? Target, string Route);
