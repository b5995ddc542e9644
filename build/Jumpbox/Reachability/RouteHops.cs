using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>Which routes traffic takes, and what is behind them.</summary>
internal sealed class RouteHops(NetworkWorld world, Appliances appliances)
{
    private readonly Cache<Subnet, SubnetRoutes> _routes = new();

    /// <summary>The hops behind a route.</summary>
    /// <param name="from">The subnet of the traffic.</param>
    /// <param name="route">The route that it takes.</param>
    /// <param name="target">Where it goes.</param>
    public IEnumerable<Hop> Follow(Subnet from, EffectiveRoute route, FirewallTarget target)
    {
        Journey journey = new(world.Home, from, from.MachineAddresses, target);
        return route.Target switch
        {
            RouteTarget.Nowhere => [Route(route, Reach.No, $"{route.Described} drops traffic to {route.Prefix}")],
            RouteTarget.Internet => [WaysOut.Of(world, from)],
            RouteTarget.Appliance => [Route(route, Reach.Yes, Leads(route)), .. appliances.Follow(journey, route)],
            RouteTarget.Gateway =>
            [
                new(
                    HopKind.Appliance,
                    Reach.Unknown,
                    route.Table is null
                        ? $"{route.Name}; what is behind it could not be read"
                        : $"{route.Described} sends traffic to {route.Prefix} to a gateway; what is behind it could not be read"
                )
                {
                    Resource = route.Table,
                    Rule = route.Name,
                },
            ],
            RouteTarget.ServiceEndpoint => [Route(route, Reach.Yes, $"{route.Described} passes every appliance")],
            RouteTarget.Local when target.Host is null => [],
            RouteTarget.Local =>
            [
                Route(
                    route,
                    Reach.No,
                    $"{route.Described} keeps traffic to {route.Prefix} in the network, where nobody has it"
                ),
            ],
            RouteTarget.Peer => [Peers.Cross(world, world.Home, route.Peering!, from, target.Addresses)],
            _ => [Route(route, Reach.Unknown, $"{route.Described} has a next hop of an unknown kind")],
        };
    }

    /// <summary>The routes of a subnet, whose table must have been read.</summary>
    public SubnetRoutes Of(Subnet subnet) =>
        _routes.Get(
            subnet,
            one =>
                new(
                    world.Home,
                    one,
                    world.TableOf(one, out _),
                    world.Effective.GetValueOrDefault(one.Id)?.Learned,
                    world.Connected
                )
        );

    /// <summary>The hop where a subnet's table could not be read.</summary>
    public Hop Unread(Subnet subnet) =>
        new(
            HopKind.Route,
            Reach.Unknown,
            $"the route table {subnet.RouteTableId!.Name} could not be read: {world.WhyUnread(subnet.RouteTableId)}"
        )
        {
            Resource = subnet.RouteTableId,
        };

    private static string Leads(EffectiveRoute route) => $"{route.Described} leads to {route.Address}";

    private static Hop Route(EffectiveRoute route, Reach reach, string says) =>
        new(HopKind.Route, reach, says)
        {
            Resource = route.Table,
            Rule = route.Name,
            Remedy =
                reach != Reach.No || route.Table is null
                    ? null
                    : new(
                        $$"""{ name: '{{route.Name}}', properties: { addressPrefix: '{{route.Prefix}}', nextHopType: 'VirtualAppliance', nextHopIpAddress: '<firewall>' } }""",
                        $"az network route-table route update --ids {route.Table}/routes/{route.Name} --next-hop-type VirtualAppliance "
                            + "--next-hop-ip-address <firewall>\n# Or, where another route leads out: az network route-table route delete "
                            + $"--ids {route.Table}/routes/{route.Name}"
                    ),
        };
}
