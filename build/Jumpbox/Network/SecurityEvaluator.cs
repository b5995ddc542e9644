namespace Jumpbox.Network;

/// <summary>
/// Evaluates the rules of a security group for a flow like Azure: in order of priority, the first rule that matches a packet
/// decides. A flow is all packets between two sets of addresses, so each rule's packets are subtracted until none is left,
/// which the default rules guarantee.
/// </summary>
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
        List<SecurityRule> blocking = new();
        List<SecurityRule> deciding = new();
        List<SecurityRule> mayBlock = new();
        List<PacketBox> left = [new(flow.Source.Addresses, EphemeralPorts, flow.Destination.Addresses)];
        foreach (SecurityRule rule in group?.InOrder(direction) ?? [])
        {
            if (rule.Protocol != TransportProtocol.Any && rule.Protocol != flow.Protocol)
            {
                continue;
            }
            SideCoverage source = SideCoverage.Of(rule.Source, flow.Source, space);
            SideCoverage destination = SideCoverage.Of(rule.Destination, flow.Destination, space);
            if (!destination.Ports.Contains((uint)flow.Port))
            {
                continue;
            }
            if (!rule.Allows && (source.MayCoverMore || destination.MayCoverMore))
            {
                PacketBox atMost = new(source.AtMost, source.Ports, destination.AtMost);
                if (left.Exists(box => box.Overlaps(atMost)))
                {
                    mayBlock.Add(rule);
                }
            }
            PacketBox matched = new(source.Addresses, source.Ports, destination.Addresses);
            if (!left.Exists(box => box.Overlaps(matched)))
            {
                continue;
            }
            deciding.Add(rule);
            if (!rule.Allows)
            {
                blocking.Add(rule);
            }
            left = [.. left.SelectMany(box => box.Without(matched))];
            if (left.Count == 0)
            {
                break;
            }
        }
        return new(blocking, deciding, [.. mayBlock.Except(blocking)], deciding.Exists(rule => rule.Allows));
    }
}
