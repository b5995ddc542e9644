using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>Whether what Azure says about a running machine in a subnet would settle something that its documents leave open.</summary>
public static class EffectiveNeeds
{
    /// <summary>Whether the routes of a running machine would answer what a route table leaves open.</summary>
    /// <param name="network">The network.</param>
    /// <param name="subnet">The subnet.</param>
    /// <param name="table">Its route table, or null.</param>
    public static bool Routes(VirtualNetwork network, Subnet subnet, RouteTable? table) =>
        new SubnetRoutes(network, subnet, table).MayLearn;

    /// <summary>Whether the rules of a running machine would answer what a default route leaves open: what VirtualNetwork holds.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="table">Its route table, or null.</param>
    public static bool Rules(Subnet subnet, RouteTable? table) =>
        subnet.SecurityGroupId is not null && table?.Routes.Any(route => NetworkSpace.IsDefault(route.Prefix)) == true;
}
