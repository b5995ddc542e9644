namespace Jumpbox.Network;

/// <summary>Where a route sends traffic. The names are the service's.</summary>
public enum NextHop
{
    /// <summary>Straight to the Internet, through the subnet's way out.</summary>
    Internet,

    /// <summary>To a firewall or another appliance.</summary>
    VirtualAppliance,

    /// <summary>To a VPN or ExpressRoute gateway.</summary>
    VirtualNetworkGateway,

    /// <summary>Within the virtual network.</summary>
    VnetLocal,

    /// <summary>Nowhere: the traffic is dropped.</summary>
    None,
}
