using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// Reports the routes that send the build's traffic through an appliance, and what the appliance must allow.
/// </summary>
internal sealed class ForcedTunnelling : ICheck
{
    public string Id => "forced-tunnelling";

    public string Title => "Routes do not divert the build's traffic";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.RouteTables, FactName.Egress, FactName.Firewall];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        foreach (Subnet subnet in facts.Subnets)
        {
            RouteTable? table = facts.RouteTableOf(subnet);
            Subnet other =
                facts.ContainerSubnet is { } containers && subnet == facts.BuildSubnet ? containers : facts.BuildSubnet;
            if (Routing.Diversion(table, facts.Network.Value.Prefixes, other.Addresses) is { } diversion)
            {
                yield return Diverted(subnet, other, table!, diversion);
            }
            yield return Routing.ToInternet(table)
                is { NextHop: NextHop.VirtualAppliance or NextHop.VirtualNetworkGateway } route
                ? Tunnelled(facts, subnet, table!, route)
                : Finding.Pass($"No route of {subnet.Id.Name} sends Internet traffic to an appliance.");
        }
    }

    private static Finding Tunnelled(Facts facts, Subnet subnet, RouteTable table, Route route)
    {
        string hop = $"{route.NextHop} {route.NextHopAddress}".TrimEnd();
        (string, string)[] evidence =
        [
            ("routeTable", table.Id.ToString()),
            ("route", $"{route.Name}: {route.Prefix} → {hop}"),
            ("hosts", string.Join(", ", facts.Egress)),
        ];
        string message =
            $"The route {route.Name} of {table.Id.Name} sends Internet traffic of {subnet.Id.Name} to {hop}";
        return facts.FirewallBehind(route) is { } policy
            ? Finding.Pass(
                $"{message}, the firewall {policy.Firewall.Name}; its policy is checked separately.",
                evidence
            )
            : Finding.Warn(
                $"{message}, whose rules cannot be read; it must allow {facts.Egress.Count} hosts.",
                Cure.ByHand($"Check that {hop} allows: {string.Join(", ", facts.Egress)}"),
                evidence
            );
    }

    private static Finding Diverted(Subnet from, Subnet to, RouteTable table, Route route) =>
        route.NextHop == NextHop.None
            ? Finding.Fail(
                $"The route {route.Name} of {table.Id.Name} drops traffic from {from.Id.Name} to {to.Id.Name}.",
                Cure.Command($"az network route-table route delete --ids {table.Id}/routes/{route.Name}"),
                ("route", $"{route.Name}: {route.Prefix} → {route.NextHop}")
            )
            : Finding.Warn(
                $"The route {route.Name} of {table.Id.Name} sends traffic from {from.Id.Name} to {to.Id.Name} through "
                    + $"{route.NextHop} {route.NextHopAddress}, which must allow SSH (TCP 22) in both directions.",
                Cure.Bicep(
                    $$"""{ name: 'stay-in-network', properties: { addressPrefix: '{{string.Join(", ", to.Prefixes)}}', nextHopType: 'VnetLocal' } }"""
                ),
                ("route", $"{route.Name}: {route.Prefix} → {route.NextHop} {route.NextHopAddress}")
            );
}
