using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A route table.</summary>
/// <param name="Id">The table's id.</param>
/// <param name="Routes">Its routes.</param>
/// <param name="IgnoresGatewayRoutes">Whether gateway route propagation is disabled.</param>
public sealed record RouteTable(ResourceId Id, IReadOnlyList<Route> Routes, bool IgnoresGatewayRoutes);

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

    /// <summary>A kind that this program does not know.</summary>
    Other,
}

/// <summary>A user-defined route.</summary>
/// <param name="Name">The route's name.</param>
/// <param name="Prefix">The destinations: a prefix, or a service tag.</param>
/// <param name="NextHop">Where they are sent.</param>
/// <param name="NextHopAddress">The appliance's address, for <see cref="NextHop.VirtualAppliance"/>.</param>
public sealed record Route(string Name, string Prefix, NextHop NextHop, string? NextHopAddress);
