using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The Bicep that adds missing hosts to a firewall policy's rule collection.</summary>
internal static class FirewallCure
{
    private const int Smb = 445;

    /// <summary>The rules for hosts, where they belong, and the commands that add them.</summary>
    /// <param name="subnet">The subnet from which the hosts are reached.</param>
    /// <param name="hosts">The hosts.</param>
    /// <param name="rules">The firewall's rules; null if they could not be read.</param>
    /// <param name="blocker">The rule that blocks, as <c>group/collection/rule</c>; null if no rule matches.</param>
    public static string Write(
        Subnet subnet,
        IReadOnlyList<EgressHost> hosts,
        FirewallRuleSet? rules = null,
        string? blocker = null
    )
    {
        IGrouping<int, EgressHost>[] byPort = [.. hosts.GroupBy(host => host.Port).OrderBy(group => group.Key)];
        IEnumerable<string> bicep = byPort.Select(group =>
            group.Key == Smb ? Share(subnet) : Web(subnet, group.Key, [.. group])
        );
        IEnumerable<string> commands = rules is null
            ? []
            : byPort.Select((group, index) => Command(subnet, group.Key, [.. group], rules, index));
        string before = blocker is null ? "" : $"\n// {Before(rules, blocker)}";
        return string.Join("\n", bicep) + before + string.Concat(commands.Select(one => $"\n// {one}"));
    }

    // Rules of a base policy go before those of its children, and network rules before application rules.
    private static string Before(FirewallRuleSet? rules, string blocker)
    {
        (int Depth, bool IsNetwork)? kind = (
            from part in rules?.Groups.OrderByDescending(one => one.Depth) ?? Enumerable.Empty<FirewallRuleGroup>()
            from list in part.Collections
            from rule in list.Rules
            where $"{part.Name}/{list.Name}/{rule.Name}" == blocker
            select ((int, bool)?)(part.Depth, rule is FirewallNetworkRule)
        ).FirstOrDefault();
        return kind switch
        {
            { Depth: > 0 } =>
                $"The rule {blocker} of a base policy decides today, before all rules of this policy: ask its owner to change it.",
            { IsNetwork: true } =>
                $"The network rule {blocker} decides today, before all application rules: change it, or let a network rule go before it.",
            _ => $"The rule {blocker} decides today: let these rules go before it, without terminateTLS, or change it.",
        };
    }

    private static string Command(Subnet subnet, int port, EgressHost[] hosts, FirewallRuleSet rules, int index)
    {
        string name = $"jumpbox-{subnet.Id.Name}-{port}";
        FirewallRuleGroup? group = rules.Groups.Where(one => one.Depth == 0).MinBy(one => one.Priority);
        int first = group?.Collections.Select(one => one.Priority).DefaultIfEmpty(1000).Min() ?? 1000;
        string priority = first - index > 100 ? $"{first - index - 1}" : "<free number>";
        string sources = string.Join(' ', subnet.Prefixes);
        string fqdns = string.Join(' ', hosts.Select(host => $"'{host.Host}'").Distinct());
        string protocol = port == 80 ? "Http" : "Https";
        if (rules.Policy.Equals(rules.Firewall))
        {
            string classic =
                $"-f {rules.Firewall.Name} {rules.Firewall.AzGroup} -c {name} -n {name} --priority {priority} --action Allow "
                + $"--source-addresses {sources}";
            return port == Smb
                ? $"az network firewall network-rule create {classic} --protocols TCP --destination-addresses Storage --destination-ports {Smb}"
                : $"az network firewall application-rule create {classic} --protocols {protocol}={port} --target-fqdns {fqdns}";
        }
        string add =
            $"az network firewall policy rule-collection-group collection add-filter-collection {rules.Policy.AzGroup} --policy-name "
            + $"{rules.Policy.Name} --rcg-name {group?.Name ?? "<rule collection group>"} -n {name} --collection-priority {priority} "
            + $"--action Allow --rule-name {name} --source-addresses {sources}";
        return port == Smb
            ? $"{add} --rule-type NetworkRule --ip-protocols TCP --destination-addresses Storage --destination-ports {Smb}"
            : $"{add} --rule-type ApplicationRule --protocols {protocol}={port} --target-fqdns {fqdns}";
    }

    /// <summary>The rule for SSH between two subnets of one network.</summary>
    public static string Ssh(Subnet from, Subnet to) =>
        $$"""
            {
              ruleType: 'NetworkRule'
              name: 'jumpbox-{{from.Id.Name}}-22'
              sourceAddresses: [{{Quoted(from.Prefixes)}}]
              ipProtocols: ['TCP']
              destinationAddresses: [{{Quoted(to.Prefixes)}}]
              destinationPorts: ['22']
            }
            """;

    private static string Web(Subnet subnet, int port, EgressHost[] hosts) =>
        $$"""
            {
              ruleType: 'ApplicationRule'
              name: 'jumpbox-{{subnet.Id.Name}}-{{port}}'
              sourceAddresses: [{{Quoted(subnet.Prefixes)}}]
              protocols: [{ protocolType: '{{(port == 80 ? "Http" : "Https")}}', port: {{port}} }]
              targetFqdns: [{{Quoted(hosts.Select(host => host.Host))}}]
            }
            """;

    // Network rules have no wildcards for host names: the region's storage tag covers the share's account.
    private static string Share(Subnet subnet) =>
        $$"""
            {
              ruleType: 'NetworkRule'
              name: 'jumpbox-{{subnet.Id.Name}}-{{Smb}}'
              sourceAddresses: [{{Quoted(subnet.Prefixes)}}]
              ipProtocols: ['TCP']
              destinationAddresses: ['Storage']
              destinationPorts: ['{{Smb}}']
            }
            """;

    private static string Quoted(IEnumerable<string> values) =>
        string.Join(", ", values.Distinct(StringComparer.OrdinalIgnoreCase).Select(value => $"'{value}'"));
}
