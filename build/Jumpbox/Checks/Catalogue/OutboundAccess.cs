using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// The routes of each subnet lead every host of the egress list out of the network: to the Internet, or to an appliance
/// that the subnet reaches. What an appliance lets through is checked separately.
/// </summary>
internal sealed class OutboundAccess : ICheck
{
    private static readonly HopKind[] Kinds = [HopKind.Route, HopKind.Peering, HopKind.Appliance, HopKind.WayOut];

    public string Id => "outbound-access";

    public string Title => "The subnets have outbound Internet access";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs =>
        [
            FactName.Network,
            FactName.RouteTables,
            FactName.Egress,
            FactName.NatGateways,
            FactName.Peers,
            FactName.Firewall,
            FactName.ServiceTags,
        ];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Paths paths = facts.Paths();
        return facts
            .Subnets.SelectMany(subnet =>
                facts
                    .HostsOf(subnet)
                    .Select(host => (Host: host, Path: paths.ToHost(subnet, host)))
                    .GroupBy(pair => (Reach: pair.Path.ReachOf(Kinds), pair.Path.Decisive(Kinds)?.Hop.Says))
                    .OrderByDescending(group => group.Key.Reach)
                    .Select(group => Judge(subnet, [.. group.Select(pair => pair.Host)], group.First().Path))
            )
            .Concat(facts.Subnets.SelectMany(subnet => Together(facts, paths, subnet)))
            .Concat(facts.Subnets.Where(HasVersion6).Select(DualStack));
    }

    // Routes, rules and firewalls that each stop a part of the addresses, and all of them together: no check alone sees a failure.
    private static IEnumerable<Finding> Together(Facts facts, Paths paths, Subnet subnet)
    {
        EgressHost[] hosts =
        [
            .. facts.HostsOf(subnet).Where(host => !host.IsFallback && paths.ToHost(subnet, host).IsBlockedTogether),
        ];
        if (hosts.Length == 0)
        {
            yield break;
        }
        TrafficPath path = paths.ToHost(subnet, hosts[0]);
        (Branch Branch, Hop Hop)[] stops =
        [
            .. path.Branches.Select(branch => (branch, branch.Hops.First(hop => hop.Reach == Reach.No))),
        ];
        yield return Finding.Fail(
            $"{subnet.Id.Name} → {HopFindings.Listed(hosts)}: "
                + $"{string.Join("; ", stops.Select(stop => HopFindings.Sentence(stop.Branch, stop.Hop, Reach.No)))}. No way is open.",
            HopFindings.CureOf(
                stops.Select(stop => stop.Hop).FirstOrDefault(hop => hop.Remedy is not null) ?? stops[0].Hop
            ),
            ("subnet", $"{subnet.Id}"),
            ("hosts", string.Join(", ", hosts.AsEnumerable()))
        );
    }

    private static bool HasVersion6(Subnet subnet) => subnet.Prefixes.Any(prefix => prefix.Contains(':'));

    // Azure Container Instances, "virtual network concepts": container groups have no IPv6 address.
    private static Finding DualStack(Subnet subnet) =>
        Finding.Skipped(
            $"IPv6 of {subnet.Id.Name} ({string.Join(", ", subnet.Prefixes.Where(prefix => prefix.Contains(':')))}) is not judged: container "
                + "groups have IPv4 alone, and Image Builder documents no IPv6 for its machines."
        );

    private static Finding Judge(Subnet subnet, EgressHost[] hosts, TrafficPath path)
    {
        Reach reach = path.ReachOf(Kinds);
        (Branch? branch, Hop? hop) = path.Decisive(Kinds) ?? default;
        string says = hop is null
            ? path.Decisive()?.Hop.Says ?? "nothing stops it"
            : HopFindings.Sentence(branch!, hop, reach);
        (string, string)[] evidence =
        [
            ("subnet", $"{subnet.Id}"),
            ("natGateway", subnet.NatGatewayId?.ToString() ?? "none"),
            ("route", hop?.Rule ?? "none"),
            ("resource", $"{hop?.Resource}"),
            ("defaultOutboundAccess", subnet.DefaultOutbound?.ToString() ?? "not reported"),
            ("hosts", string.Join(", ", hosts.AsEnumerable())),
        ];
        Finding finding = HopFindings.Of(
            reach,
            $"{subnet.Id.Name} → {HopFindings.Listed(hosts)}: {says}.",
            hop,
            evidence
        );
        return finding.Status == CheckStatus.Fail && hosts.All(host => host.IsFallback)
            ? finding with
            {
                Status = CheckStatus.Warn,
            }
            : finding;
    }
}
