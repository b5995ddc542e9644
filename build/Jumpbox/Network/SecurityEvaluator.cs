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
    /// <param name="own">Those of the security group; null if the subnet has none, in which case what the admin rules leave passes.</param>
    /// <param name="admin">Those of the network.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="space">The service tags of the subnet.</param>
    public static FlowVerdict Evaluate(
        IReadOnlyList<ReadRule>? own,
        IReadOnlyList<ReadRule> admin,
        Flow flow,
        NetworkSpace space
    )
    {
        if (own is null && admin.Count == 0)
        {
            return new(Reach.Yes, [], [], []);
        }
        RuleMatch<SecurityRule>[] first = Match(admin, flow, space);
        RuleMatch<SecurityRule>[]? second = own is null ? null : Match(own, flow, space);
        if (second is null && first.Length == 0)
        {
            return new(Reach.Yes, [], [], []);
        }
        FlowVerdict verdict = Decide(first, second, flow, ClientPorts);
        if (verdict.Reach != Reach.No)
        {
            return verdict;
        }
        FlowVerdict usual = Decide(first, second, flow, LinuxPorts);
        return usual.Reach == Reach.No ? verdict : verdict with { Reach = Reach.Unknown };
    }

    private static FlowVerdict Decide(
        RuleMatch<SecurityRule>[] admin,
        RuleMatch<SecurityRule>[]? own,
        Flow flow,
        IntervalSet ports
    )
    {
        PacketBox all = new(flow.Source.Addresses, ports, flow.Destination.Addresses);
        FirstMatch<SecurityRule> match = FirstMatch<SecurityRule>.Decide(
            all,
            flow.Destination.IsOneOf,
            admin,
            own ?? [new(Open, true, all, all)]
        );
        return new(match.Reach, match.Blocking, match.Deciding, match.Doubtful);
    }

    private static RuleMatch<SecurityRule>[] Match(IReadOnlyList<ReadRule> rules, Flow flow, NetworkSpace space) =>
        [.. rules.Select(rule => rule.Match(flow, space)).OfType<RuleMatch<SecurityRule>>()];

    private static SecurityRule Open { get; } =
        new(
            "no security group",
            65500,
            Direction.Outbound,
            true,
            TransportProtocol.Any,
            RuleSide.Of("*"),
            RuleSide.Of("*")
        );
}
