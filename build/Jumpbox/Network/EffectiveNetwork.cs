using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>
/// What Azure itself says about the routes and rules of a running machine in a subnet. Source: REST API "Network Interfaces - Get
/// Effective Route Table" and "- List Effective Network Security Groups".
/// </summary>
/// <param name="Interface">The network interface that was asked.</param>
public sealed record EffectiveNetwork(ResourceId Interface)
{
    /// <summary>The prefixes that gateways announce; null if they could not be read.</summary>
    public IReadOnlyList<string>? Learned { get; init; }

    /// <summary>The prefixes of the service tag VirtualNetwork; null if they could not be read.</summary>
    public IReadOnlyList<string>? VirtualNetwork { get; init; }

    /// <summary>Why something could not be read; null if nothing is missing.</summary>
    public string? WhyUnread { get; init; }

    /// <summary>Whether the routes of a running machine would answer what a route table leaves open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subnet">The subnet.</param>
    /// <param name="table">Its route table, or null.</param>
    public static bool SettlesRoutes(VirtualNetwork network, Subnet subnet, RouteTable? table) =>
        new Reachability.SubnetRoutes(network, subnet, table).MayLearnDefault;

    /// <summary>Whether the rules of a running machine would answer what a default route leaves open: what VirtualNetwork holds.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="table">Its route table, or null.</param>
    public static bool SettlesRules(Subnet subnet, RouteTable? table) =>
        subnet.SecurityGroupId is not null && table?.Routes.Any(route => NetworkSpace.IsDefault(route.Prefix)) == true;
}
