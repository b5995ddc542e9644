using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Reads the virtual network, then in parallel what its subnets refer to, then what is behind their routes: peered networks,
/// firewalls and the firewalls' own subnets.
/// </summary>
internal sealed class NetworkFacts(
    FactReader reader,
    JumpboxSettings settings,
    IReadOnlyList<EgressHost> egress,
    IReadOnlySet<FactName> needs
)
{
    private const int MostInterfaces = 16;

    public async Task<Func<Checks.Facts, Checks.Facts>> GatherAsync()
    {
        if (!needs.Contains(FactName.Network))
        {
            return facts => facts;
        }
        Task<Reading<ServiceTagPrefixes>> tags = TagsAsync();
        ZoneFacts zones = new(reader, egress);
        Task<Reading<IReadOnlyList<PrivateZone>>> ours = zones.GatherAsync(
            settings.Network.VirtualNetworkId.SubscriptionId
        );
        Task<Reading<IReadOnlyList<NameForwarding>>> forwardings = zones.ForwardingsAsync(
            settings.Network.VirtualNetworkId.SubscriptionId
        );
        Reading<VirtualNetwork> network = await reader.GetAsync(
            settings.Network.VirtualNetworkId,
            ApiVersions.Network,
            NetworkReading.Network
        );
        if (network.State != ReadingState.Present)
        {
            await Task.WhenAll(tags, ours, forwardings);
            return facts => facts with { Network = network, ServiceTags = tags.Result };
        }
        Subnet[] subnets =
        [
            .. new[] { settings.Network.BuildSubnetId, settings.Network.ContainerInstanceSubnetId }
                .OfType<ResourceId>()
                .Select(network.Value.Find)
                .OfType<Subnet>(),
        ];
        Task<IReadOnlyDictionary<ResourceId, Reading<SecurityGroup>>> groups = ReadAllAsync(
            FactName.SecurityGroups,
            subnets.Select(subnet => subnet.SecurityGroupId),
            NetworkReading.SecurityGroup
        );
        Task<IReadOnlyDictionary<ResourceId, Reading<EndpointPolicy>>> policies = ReadAllAsync(
            FactName.EndpointPolicies,
            subnets
                .SelectMany(subnet => subnet.ServiceEndpointPolicies)
                .Select(id => ResourceId.TryParse(id, out ResourceId? one) ? one : null),
            NetworkReading.EndpointPolicy
        );
        // Zones and rulesets are often where the hub is.
        string[] others =
        [
            .. network
                .Value.Peerings.Where(peering => !peering.IsVirtualHub)
                .Select(peering => peering.RemoteId.SubscriptionId)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Where(one => !one.Equals(network.Value.Id.SubscriptionId, StringComparison.OrdinalIgnoreCase)),
        ];
        Task<Reading<IReadOnlyList<PrivateZone>>[]> theirZones = Task.WhenAll(others.Select(zones.GatherAsync));
        Task<Reading<IReadOnlyList<NameForwarding>>[]> theirForwardings = Task.WhenAll(
            others.Select(zones.ForwardingsAsync)
        );
        NetworkManagers managers = reader.Session.NetworkManagers;
        Task<Reading<IReadOnlyList<AdminRule>>> admin = ManagedAsync(
            FactName.SecurityGroups,
            $"The admin rules of {network.Value.Id.Name}",
            () => managers.AdminRulesAsync(network.Value.Id, reader.Cancel)
        );
        Task<Reading<IReadOnlyList<string>>> connected = ManagedAsync(
            FactName.RouteTables,
            $"The connectivity configurations of {network.Value.Id.Name}",
            () => managers.ConnectedGroupsAsync(network.Value.Id, reader.Cancel)
        );
        Task<IReadOnlyDictionary<ResourceId, Reading<NatGateway>>> gateways = Gateways(subnets);
        Task<(IReadOnlyList<VirtualHub> Hubs, string? WhyUnread)> hubs = new HubFacts(reader).GatherAsync(
            network.Value,
            needs
        );
        IReadOnlyDictionary<ResourceId, Reading<RouteTable>> tables = await TablesAsync(subnets);
        Task<IReadOnlyDictionary<ResourceId, EffectiveNetwork>> effective = new EffectiveFacts(reader).GatherAsync(
            network.Value,
            [.. subnets.Where(subnet => IsKnown(subnet, tables)).Select(subnet => (subnet, TableOf(subnet, tables)))]
        );
        HashSet<string> addresses =
        [
            .. tables
                .Values.Where(table => table.State == ReadingState.Present)
                .SelectMany(table => table.Value.Routes)
                .Select(route => route.NextHopAddress)
                .Concat(network.Value.DnsServers)
                .OfType<string>(),
        ];
        Task<IReadOnlyDictionary<ResourceId, Reading<VirtualNetwork>>> peers = PeersAsync(network.Value, addresses);
        HubNextHops next = HubNextHops.Of((await hubs).Hubs, network.Value.Id);
        addresses.UnionWith(next.Addresses);
        Task<IReadOnlyDictionary<ResourceId, Reading<VirtualNetwork>>> behind = ReadAllAsync(
            FactName.Peers,
            next.Networks,
            NetworkReading.Network
        );
        Task<IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>>> firewalls = FirewallsAsync(
            network.Value,
            addresses,
            next
        );
        VirtualNetwork[] networks =
        [
            .. Union(await peers, await behind)
                .Values.Where(peer => peer.State == ReadingState.Present)
                .Select(peer => peer.Value)
                .Append(network.Value),
        ];
        Subnet[] near = [.. networks.SelectMany(one => one.Subnets)];
        Subnet[] theirs = [.. near.Where(subnet => subnet.IsForFirewalls)];
        Task<IReadOnlyDictionary<ResourceId, Reading<ApplianceInterface>>> appliances = AppliancesAsync(
            near.Where(subnet => !subnet.IsForFirewalls && addresses.Any(subnet.Holds))
        );
        Task<IReadOnlyDictionary<ResourceId, Reading<NatGateway>>> more = Gateways(theirs);
        IReadOnlyDictionary<ResourceId, Reading<RouteTable>> theirTables = await TablesAsync(theirs);
        NetworksBehind tunnels = needs.Contains(FactName.Firewall)
            ? await new TunnelFacts(reader).GatherAsync(networks, theirTables, addresses)
            : NetworksBehind.None;
        await Task.WhenAll(
            groups,
            policies,
            admin,
            connected,
            gateways,
            firewalls,
            more,
            appliances,
            tags,
            effective,
            ours,
            theirZones,
            forwardings,
            theirForwardings
        );
        return facts =>
            facts with
            {
                Network = network,
                SecurityGroups = groups.Result,
                EndpointPolicies = policies.Result,
                AdminRules = admin.Result,
                ConnectedGroups = connected.Result,
                RouteTables = Union(Union(tables, theirTables), tunnels.RouteTables),
                NatGateways = Union(Union(gateways.Result, more.Result), tunnels.NatGateways),
                Peers = Union(Union(peers.Result, behind.Result), tunnels.Networks),
                Appliances = appliances.Result,
                Firewalls = FirewallFacts.Union(firewalls.Result, tunnels.Firewalls),
                Hubs = hubs.Result.Hubs,
                WhyHubUnread = hubs.Result.WhyUnread,
                ServiceTags = tags.Result,
                Effective = effective.Result,
                Zones = [ours.Result, .. theirZones.Result],
                Forwardings = [forwardings.Result, .. theirForwardings.Result],
            };
    }

    // The list has the tags of all regions, whatever the location.
    private async Task<Reading<ServiceTagPrefixes>> TagsAsync()
    {
        string path =
            $"/subscriptions/{settings.SubscriptionId}/providers/Microsoft.Network/locations/{settings.Location}/serviceTags";
        if (!needs.Contains(FactName.ServiceTags))
        {
            return Readings.Absent<ServiceTagPrefixes>(path);
        }
        Reading<IReadOnlyList<JsonObject>> list = await reader.ListAsync(
            path,
            reader.Session.ListAsync(path, ApiVersions.Network, reader.Cancel, member: "values")
        );
        return list is { State: ReadingState.Present, Value.Count: 0 }
            ? Readings.Absent<ServiceTagPrefixes>(path)
            : FactReader.Turn(
                list,
                tags => new ServiceTagPrefixes(
                    tags.Select(tag => (tag.Text("name") ?? "", tag.Texts("properties", "addressPrefixes")))
                )
            );
    }

    /// <summary>Reads the network of Smoke's machines, if it is not the build's.</summary>
    public async Task<Func<Checks.Facts, Checks.Facts>> SmokeAsync()
    {
        if (
            settings.Smoke is not { IsAsked: true, SubnetId.Parent: { } id }
            || settings.Network.VirtualNetworkId.Equals(id)
        )
        {
            return facts => facts;
        }
        Reading<VirtualNetwork> network = await reader.GetAsync(id, ApiVersions.Network, NetworkReading.Network);
        return facts => facts with { SmokeNetwork = network };
    }

    private static bool IsKnown(Subnet subnet, IReadOnlyDictionary<ResourceId, Reading<RouteTable>> tables) =>
        subnet.RouteTableId is null || TableOf(subnet, tables) is not null;

    private static RouteTable? TableOf(Subnet subnet, IReadOnlyDictionary<ResourceId, Reading<RouteTable>> tables) =>
        subnet.RouteTableId is { } id
        && tables.TryGetValue(id, out Reading<RouteTable>? table)
        && table.State == ReadingState.Present
            ? table.Value
            : null;

    private Task<Reading<IReadOnlyList<T>>> ManagedAsync<T>(
        FactName fact,
        string source,
        Func<Task<IReadOnlyList<T>>> ask
    ) =>
        needs.Contains(fact)
            ? FactReader.AskAsync<IReadOnlyList<T>>(source, async () => await ask())
            : Task.FromResult(Readings.Absent<IReadOnlyList<T>>(source));

    private Task<IReadOnlyDictionary<ResourceId, Reading<RouteTable>>> TablesAsync(Subnet[] subnets) =>
        ReadAllAsync(FactName.RouteTables, subnets.Select(subnet => subnet.RouteTableId), NetworkReading.RouteTable);

    private Task<IReadOnlyDictionary<ResourceId, Reading<NatGateway>>> Gateways(Subnet[] subnets) =>
        ReadAllAsync(FactName.NatGateways, subnets.Select(subnet => subnet.NatGatewayId), NetworkReading.NatGateway);

    // Of hundreds of peered networks, only those matter in which a next hop or a DNS server is.
    private Task<IReadOnlyDictionary<ResourceId, Reading<VirtualNetwork>>> PeersAsync(
        VirtualNetwork network,
        HashSet<string> addresses
    ) =>
        ReadAllAsync(
            FactName.Peers,
            network
                .Peerings.Where(peering => !peering.IsVirtualHub)
                .Where(peering => addresses.Any(peering.Contains))
                .Select(peering => peering.RemoteId),
            NetworkReading.Network
        );

    // An appliance has a subnet of its own; where many machines are, the model does without.
    private Task<IReadOnlyDictionary<ResourceId, Reading<ApplianceInterface>>> AppliancesAsync(
        IEnumerable<Subnet> subnets
    ) =>
        ReadAllAsync(
            FactName.RouteTables,
            subnets.SelectMany(subnet => subnet.Interfaces.Take(MostInterfaces)),
            NetworkReading.Interface
        );

    private Task<IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>>> FirewallsAsync(
        VirtualNetwork network,
        HashSet<string> addresses,
        HubNextHops next
    ) =>
        (addresses.Count == 0 && next.Ids.Count == 0) || !needs.Contains(FactName.Firewall)
            ? Task.FromResult<IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>>>(
                new Dictionary<string, Reading<IReadOnlyList<Firewall>>>()
            )
            : new FirewallFacts(reader).GatherAsync(
                network
                    .Peerings.Where(peering => !peering.IsVirtualHub && addresses.Any(peering.Contains))
                    .Select(peering => peering.RemoteId.SubscriptionId)
                    .Concat(next.Ids.Concat(next.Networks).Select(id => id.SubscriptionId))
                    .Prepend(network.Id.SubscriptionId),
                firewall => firewall.Addresses.Any(addresses.Contains) || next.Ids.Contains(firewall.Id)
            );

    private async Task<IReadOnlyDictionary<ResourceId, Reading<T>>> ReadAllAsync<T>(
        FactName fact,
        IEnumerable<ResourceId?> ids,
        Func<JsonObject, T> read
    )
        where T : notnull =>
        needs.Contains(fact) ? await reader.GetAllAsync(ids, read) : new Dictionary<ResourceId, Reading<T>>();

    private static Dictionary<ResourceId, Reading<T>> Union<T>(
        IReadOnlyDictionary<ResourceId, Reading<T>> first,
        IReadOnlyDictionary<ResourceId, Reading<T>> second
    ) => first.Concat(second).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value);
}
