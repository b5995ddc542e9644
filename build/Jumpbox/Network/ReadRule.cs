namespace Jumpbox.Network;

/// <summary>A security rule whose texts were read, once for all flows.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Source">Its source.</param>
/// <param name="Destination">Its destination.</param>
internal sealed record ReadRule(SecurityRule Rule, ReadSide Source, ReadSide Destination)
{
    /// <summary>Whether it is an admin rule that leaves the decision to the security group.</summary>
    public bool SendsOn { get; private init; }

    /// <summary>The rules of a security group in a direction, in the order of evaluation.</summary>
    public static IReadOnlyList<ReadRule> Of(SecurityGroup group, Direction direction) =>
        [.. group.InOrder(direction).Select(Of)];

    /// <summary>The admin rules of a direction, in the order of evaluation.</summary>
    public static IReadOnlyList<ReadRule> Of(IEnumerable<AdminRule> admin, Direction direction) =>
        [
            .. admin
                .Where(one => one.Rule.Direction == direction)
                .OrderBy(one => one.Rule.Priority)
                .Select(one => Of(one.Rule) with { SendsOn = one.Rule.Allows && !one.IsFinal }),
        ];

    /// <summary>What the rule matches of a flow; null for nothing.</summary>
    public RuleMatch<SecurityRule>? Match(Flow flow, NetworkSpace space)
    {
        if (
            (Rule.Protocol != TransportProtocol.Any && Rule.Protocol != flow.Protocol)
            || !Destination.Ports.Contains((uint)flow.Port)
        )
        {
            return null;
        }
        SideCoverage destination = SideCoverage.Of(Destination, flow.Destination, space);
        SideCoverage source = SideCoverage.Of(Source, flow.Source, space);
        PacketBox sure = new(source.Addresses, Source.Ports, destination.Addresses);
        PacketBox most =
            source.IsSure && destination.IsSure ? sure : new(source.AtMost, Source.Ports, destination.AtMost);
        return new(Rule, Rule.Allows, sure, most) { SendsOn = SendsOn };
    }

    private static ReadRule Of(SecurityRule rule) => new(rule, ReadSide.Of(rule.Source), ReadSide.Of(rule.Destination));
}
