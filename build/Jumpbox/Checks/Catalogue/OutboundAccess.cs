using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// Each subnet has outbound Internet access. New virtual networks create private subnets, which have none by default.
/// Source: Azure Image Builder release notes, March 2026; Azure Virtual Network, "default outbound access".
/// </summary>
internal sealed class OutboundAccess : ICheck
{
    public string Id => "outbound-access";

    public string Title => "The subnets have outbound Internet access";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network, FactName.RouteTables];

    public IEnumerable<Finding> Evaluate(Facts facts) =>
        facts.Subnets.Select(subnet => Judge(subnet, Routing.ToInternet(facts.RouteTableOf(subnet))));

    private static Finding Judge(Subnet subnet, Route? route)
    {
        string name = subnet.Id.Name;
        (string, string)[] evidence =
        [
            ("natGateway", subnet.NatGatewayId?.ToString() ?? "none"),
            (
                "route",
                route is null
                    ? "none"
                    : $"{route.Name}: {route.Prefix} → {route.NextHop} {route.NextHopAddress}".TrimEnd()
            ),
            ("defaultOutboundAccess", subnet.DefaultOutbound?.ToString() ?? "not reported"),
        ];
        return (route?.NextHop, subnet) switch
        {
            (NextHop.None, _) => Finding.Fail(
                $"The route {route!.Name} drops all Internet traffic of {name} (next hop None).",
                Cure.Bicep(
                    $$"""{ name: '{{route.Name}}', properties: { addressPrefix: '{{route.Prefix}}', nextHopType: 'VirtualAppliance', nextHopIpAddress: '<firewall>' } }"""
                ),
                evidence
            ),
            (NextHop.VirtualAppliance or NextHop.VirtualNetworkGateway, _) => Finding.Pass(
                $"{name} reaches the Internet through the route {route!.Name} ({route.NextHop} {route.NextHopAddress}".TrimEnd()
                    + ").",
                evidence
            ),
            (_, { NatGatewayId: { } gateway }) => Finding.Pass(
                $"{name} reaches the Internet through the NAT gateway {gateway.Name}.",
                evidence
            ),
            (_, { DefaultOutbound: false }) => Finding.Fail(
                $"{name} is a private subnet (defaultOutboundAccess is false) and has neither a NAT gateway nor a route "
                    + "to an appliance; its VMs cannot reach the Internet.",
                Cure.Command($"az network vnet subnet update --ids {subnet.Id} --nat-gateway <id of a NAT gateway>"),
                evidence
            ),
            _ => Finding.Pass(
                $"{name} reaches the Internet through Azure's default outbound access; a NAT gateway would be explicit.",
                evidence
            ),
        };
    }
}
