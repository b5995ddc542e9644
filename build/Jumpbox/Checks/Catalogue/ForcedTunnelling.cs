using Jumpbox.Network;
using Jumpbox.Reachability;

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
        [FactName.Network, FactName.RouteTables, FactName.Egress, FactName.Peers, FactName.Firewall];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        Paths paths = facts.Paths();
        Subnet build = facts.BuildSubnet;
        List<Finding> findings =
        [
            .. facts.ContainerSubnet is { } containers
                ? Detours(paths, containers, build).Concat(Detours(paths, build, containers))
                : Detours(paths, build, build),
        ];
        foreach (Subnet subnet in facts.Subnets)
        {
            EgressHost[] hosts = facts.HostsOf(subnet);
            Hop[] appliances =
            [
                .. hosts
                    .Select(host => paths.ToHost(subnet, host))
                    .Where(path => path.Has(HopKind.Appliance))
                    .Select(path => path.Decisive(HopKind.Appliance)!.Value.Hop)
                    .DistinctBy(hop => hop.Says),
            ];
            findings.AddRange(appliances.Select(hop => Tunnelled(subnet, hop, hosts)));
            if (appliances.Length == 0)
            {
                findings.Add(
                    Finding.Pass($"No route of {subnet.Id.Name} sends Internet traffic to an unknown appliance.")
                );
            }
        }
        // A route that drops one direction is met on the way back of the other.
        return findings.DistinctBy(finding => finding.Message);
    }

    private static Finding Tunnelled(Subnet subnet, Hop hop, EgressHost[] hosts)
    {
        string list = string.Join(", ", hosts.AsEnumerable());
        return Finding.Warn(
            $"{subnet.Id.Name}: {hop.Says}; it must allow {hosts.Length} hosts.",
            Cure.ByHand($"Check that {hop.Rule} allows: {list}"),
            ("resource", $"{hop.Resource}"),
            ("route", hop.Rule ?? "none"),
            ("hosts", list)
        );
    }

    private static IEnumerable<Finding> Detours(Paths paths, Subnet from, Subnet to) =>
        paths
            .Between(from, to, RequiredFlows.Ssh)
            .Branches.SelectMany(branch => branch.Hops)
            .Where(hop => hop.Kind == HopKind.Detour)
            .Select(hop =>
                hop.Reach == Reach.No
                    ? Finding.Fail($"{HopFindings.Capital(hop.Says)}.", HopFindings.CureOf(hop), Evidence(hop))
                    : Finding.Warn(
                        $"{HopFindings.Capital(hop.Says)}, which must allow SSH (TCP 22) in both directions.",
                        HopFindings.CureOf(hop),
                        Evidence(hop)
                    )
            );

    private static (string, string)[] Evidence(Hop hop) => [("route", $"{hop.Rule}"), ("resource", $"{hop.Resource}")];
}
