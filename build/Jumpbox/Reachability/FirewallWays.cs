using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// How an Azure Firewall itself reaches the Internet: directly, or tunnelled over another firewall or appliance; and how its answers
/// return. Source: Azure Firewall, "FAQ" and "forced tunneling".
/// </summary>
internal sealed class FirewallWays(NetworkWorld world, Firewalls firewalls)
{
    private readonly Appliances _appliances = new(world, firewalls);

    /// <summary>Whether all traffic of a journey is sent on to another appliance or to a gateway.</summary>
    public bool Tunnels(Journey journey, Firewall firewall) =>
        firewall.HasManagementAddress
        && Home(firewall) is var (network, subnet)
        && world.TableOf(subnet, out bool isKnown) is { } table
        && isKnown
        && new SubnetRoutes(network, subnet, table)
            .To(journey.Target.Place, journey.Target.Addresses)
            .All(way => way.Route.Target is RouteTarget.Appliance or RouteTarget.Gateway);

    /// <summary>The hops from a firewall to the Internet.</summary>
    /// <param name="journey">The traffic.</param>
    /// <param name="firewall">The firewall.</param>
    /// <param name="keepsSource">Whether the traffic keeps the address of the machine that sent it.</param>
    public IEnumerable<Hop> Out(Journey journey, Firewall firewall, bool keepsSource)
    {
        string name = firewall.Id.Name;
        // The service gives the firewall of a virtual hub its addresses and routes.
        if (firewall.HubId is not null || firewall.SubnetId is not { } id)
        {
            return [];
        }
        if (Home(firewall) is not var (network, subnet))
        {
            return
            [
                Hop(
                    Reach.Unknown,
                    $"the routes of the firewall {name} could not be read: {world.WhyUnread(id.Parent!)}",
                    null
                ),
            ];
        }
        RouteTable? table = world.TableOf(subnet, out bool isKnown);
        if (!isKnown)
        {
            return
            [
                Hop(
                    Reach.Unknown,
                    $"the route table {subnet.RouteTableId!.Name} of the firewall {name} could not be read: "
                        + world.WhyUnread(subnet.RouteTableId),
                    null
                ),
            ];
        }
        SubnetRoutes routes = new(network, subnet, table);
        // The firewall translates to an address of its own subnet, and looks up the host again.
        Journey onward = new(
            network,
            subnet,
            keepsSource ? journey.Sources : subnet.MachineAddresses,
            journey.Target with
            {
                SharesNames = Reach.Unknown,
            }
        )
        {
            Passed = [.. journey.Passed, firewall.Id],
        };
        Hop[][] ways =
        [
            .. routes
                .To(journey.Target.Place, journey.Target.Addresses)
                .Select(way => Leave(onward, firewall, way).ToArray()),
        ];
        Hop[] back =
        [
            .. routes
                .To(journey.Sources)
                .Where(way => way.Route.Table is not null)
                .Where(way => way.Route.Target != RouteTarget.Local || !network.Id.Equals(journey.Network.Id))
                .Select(way => Return(firewall, way.Route, journey.Subnet)),
        ];
        Reach reach = Reaches.OneOf(ways.Select(way => Reaches.Along(way.Select(hop => hop.Reach))));
        if (reach != Reach.No && routes.MayLearnDefault)
        {
            return
            [
                Hop(
                    Reach.Unknown,
                    $"a gateway of {network.Id.Name} may announce a default route to the firewall {name}, which needs its own "
                        + "route 0.0.0.0/0 to the Internet",
                    "disableBgpRoutePropagation"
                ),
                .. back,
            ];
        }
        return ways.Length == 1
            ? [.. ways[0], .. back]
            : [ways.SelectMany(way => way).MaxBy(way => way.Reach)! with { Reach = reach }, .. back];

        Hop Hop(Reach reach, string says, string? rule) =>
            new(HopKind.FirewallWayOut, reach, says.TrimEnd('.')) { Resource = firewall.Id, Rule = rule };
    }

    private (VirtualNetwork Network, Subnet Subnet)? Home(Firewall firewall) =>
        world.Find(firewall.SubnetId?.Parent) is { } network && network.Find(firewall.SubnetId!) is { } subnet
            ? (network, subnet)
            : null;

    // Answers come back by the firewall's own routes; a user's route there may send them elsewhere.
    private static Hop Return(Firewall firewall, EffectiveRoute route, Subnet to) =>
        new(
            HopKind.FirewallWayOut,
            route.Target is RouteTarget.Nowhere or RouteTarget.Internet ? Reach.No : Reach.Unknown,
            $"{route.Described} sends what the firewall {firewall.Id.Name} returns to {to.Id.Name} to "
                + (route.Address ?? (route.Target == RouteTarget.Nowhere ? "None" : $"{route.Target}"))
        )
        {
            Resource = route.Table,
            Rule = route.Name,
            Remedy = new(null, $"az network route-table route delete --ids {route.Table}/routes/{route.Name}"),
        };

    // AzureFirewallSubnet needs direct access to the Internet, except with a management address. Azure Firewall, "FAQ".
    private IEnumerable<Hop> Leave(Journey onward, Firewall firewall, PossibleRoute way)
    {
        EffectiveRoute route = way.Route;
        string name = firewall.Id.Name;
        if (
            route.Target == RouteTarget.Appliance
            && firewall.HasManagementAddress
            && !firewall.Addresses.Contains(route.Address)
        )
        {
            return
            [
                Way(Reach.Yes, $"the firewall {name} sends Internet traffic on to {route.Address} ({route.Described})"),
                .. _appliances
                    .Follow(
                        onward with
                        {
                            Target = onward.Target with { Addresses = onward.Target.Addresses.Intersect(way.Part) },
                        },
                        route
                    )
                    .Select(hop => hop.Kind == HopKind.Firewall ? hop : hop with { Kind = HopKind.FirewallWayOut }),
            ];
        }
        Hop leaves = route.Target switch
        {
            RouteTarget.Internet or RouteTarget.ServiceEndpoint => Address(firewall, onward.Subnet) switch
            {
                Reach.Yes => Way(Reach.Yes, $"the firewall {name} reaches the Internet by its public address"),
                Reach.No => Way(Reach.No, $"the firewall {name} has no public address and no NAT gateway"),
                _ => Way(Reach.Unknown, $"the NAT gateway of the firewall {name} could not be read"),
            },
            RouteTarget.Appliance when firewall.Addresses.Contains(route.Address) => Way(
                Reach.No,
                $"{route.Described} leads the traffic of the firewall {name} back to itself: it loops"
            ),
            RouteTarget.Gateway when firewall.HasManagementAddress => Way(
                Reach.Unknown,
                $"the firewall {name} sends Internet traffic on to the gateway ({route.Described}), behind which the rules could "
                    + "not be read"
            ),
            RouteTarget.Unknown => Way(Reach.Unknown, $"{route.Described} of the firewall {name} could not be read"),
            _ => Way(
                Reach.No,
                $"{route.Described} sends the Internet traffic of the firewall {name} to "
                    + (route.Address ?? (route.Target == RouteTarget.Nowhere ? "None" : $"{route.Target}"))
            ),
        };
        return [leaves];

        Hop Way(Reach reach, string says) =>
            new(HopKind.FirewallWayOut, reach, says)
            {
                Resource = route.Table ?? firewall.Id,
                Rule = route.Name,
                Remedy = route.Table is null
                    ? new(
                        "properties: { ipConfigurations: [{ name: 'public', properties: { publicIPAddress: { id: publicAddress.id } } }] }",
                        $"az network firewall ip-config create -f {name} {firewall.Id.AzGroup} -n public "
                            + "--public-ip-address <public address>"
                    )
                    : new(
                        $$"""{ name: '{{route.Name}}', properties: { addressPrefix: '{{route.Prefix}}', nextHopType: 'Internet' } }""",
                        $"az network route-table route update --ids {route.Table}/routes/{route.Name} --next-hop-type Internet"
                    ),
            };
    }

    private Reach Address(Firewall firewall, Subnet subnet) =>
        firewall.PublicAddresses > 0 ? Reach.Yes
        : subnet.NatGatewayId is not { } nat ? Reach.No
        : !world.NatGateways.TryGetValue(nat, out NatGateway? gateway) ? Reach.Unknown
        : gateway.PublicAddresses > 0 ? Reach.Yes
        : Reach.No;
}
