using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>Follows traffic to the appliance that a route names, and to what is behind its address.</summary>
internal sealed class Appliances(NetworkWorld world, Firewalls firewalls)
{
    /// <summary>The hops to the appliance at an address, and what it does to the traffic.</summary>
    /// <param name="journey">The traffic.</param>
    /// <param name="route">The route that names the appliance.</param>
    public IEnumerable<Hop> Follow(Journey journey, EffectiveRoute route)
    {
        string address = route.Address ?? "";
        if (!Addresses.TryParse(address, out IntervalSet place) || place.Count != 1)
        {
            return [Nobody(HopKind.Route, $"{route.Described} leads to an appliance without an IPv4 address")];
        }
        VirtualNetwork network = journey.Network;
        if (Holds(network, place))
        {
            return Inside(journey, route, network, address);
        }
        Peering[] peerings = [.. network.Peerings.Where(peering => peering.RemoteAddresses.Contains(place))];
        Peering? over =
            Array.Find(peerings, one => Peers.MayRoute(one, journey.Subnet))
            ?? (peerings.Length > 0 ? peerings[0] : null);
        if (over is { IsVirtualHub: false })
        {
            Hop crossing = Peers.Cross(world, network, over, journey.Subnet, place);
            return crossing.Reach == Reach.No
                ? [crossing]
                : [crossing, .. Inside(journey, route, world.Find(over.RemoteId), address, over.RemoteId)];
        }
        if (world.Firewalls.FirstOrDefault(one => one.HubId is not null && one.Addresses.Contains(address)) is { } hub)
        {
            return [Connected(network, hub), .. firewalls.Judge(journey, hub)];
        }
        return [Nowhere(network, route, address)];
    }

    /// <summary>What the appliance at an address of a network does, wherever the traffic came from.</summary>
    /// <param name="journey">The traffic.</param>
    /// <param name="route">The route that names the address.</param>
    /// <param name="network">The network.</param>
    public IEnumerable<Hop> At(Journey journey, EffectiveRoute route, ResourceId network) =>
        Inside(journey, route, world.Find(network), route.Address ?? "", network);

    // Documented as unsupported, and widely used.
    private Hop Connected(VirtualNetwork network, Firewall firewall)
    {
        bool? connected = world
            .Hubs.FirstOrDefault(hub => hub.Id.Equals(firewall.HubId))
            ?.Connections?.Any(one => one.Network.Equals(network.Id));
        string hub = firewall.HubId!.Name;
        return new(
            HopKind.Appliance,
            connected == false && !network.Peerings.Any(peering => peering.IsVirtualHub) ? Reach.No : Reach.Unknown,
            connected == false
                ? $"{network.Id.Name} is not connected to the virtual hub {hub}, in which the firewall {firewall.Id.Name} is"
                : $"a user's route to the firewall {firewall.Id.Name} of the virtual hub {hub} is common and not supported by "
                    + "the documentation; a routing intent of the hub is"
        )
        {
            Resource = firewall.Id,
            Rule = "hubVirtualNetworkConnections",
        };
    }

    private IEnumerable<Hop> Inside(
        Journey journey,
        EffectiveRoute route,
        VirtualNetwork? network,
        string address,
        ResourceId? unread = null
    )
    {
        ResourceId id = network?.Id ?? unread!;
        // What goes to the appliance itself, such as a DNS query, it does not forward.
        if (journey.Target.Host is null && journey.Target.Addresses.Equals(Addresses.Parse(address)))
        {
            return [];
        }
        Firewall[] here =
        [
            .. world.Firewalls.Where(one => id.Equals(one.SubnetId?.Parent) && one.Addresses.Contains(address)),
        ];
        if (here.Length > 0)
        {
            return firewalls.Judge(journey, here[0]);
        }
        Subnet? subnet = network?.Subnets.FirstOrDefault(one => one.Addresses.Contains(Addresses.Parse(address)));
        bool listed = !world.Unread.ContainsKey(NetworkWorld.FirewallsOf(id.SubscriptionId));
        if (listed && subnet is { IsForFirewalls: true })
        {
            return
            [
                Nobody(
                    HopKind.Route,
                    $"{route.Described} leads to {address} in the AzureFirewallSubnet of {id.Name}, where no running firewall "
                        + "has this address"
                ),
            ];
        }
        ApplianceInterface? card = world.Appliances.FirstOrDefault(one =>
            subnet?.Interfaces.Contains(one.Id) == true && one.Addresses.Contains(address)
        );
        if (card is { Forwards: false })
        {
            return [Deaf(route, card, address)];
        }
        string why =
            card is not null ? $"it is the network interface {card.Id.Name}, not an Azure Firewall."
            : network is null ? world.WhyUnread(id)
            : subnet is null ? "it is in no subnet of the network."
            : listed ? "it is not an Azure Firewall that your account can read."
            : world.Unread[NetworkWorld.FirewallsOf(id.SubscriptionId)];
        Hop unknown = new(
            HopKind.Appliance,
            Reach.Unknown,
            $"what the appliance at {address} in {id.Name} allows could not be read: {why.TrimEnd('.')}"
        )
        {
            Resource = id,
            Rule = address,
        };
        return journey.Subnet.Addresses.Contains(Addresses.Parse(address))
            ?
            [
                unknown with
                {
                    Says = $"{unknown.Says}; it is in {journey.Subnet.Id.Name} itself, where a route to it may loop",
                },
            ]
            : [unknown];
    }

    private static Hop Deaf(EffectiveRoute route, ApplianceInterface card, string address) =>
        new(
            HopKind.Appliance,
            Reach.No,
            $"{route.Described} leads to {address}, and the network interface {card.Id.Name} there has enableIPForwarding false, so "
                + "it gets no packets for other addresses"
        )
        {
            Resource = card.Id,
            Rule = "enableIPForwarding",
            Remedy = new(
                "properties: { enableIPForwarding: true }",
                $"az network nic update --ids {card.Id} --ip-forwarding true"
            ),
        };

    private Hop Nowhere(VirtualNetwork network, EffectiveRoute route, string address)
    {
        bool unsure = network.Peerings.Any(peering =>
            peering.IsVirtualHub || peering.IsOutOfSync || peering.RemotePrefixes.Count == 0
        );
        string? why =
            unsure ? "the address space of a peered network could not be read"
            : network == world.Home ? world.Connected
            : $"whether {network.Id.Name} is in a connected group of a network manager was not read";
        return why is not null
            ? new(HopKind.Appliance, Reach.Unknown, $"{route.Described} leads to {address}, and {why}")
            {
                Resource = network.Id,
                Rule = address,
            }
            : new(
                HopKind.Peering,
                Reach.No,
                $"{route.Described} leads to {address}, which is neither in {network.Id.Name} nor in a network that is "
                    + "peered with it"
            )
            {
                Resource = route.Table,
                Rule = route.Name,
                Remedy = new(
                    null,
                    $"az network vnet peering create {network.Id.AzGroup} "
                        + $"--vnet-name {network.Id.Name} -n to-hub --remote-vnet <id of the appliance's network> --allow-vnet-access\n# And the same in that network."
                ),
            };
    }

    private static Hop Nobody(HopKind kind, string says) =>
        new(kind, Reach.No, says)
        {
            Remedy = new(null, "Let the route lead to the address of a running firewall or appliance."),
        };

    private static bool Holds(VirtualNetwork network, IntervalSet address) =>
        network.Prefixes.Any(prefix => Addresses.TryParse(prefix, out IntervalSet set) && set.Contains(address));
}
