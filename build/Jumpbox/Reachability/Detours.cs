using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>Traffic between two subnets of one network that a route sends through something else.</summary>
internal sealed class Detours(NetworkWorld world, Appliances appliances)
{
    /// <summary>The hops of the detour; none where the route stays in the network.</summary>
    /// <param name="from">The source.</param>
    /// <param name="to">The destination.</param>
    /// <param name="route">The route.</param>
    /// <param name="part">The addresses of the destination that take it.</param>
    /// <param name="port">The TCP port.</param>
    public IEnumerable<Hop> Follow(Subnet from, Subnet to, EffectiveRoute route, IntervalSet part, int port)
    {
        if (route.Target == RouteTarget.Local)
        {
            return [];
        }
        FirewallTarget target = new(null, port, TransportProtocol.Tcp, Place.Anywhere, part);
        Hop detour = Of(
            to,
            route,
            route.Target == RouteTarget.Nowhere
                ? $"{route.Described} drops traffic from {from.Id.Name} to {to.Id.Name}"
                : $"{route.Described} sends traffic from {from.Id.Name} to {to.Id.Name} through "
                    + $"{route.Address ?? $"{route.Target}"}"
        );
        if (route.Target != RouteTarget.Appliance)
        {
            return [detour];
        }
        Hop[] through = [.. appliances.Follow(new(world.Home, from, from.MachineAddresses, target), route)];
        return [detour, .. through, .. Back(route)];
    }

    /// <summary>A route that sends the answers of traffic elsewhere than it came from.</summary>
    /// <param name="from">The source of the traffic.</param>
    /// <param name="to">Its destination, from which the answers come.</param>
    /// <param name="route">The route of the answers.</param>
    public static Hop Back(Subnet from, Subnet to, EffectiveRoute route) =>
        Of(
            from,
            route,
            route.Target == RouteTarget.Nowhere
                ? $"{route.Described} drops traffic from {to.Id.Name} to {from.Id.Name}"
                : $"{route.Described} sends the answers from {to.Id.Name} to {from.Id.Name} through "
                    + $"{route.Address ?? $"{route.Target}"}, which does not see the other direction"
        );

    private static Hop Of(Subnet to, EffectiveRoute route, string says) =>
        new(
            HopKind.Detour,
            route.Target is RouteTarget.Nowhere or RouteTarget.Internet ? Reach.No : Reach.Unknown,
            says
        )
        {
            Resource = route.Table,
            Rule = route.Name,
            Remedy = Stay(to.Prefixes.Count > 0 ? to.Prefixes[0] : "", route),
        };

    // A longer route leaves the rest of what the detour serves as it is. A table has one route for a prefix.
    private static Remedy? Stay(string prefix, EffectiveRoute route)
    {
        if (route.Table is not { } table)
        {
            return null;
        }
        bool isSame = prefix == route.Prefix;
        string name = isSame ? route.Name : "stay-in-network";
        return new(
            $$"""{ name: '{{name}}', properties: { addressPrefix: '{{prefix}}', nextHopType: 'VnetLocal' } }""",
            isSame
                ? $"az network route-table route update --ids {table}/routes/{name} --next-hop-type VnetLocal"
                : $"az network route-table route create {table.AzGroup} --route-table-name {table.Name} "
                    + $"-n {name} --address-prefix {prefix} --next-hop-type VnetLocal"
        );
    }

    // What comes back from an appliance in a peered network was not sent by a machine of that network.
    private IEnumerable<Hop> Back(EffectiveRoute route)
    {
        Peering? over = Addresses.TryParse(route.Address ?? "", out IntervalSet address)
            ? world.Home.Peerings.FirstOrDefault(peering => peering.RemoteAddresses.Contains(address))
            : null;
        if (over is { AllowsForwarded: false, IsVirtualHub: false })
        {
            yield return new(
                HopKind.Peering,
                Reach.No,
                $"the peering {over.Name} of {world.Home.Id.Name} has allowForwardedTraffic false, so nothing comes back from "
                    + $"{route.Address}"
            )
            {
                Resource = world.Home.Id,
                Rule = "allowForwardedTraffic",
                Remedy = new(
                    "properties: { allowForwardedTraffic: true }",
                    $"az network vnet peering update --ids {world.Home.Id}/virtualNetworkPeerings/{over.Name} --set "
                        + "allowForwardedTraffic=true"
                ),
            };
        }
    }
}
