using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// Rules about the service tags of Azure's own endpoints on each host. Only these block them; a rule that denies everything does
/// not. Source: Azure Virtual Network, "network security groups", Azure platform considerations.
/// </summary>
internal sealed class PlatformRules(NetworkWorld world, Paths paths)
{
    /// <summary>The tag of Azure's DNS servers.</summary>
    public const string Dns = "AzurePlatformDNS";

    /// <summary>The tag of the instance metadata service.</summary>
    public const string Metadata = "AzurePlatformIMDS";

    private static readonly SecurityRule Unblocked = new(
        "no rule",
        65500,
        Direction.Outbound,
        true,
        TransportProtocol.Any,
        RuleSide.Of("*"),
        RuleSide.Of("*")
    );

    /// <summary>The rule that blocks an endpoint, or may; null if none does.</summary>
    /// <param name="subnet">The subnet of the machines.</param>
    /// <param name="tag">The endpoint's tag.</param>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="port">The port.</param>
    public (SecurityRule Rule, Reach Reach)? Blocking(Subnet subnet, string tag, TransportProtocol protocol, int port)
    {
        SecurityGroup? group = subnet.SecurityGroupId is { } id ? world.SecurityGroups.GetValueOrDefault(id) : null;
        FirstMatch<SecurityRule> match = FirstMatch<SecurityRule>.Decide(
            new(subnet.MachineAddresses, SecurityEvaluator.ClientPorts, NetworkSpace.LoadBalancer),
            false,
            (group?.InOrder(Direction.Outbound) ?? [])
                .Where(one =>
                    one.Destination.Prefixes.Contains(tag, StringComparer.OrdinalIgnoreCase)
                    && (one.Protocol == TransportProtocol.Any || one.Protocol == protocol)
                    && ReadSide.PortsOf(one.Destination).Contains((uint)port)
                )
                .Select(one => Match(one, subnet))
                .Append(Match(Unblocked, subnet))
        );
        return match switch
        {
            { Reach: Reach.No, Blocking: [var blocking, ..] } => (blocking, Reach.No),
            { Reach: Reach.Unknown, Doubtful: [var doubtful, ..] } => (doubtful, Reach.Unknown),
            _ => null,
        };
    }

    // One address stands for the endpoint: the rules are chosen by their tag.
    private RuleMatch<SecurityRule> Match(SecurityRule rule, Subnet subnet)
    {
        ReadSide side = ReadSide.Of(rule.Source);
        SideCoverage source = SideCoverage.Of(side, subnet.AsEnd, paths.SpaceOf(subnet));
        PacketBox sure = new(source.Addresses, side.Ports, NetworkSpace.LoadBalancer);
        return new(
            rule,
            rule.Allows,
            sure,
            source.IsSure ? sure : new(source.AtMost, side.Ports, NetworkSpace.LoadBalancer)
        );
    }
}
