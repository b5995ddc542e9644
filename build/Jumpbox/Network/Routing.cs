namespace Jumpbox.Network;

/// <summary>
/// Selects the route of traffic: the longest prefix wins, and a user-defined route wins over a system route.
/// </summary>
public static class Routing
{
    private static readonly IntervalSet Everything = IntervalSet.All;

    /// <summary>Returns the route that most Internet traffic of a subnet takes, or null for the system's own route.</summary>
    /// <param name="table">The subnet's route table, or null.</param>
    public static Route? ToInternet(RouteTable? table) =>
        table?.Routes.FirstOrDefault(route =>
            Addresses.TryParse(route.Prefix, out IntervalSet set) && set.Equals(Everything)
        )
        ?? table?.Routes.FirstOrDefault(route => IsTag(route, "Internet"));

    /// <summary>Returns the route that overrides the virtual network's system routes for these addresses, or null.</summary>
    /// <param name="table">The subnet's route table, or null.</param>
    /// <param name="network">The network's own prefixes, which have system routes.</param>
    /// <param name="destination">Addresses in the virtual network.</param>
    internal static Route? Diversion(RouteTable? table, IEnumerable<string> network, IntervalSet destination)
    {
        IntervalSet[] system = [.. network.Select(Read).Where(set => set.Contains(destination))];
        long longestSystem = system.Length == 0 ? long.MaxValue : system.Min(set => set.Count);
        return table
            ?.Routes.Where(route => route.NextHop != NextHop.VnetLocal && Read(route.Prefix).Count <= longestSystem)
            .Where(route => !Read(route.Prefix).Intersect(destination).IsEmpty)
            .MinBy(route => Read(route.Prefix).Count);
    }

    private static IntervalSet Read(string prefix) =>
        Addresses.TryParse(prefix, out IntervalSet set) ? set : IntervalSet.Empty;

    private static bool IsTag(Route route, string tag) =>
        string.Equals(route.Prefix, tag, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where a route sends traffic. The names are the service's.</summary>
public enum NextHop
{
    /// <summary>Straight to the Internet, through the subnet's outbound access.</summary>
    Internet,

    /// <summary>To a firewall or another appliance.</summary>
    VirtualAppliance,

    /// <summary>To a VPN or ExpressRoute gateway.</summary>
    VirtualNetworkGateway,

    /// <summary>Within the virtual network.</summary>
    VnetLocal,

    /// <summary>The traffic is dropped.</summary>
    None,
}

/// <summary>A user-defined route.</summary>
/// <param name="Name">The route's name.</param>
/// <param name="Prefix">The destinations: a prefix, or a service tag.</param>
/// <param name="NextHop">Where they are sent.</param>
/// <param name="NextHopAddress">The appliance's address, for <see cref="NextHop.VirtualAppliance"/>.</param>
public sealed record Route(string Name, string Prefix, NextHop NextHop, string? NextHopAddress);
