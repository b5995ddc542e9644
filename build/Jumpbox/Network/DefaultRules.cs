namespace Jumpbox.Network;

/// <summary>
/// The six rules that every network security group ends with.
/// Source: Azure Virtual Network, "network security groups overview", default security rules.
/// </summary>
internal static class DefaultRules
{
    /// <summary>Three for each direction.</summary>
    public static IReadOnlyList<SecurityRule> All { get; } =
    [
        Rule("AllowVnetInBound", 65000, Direction.Inbound, true, "VirtualNetwork", "VirtualNetwork"),
        Rule("AllowAzureLoadBalancerInBound", 65001, Direction.Inbound, true, "AzureLoadBalancer", "*"),
        Rule("DenyAllInBound", 65500, Direction.Inbound, false, "*", "*"),
        Rule("AllowVnetOutBound", 65000, Direction.Outbound, true, "VirtualNetwork", "VirtualNetwork"),
        Rule("AllowInternetOutBound", 65001, Direction.Outbound, true, "*", "Internet"),
        Rule("DenyAllOutBound", 65500, Direction.Outbound, false, "*", "*"),
    ];

    private static SecurityRule Rule(
        string name,
        int priority,
        Direction direction,
        bool allows,
        string source,
        string destination
    ) => new(name, priority, direction, allows, TransportProtocol.Any, RuleSide.Of(source), RuleSide.Of(destination));
}
