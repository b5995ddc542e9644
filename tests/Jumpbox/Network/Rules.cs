using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Network;

/// <summary>Security groups in few words.</summary>
internal static class Rules
{
    private const string Id =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg-network-eastus2/providers/Microsoft.Network/networkSecurityGroups/nsg-build";

    public static SecurityGroup Group(params SecurityRule[] rules) => new(ResourceId.Parse(Id), rules);

    /// <summary>Evaluates a group; null for none.</summary>
    public static FlowVerdict Evaluate(SecurityGroup? group, Direction direction, Flow flow, NetworkSpace space) =>
        SecurityEvaluator.Evaluate(group is null ? null : ReadRule.Of(group, direction), [], flow, space);

    public static SecurityRule Allow(
        string name,
        int priority,
        Direction direction,
        string from,
        string to,
        string port
    ) => new(name, priority, direction, true, TransportProtocol.Tcp, RuleSide.Of(from), RuleSide.Of(to, port));

    public static SecurityRule Deny(
        string name,
        int priority,
        Direction direction,
        string from = "*",
        string to = "*",
        string port = "*"
    ) => new(name, priority, direction, false, TransportProtocol.Any, RuleSide.Of(from), RuleSide.Of(to, port));

    /// <summary>The rule tables of the original procedure: at least this must be let through.</summary>
    public static SecurityGroup OriginalTables() =>
        Group(
            Allow("probe", 100, Direction.Inbound, "AzureLoadBalancer", "VirtualNetwork", "60001"),
            Allow("private-link", 110, Direction.Inbound, "VirtualNetwork", "VirtualNetwork", "60001"),
            Allow("ssh-in", 120, Direction.Inbound, "VirtualNetwork", "VirtualNetwork", "22"),
            Deny("deny-in", 1000, Direction.Inbound),
            Allow("https", 100, Direction.Outbound, "VirtualNetwork", "Internet", "443"),
            Allow("http", 110, Direction.Outbound, "VirtualNetwork", "Internet", "80"),
            Allow("ssh-out", 120, Direction.Outbound, "VirtualNetwork", "VirtualNetwork", "22"),
            Deny("deny-out", 1000, Direction.Outbound)
        );
}
