namespace Jumpbox.Network;

/// <summary>Evaluates the rules of a security group for a flow like Azure: by priority, the first match decides.</summary>
internal static class SecurityEvaluator
{
    private static readonly IntervalSet EphemeralPorts = IntervalSet.Range(1024, 65535);

    /// <summary>Evaluates the rules of one direction.</summary>
    /// <param name="group">The security group, or null if the subnet has none, in which case everything passes.</param>
    /// <param name="direction">The direction of the rules.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="space">The service tags of the subnet.</param>
    public static FlowVerdict Evaluate(SecurityGroup? group, Direction direction, Flow flow, NetworkSpace space)
    {
        if (group is null)
        {
            return new(Reach.Yes, [], [], []);
        }
        PacketBox all = new(flow.Source.Addresses, EphemeralPorts, flow.Destination.Addresses);
        FirstMatch<SecurityRule> match = FirstMatch<SecurityRule>.Decide(
            all,
            flow.Destination.IsOneOf,
            group
                .InOrder(direction)
                .Where(rule => rule.Protocol == TransportProtocol.Any || rule.Protocol == flow.Protocol)
                .Select(rule => Match(rule, flow, space))
                .OfType<RuleMatch<SecurityRule>>()
        );
        return new(match.Reach, match.Blocking, match.Deciding, match.Doubtful);
    }

    private static RuleMatch<SecurityRule>? Match(SecurityRule rule, Flow flow, NetworkSpace space)
    {
        SideCoverage destination = SideCoverage.Of(rule.Destination, flow.Destination, space);
        if (!destination.Ports.Contains((uint)flow.Port))
        {
            return null;
        }
        SideCoverage source = SideCoverage.Of(rule.Source, flow.Source, space);
        return new(
            rule,
            rule.Allows,
            new(source.Addresses, source.Ports, destination.Addresses),
            new(source.AtMost, source.Ports, destination.AtMost)
        );
    }
}
