using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// Where a virtual hub sends the Internet traffic of a connection: to the next hop of its routing intent, or of a static route in the
/// table that the connection is associated with. Source: Azure Virtual WAN, "routing intent and routing policies", "about virtual hub
/// routing" and "route traffic through NVAs by using custom settings".
/// </summary>
internal sealed class HubRoutes(NetworkWorld world, Firewalls firewalls, Appliances appliances)
{
    /// <summary>The hub that the pipeline's network is connected with, and the connection; null if it could not be read.</summary>
    public (VirtualHub Hub, HubConnection Connection)? Connected { get; } =
        world.Home.Peerings.Any(peering => peering.IsVirtualHub)
        && world.Hubs.FirstOrDefault(one => one.Of(world.Home.Id) is not null) is { } hub
            ? (hub, hub.Of(world.Home.Id)!)
            : null;

    /// <summary>The ways of the hub's default route; none if it is not known.</summary>
    /// <param name="from">The subnet.</param>
    /// <param name="target">Where the traffic leads.</param>
    /// <param name="addresses">The addresses that the target may have.</param>
    public IReadOnlyList<Branch> Default(Subnet from, FirewallTarget target, IntervalSet addresses) =>
        Connected is not var (hub, _) ? []
        : hub.InternetNextHop is not { } next ? Static(from, target, addresses, isDefault: true).Known
        : Firewall(next) is { } firewall ? [new(null, Behind(Intent(hub, firewall), from, target, firewall))]
        : [];

    /// <summary>
    /// The ways of static routes that are longer than every default route, and the addresses that are left. Only the route 0.0.0.0/0
    /// depends on <c>enableInternetSecurity</c>.
    /// </summary>
    /// <param name="from">The subnet.</param>
    /// <param name="target">Where the traffic leads.</param>
    /// <param name="addresses">The addresses that the target may have.</param>
    public (IReadOnlyList<Branch> Known, IntervalSet Left) Longer(
        Subnet from,
        FirewallTarget target,
        IntervalSet addresses
    ) => Static(from, target, addresses, isDefault: false);

    private (IReadOnlyList<Branch> Known, IntervalSet Left) Static(
        Subnet from,
        FirewallTarget target,
        IntervalSet addresses,
        bool isDefault
    )
    {
        List<Branch> known = [];
        IntervalSet left = addresses;
        if (Connected is not var (hub, connection))
        {
            return (known, left);
        }
        foreach (HubRoute route in hub.RoutesOf(connection) ?? [])
        {
            if (route.Destination.EndsWith("/0", StringComparison.Ordinal) != isDefault)
            {
                continue;
            }
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
            return Behind(Sends(hub, route, $"the firewall {firewall.Id.Name}"), from, target, firewall);
        }
        if (hub.Connections?.FirstOrDefault(one => one.Id.Equals(route.NextHop)) is not { } over)
        {
            string name = route.NextHop?.Name ?? "a next hop without an id";
            return [Unknown(Sends(hub, route, name), "what is there could not be read")];
        }
        Hop leads = Sends(hub, route, $"the connection {over.Id.Name} with {over.Network.Name}");
        if (over.ApplianceOf(target.Addresses) is not { } address)
        {
            return [Unknown(leads, "the connection has no route with an appliance's address for it")];
        }
        EffectiveRoute inside = new($"the connection {over.Id.Name}", route.Destination, RouteTarget.Appliance)
        {
            Address = address,
        };
        Journey journey = new(world.Home, from, from.MachineAddresses, target);
        return
        [
            leads,
            .. appliances.At(journey, inside, over.Network),
            .. Back(hub, over, address, from, target.Addresses),
        ];
    }

    // What the hub knows of other networks, a subnet gets as a gateway's routes: those of the way back, and the one that led here.
    private IEnumerable<Hop> Back(VirtualHub hub, HubConnection over, string address, Subnet to, IntervalSet addresses)
    {
        if (world.Find(over.Network)?.Subnets.FirstOrDefault(subnet => subnet.Holds(address)) is not { } subnet)
        {
            yield break;
        }
        RouteTable? table = world.TableOf(subnet, out _);
        if (table is { IgnoresGatewayRoutes: true } && !Covers(table, to.MachineAddresses))
        {
            yield return new(
                HopKind.FirewallWayOut,
                Reach.No,
                $"the route table {table.Id.Name} of {subnet.Id.Name} ignores the hub's routes (disableBgpRoutePropagation), so nothing "
                    + $"returns from {address} to {to.Id.Name}"
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
        HubRoute? round = hub.RoutesOf(over)
            ?.FirstOrDefault(route =>
                Addresses.TryParse(route.Destination, out IntervalSet set)
                && !route.Destination.EndsWith("/0", StringComparison.Ordinal)
                && !set.Intersect(addresses).IsEmpty
            );
        if (round is not null && table is not { IgnoresGatewayRoutes: true })
        {
            yield return Unknown(
                new(
                    HopKind.FirewallWayOut,
                    Reach.Unknown,
                    $"the static route {round.Name} of {round.TableId.Name} is longer than the default route of {subnet.Id.Name}"
                )
                {
                    Resource = round.TableId,
                    Rule = round.Name,
                },
                $"whether the hub sends it back to {over.Network.Name} is not documented"
            );
        }
    }

    private static bool Covers(RouteTable table, IntervalSet addresses) =>
        table.Routes.Any(route =>
            Addresses.TryParse(route.Prefix, out IntervalSet set)
            && !NetworkSpace.IsDefault(route.Prefix)
            && set.Contains(addresses)
        );

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

    private static Hop Sends(VirtualHub hub, HubRoute route, string to) =>
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
