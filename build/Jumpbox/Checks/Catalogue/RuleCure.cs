using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The security rule that lets traffic through before another rule blocks it, as Bicep and as a command.</summary>
internal static class RuleCure
{
    private const int Lowest = 100;
    private const int Highest = 4000;

    /// <summary>Writes the rule.</summary>
    /// <param name="group">The security group.</param>
    /// <param name="blocker">The rule that blocks.</param>
    /// <param name="name">The name of the new rule.</param>
    /// <param name="protocol">The protocol.</param>
    /// <param name="from">The source.</param>
    /// <param name="to">The destination prefixes, or one tag.</param>
    /// <param name="port">The destination port.</param>
    public static Cure Before(
        SecurityGroup group,
        SecurityRule blocker,
        string name,
        string protocol,
        string from,
        IReadOnlyList<string> to,
        int port
    )
    {
        int? free = FreeBelow(group, blocker);
        int priority = free ?? Lowest;
        string first = free is null
            ? $"\n// First give the rule {blocker.Name} a higher number, because none below its {blocker.Priority} is free: "
                + $"az network nsg rule update --ids {group.Id}/securityRules/{blocker.Name} --priority <number>"
            : "";
        string destination =
            to.Count == 1
                ? $"destinationAddressPrefix: '{to[0]}'"
                : $"destinationAddressPrefixes: ['{string.Join("', '", to)}']";
        return Cure.Bicep(
            $$"""
            {
              name: '{{name}}'
              properties: {
                priority: {{priority}}
                direction: '{{blocker.Direction}}'
                access: 'Allow'
                protocol: '{{protocol}}'
                sourceAddressPrefix: '{{from}}'
                sourcePortRange: '*'
                {{destination}}
                destinationPortRange: '{{port}}'
              }
            }
            """
                + first
                + $"\n// az network nsg rule create --nsg-name {group.Id.Name} {group.Id.AzGroup} -n {name} --priority {priority} "
                + $"--direction {blocker.Direction} --access Allow --protocol '{protocol}' --source-address-prefixes {from} "
                + $"--destination-address-prefixes {string.Join(' ', to)} --destination-port-ranges {port}"
        );
    }

    // Two rules of one direction never have the same number.
    private static int? FreeBelow(SecurityGroup group, SecurityRule blocker)
    {
        HashSet<int> taken =
        [
            .. group.Rules.Where(rule => rule.Direction == blocker.Direction).Select(rule => rule.Priority),
        ];
        int from = Math.Min(blocker.Priority - 1, Highest);
        return Enumerable
            .Range(Lowest, Math.Max(0, from - Lowest + 1))
            .Reverse()
            .Where(one => !taken.Contains(one))
            .Select(one => (int?)one)
            .FirstOrDefault();
    }
}
