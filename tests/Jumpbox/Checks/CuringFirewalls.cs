using Jumpbox.Checks.Catalogue;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Checks;

/// <summary>
/// What a cure says of the rule that blocks: no rule goes before one of a base policy, and no application rule before a network rule.
/// Source: Azure Firewall, "rule processing logic".
/// </summary>
public sealed class CuringFirewalls
{
    private static readonly ResourceId Firewall = ResourceId.Parse(
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-hub/providers/Microsoft.Network/azureFirewalls/fw"
    );

    [Theory]
    [InlineData(1, true, "of a base policy decides today")]
    [InlineData(1, false, "of a base policy decides today")]
    [InlineData(0, true, "The network rule g/no/r decides today, before all application rules")]
    [InlineData(0, false, "let these rules go before it")]
    public void A_cure_asks_for_nothing_that_cannot_help(int depth, bool isNetwork, string says)
    {
        FirewallRule rule = isNetwork
            ? new FirewallNetworkRule("r", ["*"], [], true, ["*"], [], [], ["443"])
            : new FirewallApplicationRule("r", ["*"], [], [443], ["*"], [], [], []);
        FirewallRuleSet rules = new(
            Firewall,
            Firewall,
            [new("g", 100, depth, [new("no", 100, false, [rule])])],
            new Dictionary<ResourceId, IReadOnlyList<string>>()
        );
        string cure = FirewallCure.Write(
            Worlds.Recommended().BuildSubnet,
            [new("github.com", 443, "tools")],
            rules,
            "g/no/r"
        );
        Assert.Contains(says, cure, StringComparison.Ordinal);
    }
}
