using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// Where a virtual hub sends the Internet traffic of a connection: to the next hop of its routing intent, or of a static route in the
/// table that the connection is associated with. Source: Azure Virtual WAN, "routing intent and routing policies", "about virtual hub
/// routing" and "route traffic through NVAs by using custom settings".
/// </summary>
internal sealed class HubRoutes(NetworkWorld world, Firewalls firewalls, Appliances appliances)
{
    /// <summary>The ways that are known, and the addresses for which none is.</summary>
    /// <param name="from">The subnet.</param>
    /// <param name="target">Where the traffic leads.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="connection">Its connection with the subnet's network, which gets a default route.</param>
    /// <param name="addresses">The addresses that the target may have.</param>
    public (IReadOnlyList<Branch> Known, IntervalSet Left) To(
        Subnet from,
        FirewallTarget target,
        VirtualHub hub,
        HubConnection connection,
        IntervalSet addresses
    )
    {
        if (hub.InternetNextHop is { } next)
        {
            return Firewall(next) is { } firewall
                ? ([new(null, Behind(Intent(hub, firewall), from, target, firewall))], IntervalSet.Empty)
                : ([], addresses);
        }
        List<Branch> known = [];
        IntervalSet left = addresses;
        foreach (HubRoute route in hub.RoutesOf(connection) ?? [])
        {
            IntervalSet part = Addresses.TryParse(route.Destination, out IntervalSet set)
                ? left.Intersect(set)
                : IntervalSet.Empty;
            if (part.IsEmpty)
            {
                continue;
            }
            left = left.Except(part);
            known.Add(
                new(
                    part.Equals(addresses) ? null : $"if its address is in {route.Destination}",
                    Follow(hub, route, from, target with { Addresses = part })
                )
            );
        }
        return (known, left);
    }

    private IReadOnlyList<Hop> Follow(VirtualHub hub, HubRoute route, Subnet from, FirewallTarget target)
    {
        if (Firewall(route.NextHop) is { } firewall)
        {
            return Behind(Static(hub, route, $"the firewall {firewall.Id.Name}"), from, target, firewall);
        }
        if (hub.Connections?.FirstOrDefault(one => one.Id.Equals(route.NextHop)) is not { } over)
        {
            string name = route.NextHop?.Name ?? "a next hop without an id";
            return [Unknown(Static(hub, route, name), "what is there could not be read")];
        }
        Hop leads = Static(hub, route, $"the connection {over.Id.Name} with {over.Network.Name}");
        if (over.ApplianceOf(target.Addresses) is not { } address)
        {
            return [Unknown(leads, "the connection has no route with an appliance's address for it")];
        }
        EffectiveRoute inside = new($"the connection {over.Id.Name}", route.Destination, RouteTarget.Appliance)
        {
            Address = address,
        };
        Journey journey = new(world.Home, from, from.MachineAddresses, target);
        return [leads, .. appliances.At(journey, inside, over.Network), .. Back(over, address, from)];
    }

    // What the hub knows of other networks, a subnet gets as a gateway's routes.
    private IEnumerable<Hop> Back(HubConnection over, string address, Subnet to)
    {
        if (
            world.Find(over.Network)?.Subnets.FirstOrDefault(subnet => subnet.Holds(address)) is not { } subnet
            || world.TableOf(subnet, out _) is not { IgnoresGatewayRoutes: true } table
            || table.Routes.Any(route =>
                Addresses.TryParse(route.Prefix, out IntervalSet set)
                && !NetworkSpace.IsDefault(route.Prefix)
                && set.Contains(to.MachineAddresses)
            )
        )
        {
            yield break;
        }
        yield return new(
            HopKind.FirewallWayOut,
            Reach.No,
            $"the route table {table.Id.Name} of {subnet.Id.Name} ignores the hub's routes (disableBgpRoutePropagation), so nothing returns "
                + $"from {address} to {to.Id.Name}"
        )
        {
            Resource = table.Id,
            Rule = "disableBgpRoutePropagation",
            Remedy = new(
                "properties: { disableBgpRoutePropagation: false }",
                $"az network route-table update --ids {table.Id} --disable-bgp-route-propagation false"
            ),
        };
    }

    private Firewall? Firewall(Settings.ResourceId? id) => world.Firewalls.FirstOrDefault(one => one.Id.Equals(id));

    private IReadOnlyList<Hop> Behind(Hop leads, Subnet from, FirewallTarget target, Firewall firewall) =>
        [leads, .. firewalls.Judge(new(world.Home, from, from.MachineAddresses, target), firewall)];

    private static Hop Intent(VirtualHub hub, Firewall firewall) =>
        Leads(
            hub,
            $"the routing intent of the virtual hub {hub.Id.Name} sends Internet traffic to the firewall {firewall.Id.Name}"
        ) with
        {
            Resource = hub.Id,
            Rule = "routingIntent",
        };

    private static Hop Static(VirtualHub hub, HubRoute route, string to) =>
        Leads(
            hub,
            $"the static route {route.Name} of {route.TableId.Name} in the virtual hub {hub.Id.Name} sends traffic to {route.Destination} to {to}"
        ) with
        {
            Resource = route.TableId,
            Rule = route.Name,
        };

    private static Hop Leads(VirtualHub hub, string says) =>
        hub.State is { } state && Provisioning.IsDoubtful(state)
            ? new(HopKind.Route, Reach.Unknown, $"{says}, and the hub is in the state {state}")
            : new(HopKind.Route, Reach.Yes, says);

    private static Hop Unknown(Hop leads, string why) =>
        leads with
        {
            Reach = Reach.Unknown,
            Says = $"{leads.Says}; {why}",
            Remedy = new(null, "Ask the hub's owner, or run Prereqs --probe."),
        };
}
