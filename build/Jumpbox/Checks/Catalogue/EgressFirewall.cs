using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The firewall in the route allows every host of the egress list and reaches the Internet itself.</summary>
internal sealed class EgressFirewall : ICheck
{
    private static readonly HopKind[] Kinds = [HopKind.Firewall, HopKind.FirewallWayOut, HopKind.Appliance];

    public string Id => "egress-firewall";

    public string Title => "The firewall allows the egress list";

    public CheckArea Area => CheckArea.Egress;

    public IReadOnlyList<FactName> Needs =>
        [
            FactName.Network,
            FactName.RouteTables,
            FactName.Egress,
            FactName.NatGateways,
            FactName.Peers,
            FactName.Firewall,
        ];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Paths paths = facts.Paths();
        List<Finding> findings = [];
        foreach (Subnet subnet in facts.Subnets)
        {
            (EgressHost Host, TrafficPath Path)[] met =
            [
                .. facts
                    .HostsOf(subnet)
                    .Select(host => (host, paths.ToHost(subnet, host)))
                    .Where(pair => Kinds.Any(pair.Item2.Has)),
            ];
            if (met.Length > 0)
            {
                findings.Add(Judge(facts, subnet, met));
            }
        }
        if (facts.ContainerSubnet is { } containers)
        {
            findings.AddRange(East(paths, containers, facts.BuildSubnet));
        }
        return findings.Count > 0
            ? findings
            : [Finding.Skipped("No route sends the build's traffic to an appliance that it reaches.")];
    }

    private static Finding Judge(Facts facts, Subnet subnet, (EgressHost Host, TrafficPath Path)[] met)
    {
        (EgressHost Host, Reach Reach, Hop Hop)[] verdicts =
        [
            .. met.Select(pair => (pair.Host, pair.Path.ReachOf(Deciding(pair.Path)), Of(pair.Path))),
        ];
        (EgressHost Host, Reach Reach, Hop Hop)[] blocked = verdicts.Where(one => one.Reach == Reach.No).ToArray();
        (EgressHost Host, Reach Reach, Hop Hop)[] doubtful = verdicts
            .Where(one => one.Reach == Reach.Unknown)
            .ToArray();
        (string, string)[] evidence =
        [
            ("subnet", subnet.Id.ToString()),
            ("firewall", string.Join(", ", met.Select(pair => NameOf(pair.Path)).Distinct())),
            ("blocked", string.Join(", ", blocked.Select(Describe))),
            ("uncertain", string.Join(", ", doubtful.Select(Describe))),
        ];
        Hop worst = verdicts.MaxBy(one => one.Reach).Hop;
        string way = $"the firewall {NameOf(met[0].Path)} from {subnet.Id.Name}";
        Cure cure =
            worst.Kind == HopKind.FirewallWayOut
                ? HopFindings.CureOf(worst)
                : Cure.Bicep(
                    FirewallCure.Write(
                        subnet,
                        [.. blocked.Concat(doubtful).Select(one => one.Host)],
                        facts.World().Firewalls.FirstOrDefault(one => one.Id.Equals(worst.Resource))?.Rules,
                        worst.Rule
                    )
                );
        string list = string.Join(", ", verdicts.Select(one => one.Host));
        return (blocked.Length, doubtful.Length) switch
        {
            (0, 0) => Finding.Pass($"All {verdicts.Length} hosts pass {way}.", evidence),
            (0, _) when IsUnread(worst) => Finding.Unknown(
                $"What is allowed from {subnet.Id.Name} is not known: {worst.Says}.",
                Cure.ByHand($"Check that these {verdicts.Length} hosts are allowed: {list}")
            ),
            (0, _) => Finding.Warn(
                $"{doubtful.Length} of {verdicts.Length} hosts may not pass {way}: "
                    + $"{string.Join(", ", doubtful.Select(Describe))}. {HopFindings.Capital(worst.Says)}.",
                cure,
                evidence
            ),
            _ when blocked.All(one => one.Host.IsFallback) => Finding.Warn(
                $"{blocked.Length} of {verdicts.Length} hosts do not pass {way}: "
                    + $"{string.Join(", ", blocked.Select(Describe))}; builds need them only as a fall-back.",
                cure,
                evidence
            ),
            _ => Finding.Fail(
                $"{blocked.Length} of {verdicts.Length} hosts do not pass {way}: "
                    + $"{string.Join(", ", blocked.Select(Describe))}. {HopFindings.Capital(worst.Says)}.",
                cure,
                evidence
            ),
        };
    }

    // SSH between the subnets, where a route leads it through a firewall.
    private static IEnumerable<Finding> East(Paths paths, Subnet from, Subnet to)
    {
        TrafficPath path = paths.Between(from, to, RequiredFlows.Ssh);
        if (!path.Has(HopKind.Firewall) || path.Decisive(HopKind.Firewall, HopKind.Peering) is not { } decisive)
        {
            return [];
        }
        Finding finding = HopFindings.Of(
            path.ReachOf(HopKind.Firewall, HopKind.Peering),
            $"{from.Id.Name} → {to.Id.Name}:{RequiredFlows.Ssh}: {decisive.Hop.Says}.",
            decisive.Hop,
            ("resource", $"{decisive.Hop.Resource}")
        );
        return finding.Status == CheckStatus.Fail && decisive.Hop.Kind == HopKind.Firewall
            ? [finding with { Cure = Cure.Bicep(FirewallCure.Ssh(from, to)) }]
            : [finding];
    }

    // A firewall whose rules are known decides, even if the way to it is only common practice.
    private static HopKind[] Deciding(TrafficPath path) =>
        path.Has(HopKind.Firewall) ? [HopKind.Firewall, HopKind.FirewallWayOut] : Kinds;

    private static Hop Of(TrafficPath path) => path.Decisive(Deciding(path))!.Value.Hop;

    private static string? NameOf(TrafficPath path) => path.Decisive(HopKind.Firewall)?.Hop.Resource?.Name;

    // Not a doubt about one rule, but nothing known at all.
    private static bool IsUnread(Hop hop) =>
        hop.Kind == HopKind.Appliance || (hop.Rule is null && hop.Reach == Reach.Unknown);

    private static string Describe((EgressHost Host, Reach Reach, Hop Hop) verdict) =>
        verdict.Hop is { Kind: HopKind.Firewall, Rule: { } rule } ? $"{verdict.Host} ({rule})" : $"{verdict.Host}";
}
