using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the virtual network, then everything that its subnets refer to in parallel.</summary>
internal sealed class NetworkFacts(FactReader reader, JumpboxSettings settings, IReadOnlySet<FactName> needs)
{
    public async Task<Func<Checks.Facts, Checks.Facts>> GatherAsync()
    {
        if (!needs.Contains(FactName.Network))
        {
            return facts => facts;
        }
        Reading<VirtualNetwork> network = await reader.GetAsync(
            settings.Network.VirtualNetworkId,
            ApiVersions.Network,
            NetworkReading.Network
        );
        if (network.State != ReadingState.Present)
        {
            return facts => facts with { Network = network };
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
        Task<IReadOnlyDictionary<ResourceId, Reading<RouteTable>>> tables = ReadAllAsync(
            FactName.RouteTables,
            subnets.Select(subnet => subnet.RouteTableId),
            NetworkReading.RouteTable
        );
        Task<IReadOnlyDictionary<string, Reading<FirewallRuleSet>>> firewalls = FirewallsAsync(
            network.Value,
            subnets,
            await tables
        );
        await Task.WhenAll(groups, firewalls);
        return facts =>
            facts with
            {
                Network = network,
                SecurityGroups = groups.Result,
                RouteTables = tables.Result,
                Firewalls = firewalls.Result,
            };
    }

    private Task<IReadOnlyDictionary<string, Reading<FirewallRuleSet>>> FirewallsAsync(
        VirtualNetwork network,
        Subnet[] subnets,
        IReadOnlyDictionary<ResourceId, Reading<RouteTable>> tables
    )
    {
        string[] hops =
        [
            .. subnets
                .Select(subnet =>
                    subnet.RouteTableId is { } id && tables.TryGetValue(id, out Reading<RouteTable>? table)
                        ? table
                        : null
                )
                .Where(table => table is { State: ReadingState.Present })
                .Select(table => Routing.ToInternet(table!.Value))
                .Where(route => route is { NextHop: NextHop.VirtualAppliance })
                .Select(route => route!.NextHopAddress)
                .OfType<string>()
                .Distinct(),
        ];
        return hops.Length == 0 || !needs.Contains(FactName.Firewall)
            ? Task.FromResult<IReadOnlyDictionary<string, Reading<FirewallRuleSet>>>(
                new Dictionary<string, Reading<FirewallRuleSet>>()
            )
            : new FirewallFacts(reader).GatherAsync(
                hops,
                network.Peerings.Select(peering => peering.RemoteId.SubscriptionId).Prepend(network.Id.SubscriptionId)
            );
    }

    private async Task<IReadOnlyDictionary<ResourceId, Reading<T>>> ReadAllAsync<T>(
        FactName fact,
        IEnumerable<ResourceId?> ids,
        Func<System.Text.Json.Nodes.JsonObject, T> read
    )
        where T : notnull
    {
        if (!needs.Contains(fact))
        {
            return new Dictionary<ResourceId, Reading<T>>();
        }
        (ResourceId Id, Reading<T> Reading)[] all = await Task.WhenAll(
            ids.OfType<ResourceId>()
                .Distinct()
                .Select(async id => (id, await reader.GetAsync(id, ApiVersions.Network, read)))
        );
        return all.ToDictionary(pair => pair.Id, pair => pair.Reading);
    }
}
