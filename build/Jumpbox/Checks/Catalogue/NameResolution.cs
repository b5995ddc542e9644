using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// The build's machines get answers to DNS queries. Container groups ask Azure's servers whatever the network's servers are.
/// Source: Azure Container Instances, "virtual network concepts".
/// </summary>
internal sealed class NameResolution : ICheck
{
    public string Id => "name-resolution";

    public string Title => "The build's machines resolve names";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.SecurityGroups, FactName.RouteTables, FactName.Peers, FactName.Firewall];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Names names = new(facts.World(), facts.Paths());
        IEnumerable<Hop> servers = facts.ContainerSubnet is { } containers
            ? names.Of(facts.BuildSubnet).Concat(names.OfContainers(containers))
            : names.Of(facts.BuildSubnet);
        return servers
            .Select(hop => Judge(facts, hop))
            .Concat(facts.Subnets.SelectMany(subnet => Zones(facts, subnet)))
            .Concat(Unread(facts));
    }

    // Private DNS zones that answer for hosts of the build.
    private static IEnumerable<Finding> Zones(Facts facts, Subnet subnet) =>
        from host in facts.HostsOf(subnet)
        let answer = facts.Paths().ZoneOf(subnet, host)
        where answer is not null
        let path = facts.Paths().ToHost(subnet, host)
        let reach = answer.Addresses.Count == 0 ? answer.Hop.Reach : path.Reach
        let decisive = answer.Addresses.Count > 0 && reach == Reach.No ? path.Decisive()!.Value.Hop : answer.Hop
        group (host, decisive) by (reach, decisive.Says) into alike
        select HopFindings.Of(
            alike.Key.reach,
            $"{HopFindings.Capital(alike.Key.Says)}.",
            alike.First().decisive,
            ("hosts", string.Join(", ", alike.Select(one => $"{one.host}"))),
            ("resource", $"{alike.First().decisive.Resource}")
        );

    private static IEnumerable<Finding> Unread(Facts facts) =>
        Unread("Private DNS zones", facts.Zones).Concat(Unread("DNS forwarding rulesets", facts.Forwardings));

    private static IEnumerable<Finding> Unread<T>(string what, IEnumerable<Reading<T>> lists)
        where T : class =>
        lists
            .Where(list => list.State == ReadingState.Unreadable)
            .Select(list => Finding.Skipped($"{what} are judged as if there were none there: {list.Reason}"));

    private static Finding Judge(Facts facts, Hop hop)
    {
        (string, string)[] evidence =
        [
            ("dnsServers", string.Join(", ", facts.Network.Value.DnsServers)),
            ("resource", $"{hop.Resource}"),
        ];
        string message = $"{HopFindings.Capital(hop.Says)}.";
        // By the documentation a custom server is an ordinary destination; networks that block port 53 were seen to work.
        return
            hop is { Kind: HopKind.SecurityRules, Reach: Reach.No }
            && facts.SecurityGroupOf(facts.BuildSubnet) is { } group
            ? Finding.Warn(
                $"DNS (port 53) from {facts.BuildSubnet.Id.Name}: {hop.Says}; only Azure's own DNS servers need no rule.",
                group.InOrder(Direction.Outbound).FirstOrDefault(rule => rule.Name == hop.Rule) is { } blocker
                    ? RuleCure.Before(
                        group,
                        blocker,
                        "allow-dns-outbound",
                        "*",
                        "VirtualNetwork",
                        facts.Network.Value.DnsServers,
                        53
                    )
                    : HopFindings.CureOf(hop),
                evidence
            )
            : HopFindings.Of(hop.Reach, message, hop, evidence);
    }
}
