using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>What admin rules and security groups do to traffic.</summary>
/// <param name="world">The networks.</param>
/// <param name="spaceOf">The service tags of a subnet.</param>
internal sealed class RuleHops(NetworkWorld world, Func<Subnet, NetworkSpace> spaceOf)
{
    private readonly Cache<string, FlowVerdict> _verdicts = new();
    private readonly Cache<(ResourceId, Direction), IReadOnlyList<ReadRule>> _groups = new();
    private readonly Cache<Direction, IReadOnlyList<ReadRule>> _admin = new();

    /// <summary>What the security rules of a subnet do to a flow; its group must have been read.</summary>
    public FlowVerdict Verdict(Subnet subnet, Direction direction, Flow flow) =>
        _verdicts.Get(
            $"{subnet.Id}|{direction}|{flow.Signature}",
            _ =>
                SecurityEvaluator.Evaluate(
                    subnet.SecurityGroupId is { } id
                        ? _groups.Get((id, direction), _ => ReadRule.Of(world.SecurityGroups[id], direction))
                        : null,
                    _admin.Get(direction, _ => ReadRule.Of(world.AdminRules, direction)),
                    flow,
                    spaceOf(subnet)
                )
        );

    /// <summary>Whether a rule is one of the network manager.</summary>
    public bool IsAdmin(SecurityRule rule) => world.AdminRules.Any(one => one.Rule == rule);

    /// <summary>The hop through the security rules of a subnet.</summary>
    public Hop At(Subnet subnet, Direction direction, Flow flow)
    {
        ResourceId id = subnet.SecurityGroupId ?? world.Home.Id;
        string way = direction == Direction.Inbound ? "inbound" : "outbound";
        if (subnet.SecurityGroupId is not null && !world.SecurityGroups.ContainsKey(id))
        {
            return new(
                HopKind.SecurityRules,
                Reach.Unknown,
                $"the security group {id.Name} could not be read: {world.WhyUnread(id)}"
            )
            {
                Resource = id,
            };
        }
        FlowVerdict verdict = Verdict(subnet, direction, flow);
        string does = verdict.Reach switch
        {
            Reach.Yes => "allows",
            Reach.No => "blocks",
            _ => "may block",
        };
        return new(
            HopKind.SecurityRules,
            verdict.Reach,
            verdict.Decisive is { } rule
                ? $"the rule {rule.Name} of {id.Name} {does} it {way} at {subnet.Id.Name}"
                : $"{subnet.Id.Name} has no security group"
        )
        {
            Resource = id,
            Rule = verdict.Decisive?.Name,
        };
    }
}
