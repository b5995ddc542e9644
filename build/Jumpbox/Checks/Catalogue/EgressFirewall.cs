using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The firewall in the route allows every host of the egress list.</summary>
internal sealed class EgressFirewall : ICheck
{
    public string Id => "egress-firewall";

    public string Title => "The firewall allows the egress list";

    public CheckArea Area => CheckArea.Egress;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.RouteTables, FactName.Egress, FactName.Firewall];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        bool any = false;
        foreach (Subnet subnet in facts.Subnets)
        {
            EgressHost[] hosts = [.. facts.Egress.Where(host => Leaves(facts, subnet, host))];
            if (
                Routing.ToInternet(facts.RouteTableOf(subnet)) is not { NextHop: NextHop.VirtualAppliance } route
                || hosts.Length == 0
            )
            {
                continue;
            }
            any = true;
            yield return facts.FirewallBehind(route) is { } rules
                ? Judge(subnet, rules, FirewallEvaluator.Evaluate(rules, subnet.Addresses, hosts))
                : Unreadable(facts, subnet, route, hosts);
        }
        if (!any)
        {
            yield return Finding.Skipped("No route sends the build's traffic to an appliance.");
        }
    }

    private static bool Leaves(Facts facts, Subnet subnet, EgressHost host) =>
        host.From == EgressOrigin.ContainerInstance ? subnet == facts.ContainerSubnet : subnet == facts.BuildSubnet;

    private static Finding Judge(Subnet subnet, FirewallRuleSet rules, IReadOnlyList<EgressVerdict> verdicts)
    {
        EgressVerdict[] blocked = [.. verdicts.Where(verdict => verdict.Outcome == EgressOutcome.Blocked)];
        EgressVerdict[] doubtful = [.. verdicts.Where(verdict => verdict.Outcome == EgressOutcome.Uncertain)];
        (string, string)[] evidence =
        [
            ("subnet", subnet.Id.ToString()),
            ("policy", rules.Policy.ToString()),
            ("blocked", string.Join(", ", blocked.Select(Describe))),
            ("uncertain", string.Join(", ", doubtful.Select(Describe))),
        ];
        string way = $"the firewall {rules.Firewall.Name} from {subnet.Id.Name}";
        Cure cure = Cure.Bicep(FirewallCure.Write(subnet, [.. blocked.Concat(doubtful).Select(one => one.Host)]));
        return (blocked.Length, doubtful.Length) switch
        {
            (0, 0) => Finding.Pass($"All {verdicts.Count} hosts pass {way}.", evidence),
            (0, _) => Finding.Warn(
                $"{doubtful.Length} of {verdicts.Count} hosts may not pass {way}: "
                    + $"{string.Join(", ", doubtful.Select(Describe))}. Only the service knows what the rule covers.",
                cure,
                evidence
            ),
            _ => Finding.Fail(
                $"{blocked.Length} of {verdicts.Count} hosts do not pass {way}: "
                    + $"{string.Join(", ", blocked.Select(Describe))}.",
                cure,
                evidence
            ),
        };
    }

    private static Finding Unreadable(Facts facts, Subnet subnet, Route route, EgressHost[] hosts)
    {
        string list = string.Join(", ", hosts.Select(host => host.ToString()));
        string why =
            facts.Firewalls.TryGetValue(route.NextHopAddress ?? "", out Reading<FirewallRuleSet>? reading)
            && reading.State == ReadingState.Unreadable
                ? reading.Reason ?? ""
                : "it is not an Azure Firewall that your account can read.";
        return Finding.Unknown(
            $"What {route.NextHopAddress} allows from {subnet.Id.Name} could not be read: {why}",
            Cure.ByHand($"Check that it allows these {hosts.Length} hosts: {list}")
        );
    }

    private static string Describe(EgressVerdict verdict) =>
        verdict.Rule is { } rule ? $"{verdict.Host} ({rule})" : $"{verdict.Host}";
}
