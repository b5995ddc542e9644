namespace Jumpbox.Network;

/// <summary>
/// Evaluates security rules for a flow like Azure: admin rules of the network first, then those of the security group; in each,
/// by priority, the first match decides.
/// </summary>
internal static class SecurityEvaluator
{
    // Linux takes the ports of its connections from these, unless its settings differ. Source: Linux, ip_local_port_range.
    private static readonly IntervalSet LinuxPorts = IntervalSet.Range(32768, 60999);

    /// <summary>The ports from which a connection may come.</summary>
    public static IntervalSet ClientPorts { get; } = IntervalSet.Range(1024, 65535);

    /// <summary>Evaluates the rules of one direction.</summary>
    /// <param name="group">The security group, or null if the subnet has none, in which case everything passes.</param>
    /// <param name="direction">The direction of the rules.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="space">The service tags of the subnet.</param>
    /// <param name="admin">The admin rules of the network.</param>
    public static FlowVerdict Evaluate(
        SecurityGroup? group,
        Direction direction,
        Flow flow,
        NetworkSpace space,
        IReadOnlyList<AdminRule>? admin = null
    )
    {
        FlowVerdict verdict = Evaluate(group, direction, flow, space, admin ?? [], ClientPorts);
        if (verdict.Reach != Reach.No)
        {
            return verdict;
        }
        FlowVerdict usual = Evaluate(group, direction, flow, space, admin ?? [], LinuxPorts);
        return usual.Reach == Reach.No ? verdict : verdict with { Reach = Reach.Unknown };
    }

    private static FlowVerdict Evaluate(
        SecurityGroup? group,
        Direction direction,
        Flow flow,
        NetworkSpace space,
        IReadOnlyList<AdminRule> admin,
        IntervalSet ports
    )
    {
        PacketBox all = new(flow.Source.Addresses, ports, flow.Destination.Addresses);
        RuleMatch<SecurityRule>[] own = group is null
            ? []
            : [.. group.InOrder(direction).Select(rule => Match(rule, flow, space)).OfType<RuleMatch<SecurityRule>>()];
        RuleMatch<SecurityRule>[] rules = [.. Admin(admin, direction, flow, space, own, group is null), .. own];
        if (group is null && rules.Length == 0)
        {
            return new(Reach.Yes, [], [], []);
        }
        FirstMatch<SecurityRule> match = FirstMatch<SecurityRule>.Decide(
            all,
            flow.Destination.IsOneOf,
            group is null ? rules.Append(new(Open(direction), true, all, all)) : rules
        );
        return new(match.Reach, match.Blocking, match.Deciding, match.Doubtful);
    }

    // What an admin rule allows continues to the security group, past all later admin rules.
    private static IEnumerable<RuleMatch<SecurityRule>> Admin(
        IReadOnlyList<AdminRule> admin,
        Direction direction,
        Flow flow,
        NetworkSpace space,
        RuleMatch<SecurityRule>[] own,
        bool isOpen
    ) =>
        from one in admin.OrderBy(one => one.Rule.Priority)
        where one.Rule.Direction == direction
        let match = Match(one.Rule, flow, space)
        where match is not null
        from rule in one.IsFinal || !one.Rule.Allows || isOpen
            ? [match]
            : own.Select(inner =>
                inner with
                {
                    Sure = inner.Sure.Intersect(match.Sure),
                    AtMost = inner.AtMost.Intersect(match.AtMost),
                }
            )
        select rule;

    private static SecurityRule Open(Direction direction) =>
        new("no security group", 65500, direction, true, TransportProtocol.Any, RuleSide.Of("*"), RuleSide.Of("*"));

    private static RuleMatch<SecurityRule>? Match(SecurityRule rule, Flow flow, NetworkSpace space)
    {
        if (rule.Protocol != TransportProtocol.Any && rule.Protocol != flow.Protocol)
        {
            return null;
        }
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
