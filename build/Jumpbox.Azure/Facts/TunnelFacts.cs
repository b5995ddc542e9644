using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Reads what is behind firewalls that tunnel traffic on, firewall after firewall. Source: Azure Firewall, "forced tunneling".
/// </summary>
internal sealed class TunnelFacts(FactReader reader)
{
    // Each is another round of requests that wait for one another.
    private const int MostFirewalls = 3;

    /// <param name="networks">The networks that were read.</param>
    /// <param name="tables">The route tables of the firewalls in them.</param>
    /// <param name="addresses">The next hops that are known already.</param>
    public async Task<NetworksBehind> GatherAsync(
        IReadOnlyList<VirtualNetwork> networks,
        IReadOnlyDictionary<ResourceId, Reading<RouteTable>> tables,
        IReadOnlySet<string> addresses
    )
    {
        NetworksBehind all = NetworksBehind.None;
        Dictionary<ResourceId, VirtualNetwork> known = networks.DistinctBy(one => one.Id).ToDictionary(one => one.Id);
        HashSet<string> seen = [.. addresses];
        for (int round = 0; round < MostFirewalls; round++)
        {
            HashSet<string> next =
            [
                .. tables
                    .Values.Where(table => table.State == ReadingState.Present)
                    .SelectMany(table => table.Value.Routes)
                    .Select(route => route.NextHopAddress)
                    .OfType<string>()
                    .Where(seen.Add),
            ];
            if (next.Count == 0)
            {
                break;
            }
            ResourceId[] near =
            [
                .. known
                    .Values.SelectMany(network => network.Peerings)
                    .Where(peering => !peering.IsVirtualHub && next.Any(peering.Contains))
                    .Select(peering => peering.RemoteId)
                    .Distinct(),
            ];
            Task<IReadOnlyDictionary<string, Reading<IReadOnlyList<Firewall>>>> found = new FirewallFacts(
                reader
            ).GatherAsync(
                near.Concat(known.Keys).Select(id => id.SubscriptionId),
                firewall => firewall.Addresses.Any(next.Contains)
            );
            IReadOnlyDictionary<ResourceId, Reading<VirtualNetwork>> read = await reader.GetAllAsync(
                near.Where(id => !known.ContainsKey(id)),
                NetworkReading.Network
            );
            Subnet[] theirs =
            [
                .. read
                    .Values.Where(one => one.State == ReadingState.Present)
                    .SelectMany(one => one.Value.Subnets)
                    .Where(subnet => subnet.IsForFirewalls),
            ];
            foreach (Reading<VirtualNetwork> one in read.Values.Where(one => one.State == ReadingState.Present))
            {
                known[one.Value.Id] = one.Value;
            }
            Task<IReadOnlyDictionary<ResourceId, Reading<NatGateway>>> gateways = reader.GetAllAsync(
                theirs.Select(subnet => subnet.NatGatewayId),
                NetworkReading.NatGateway
            );
            tables = await reader.GetAllAsync(theirs.Select(subnet => subnet.RouteTableId), NetworkReading.RouteTable);
            all = all with
            {
                Networks = all.Networks.Concat(read).ToDictionary(),
                RouteTables = all.RouteTables.Concat(tables).DistinctBy(pair => pair.Key).ToDictionary(),
                NatGateways = all.NatGateways.Concat(await gateways).DistinctBy(pair => pair.Key).ToDictionary(),
                Firewalls = FirewallFacts.Union(all.Firewalls, await found),
            };
        }
        return all;
    }
}
