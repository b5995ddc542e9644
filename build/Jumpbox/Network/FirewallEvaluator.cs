using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>
/// Decides what an Azure Firewall does to the connections of a build. Network rules are evaluated before application
/// rules; of each kind, base policies before the firewall's own, then groups and collections by priority; the first
/// rule that matches decides, and unmatched traffic is blocked. Source: Azure Firewall, "rule processing logic".
/// </summary>
internal static class FirewallEvaluator
{
    private static readonly bool[] NetworkFirst = [true, false];

    /// <summary>Evaluates the rules for every host.</summary>
    /// <param name="rules">The firewall's rules.</param>
    /// <param name="sources">The addresses of the subnet that the connections come from.</param>
    /// <param name="hosts">The hosts.</param>
    public static IReadOnlyList<EgressVerdict> Evaluate(
        FirewallRuleSet rules,
        IntervalSet sources,
        IEnumerable<EgressHost> hosts
    )
    {
        (string Name, bool Allows, FirewallRule Rule, IntervalSet Sources)[] ordered =
        [
            .. Ordered(rules).Select(one => (one.Name, one.Allows, one.Rule, SourcesOf(one.Rule, rules))),
        ];
        return [.. hosts.Select(host => Decide(ordered, rules, sources, host))];
    }

    private static EgressVerdict Decide(
        (string Name, bool Allows, FirewallRule Rule, IntervalSet Sources)[] ordered,
        FirewallRuleSet rules,
        IntervalSet sources,
        EgressHost host
    )
    {
        IntervalSet left = sources;
        List<(string Name, bool Allows)> doubts = [];
        string? passing = null;
        string? blocking = null;
        string? uncertain = null;
        foreach ((string? name, bool allows, FirewallRule? rule, IntervalSet? covered) in ordered)
        {
            FirewallMatch match = FirewallMatching.Host(rule, host, rules);
            if (match == FirewallMatch.No || covered.Intersect(left).IsEmpty)
            {
                continue;
            }
            if (match == FirewallMatch.Perhaps)
            {
                doubts.Add((name, allows));
                continue;
            }
            if (doubts.Find(doubt => doubt.Allows != allows) is { Name: { } doubt })
            {
                uncertain ??= doubt;
            }
            else if (allows)
            {
                passing ??= name;
            }
            else
            {
                blocking ??= name;
            }
            left = left.Except(covered);
            if (left.IsEmpty)
            {
                break;
            }
        }
        string? hope = left.IsEmpty ? null : doubts.Find(doubt => doubt.Allows).Name;
        return (blocking, left.IsEmpty, uncertain ?? hope) switch
        {
            (not null, _, _) => new(host, EgressOutcome.Blocked, blocking),
            (_, false, null) => new(host, EgressOutcome.Blocked, null),
            (_, _, not null) => new(host, EgressOutcome.Uncertain, uncertain ?? hope),
            _ => new(host, EgressOutcome.Passes, passing),
        };
    }

    private static IEnumerable<(string Name, bool Allows, FirewallRule Rule)> Ordered(FirewallRuleSet rules) =>
        from network in NetworkFirst
        from part in rules.Groups.OrderByDescending(one => one.Depth).ThenBy(one => one.Priority)
        from list in part.Collections.OrderBy(one => one.Priority)
        from rule in list.Rules
        where rule is FirewallNetworkRule == network
        select ($"{part.Name}/{list.Name}/{rule.Name}", list.Allows, rule);

    private static IntervalSet SourcesOf(FirewallRule rule, FirewallRuleSet rules) =>
        IntervalSet.Union(
            rule.Sources.Concat(rule.SourceIpGroups.SelectMany(id => rules.IpGroups.GetValueOrDefault(id) ?? []))
                .Select(text =>
                    text == "*" ? IntervalSet.All
                    : Addresses.TryParse(text, out IntervalSet set) ? set
                    : IntervalSet.Empty
                )
        );
}

/// <summary>A rule of a firewall policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">Source prefixes, addresses, ranges or <c>*</c>.</param>
/// <param name="SourceIpGroups">Source IP groups; united with the sources.</param>
public abstract record FirewallRule(
    string Name,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ResourceId> SourceIpGroups
);

/// <summary>A rule collection group of a firewall policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Lower is evaluated first, among the groups of one policy.</param>
/// <param name="Depth">
/// 0 for the firewall's own policy, 1 for its base policy and so on; the deepest is evaluated first.
/// </param>
/// <param name="Collections">Its rule collections.</param>
public sealed record FirewallRuleGroup(
    string Name,
    int Priority,
    int Depth,
    IReadOnlyList<FirewallRuleList> Collections
);

/// <summary>A filter rule collection of a firewall policy: rules with one action.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Lower is evaluated first, in its group.</param>
/// <param name="Allows">Whether matching traffic passes; otherwise it is blocked.</param>
/// <param name="Rules">The rules.</param>
public sealed record FirewallRuleList(string Name, int Priority, bool Allows, IReadOnlyList<FirewallRule> Rules);

/// <summary>All rules of a firewall, with what they refer to.</summary>
/// <param name="Firewall">The firewall.</param>
/// <param name="Policy">Its policy, where missing rules would be added.</param>
/// <param name="Groups">The rule collection groups of the policy and its base policies.</param>
/// <param name="IpGroups">The addresses of the IP groups in the rules, by id.</param>
public sealed record FirewallRuleSet(
    ResourceId Firewall,
    ResourceId Policy,
    IReadOnlyList<FirewallRuleGroup> Groups,
    IReadOnlyDictionary<ResourceId, IReadOnlyList<string>> IpGroups
);
