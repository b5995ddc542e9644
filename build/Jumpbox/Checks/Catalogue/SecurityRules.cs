using Jumpbox.Naming;
using Jumpbox.Network;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The security rules allow every flow that the configured network needs.</summary>
internal sealed class SecurityRules : ICheck
{
    public string Id => "security-rules";

    public string Title => "The security rules allow the build's traffic";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network, FactName.SecurityGroups, FactName.RouteTables];

    public IEnumerable<Finding> Evaluate(Facts facts) =>
        from required in Flows(facts)
        from hop in required.Hops
        select Judge(
            required.Flow,
            hop.Subnet,
            hop.Direction,
            facts.SecurityGroupOf(hop.Subnet),
            Space(facts, hop.Subnet)
        );

    private static IReadOnlyList<RequiredFlow> Flows(Facts facts)
    {
        Subnet build = facts.BuildSubnet;
        NetworkSpace space = Space(facts, build);
        return facts.ContainerSubnet is { } containers
            ? RequiredFlows.WithContainerInstance(
                containers,
                Space(facts, containers),
                build,
                space,
                Regions.Normalise(facts.Network.Value.Location)
            )
            : RequiredFlows.WithPrivateLink(build, space);
    }

    private static NetworkSpace Space(Facts facts, Subnet subnet) =>
        facts.Network.Value.SpaceWith(facts.RouteTableOf(subnet));

    private static Finding Judge(
        Flow flow,
        Subnet subnet,
        Direction direction,
        SecurityGroup? group,
        NetworkSpace space
    )
    {
        string way = direction == Direction.Inbound ? "inbound" : "outbound";
        if (group is null)
        {
            return Finding.Pass(
                $"{flow}: {subnet.Id.Name} has no security group, so nothing is blocked {way}.",
                ("flow", $"{flow}")
            );
        }
        FlowVerdict verdict = SecurityEvaluator.Evaluate(group, direction, flow, space);
        (string, string)[] evidence =
        [
            ("flow", $"{flow}"),
            ("direction", way),
            ("securityGroup", group.Id.ToString()),
            ("rules", string.Join(", ", verdict.Deciding.Concat(verdict.MayBlock).Select(Describe))),
        ];
        Cure cure = Cure.Bicep(Allow(flow, direction, verdict));
        if (!verdict.Passes)
        {
            string part = verdict.PassesInPart ? " in part" : "";
            return Finding.Fail(
                $"{flow}: the rule {Describe(verdict.Blocking[0])} of {group.Id.Name} blocks it {way}{part} at "
                    + $"{subnet.Id.Name}, where {flow.Reason}.",
                cure,
                evidence
            );
        }
        return verdict.MayBlock.Count == 0
            ? Finding.Pass($"{flow}: {Describe(verdict.Deciding[0])} of {group.Id.Name} allows it {way}.", evidence)
            : Finding.Warn(
                $"{flow}: the rule {Describe(verdict.MayBlock[0])} of {group.Id.Name} blocks "
                    + $"{string.Join(", ", verdict.MayBlock[0].Destination.Prefixes)} {way}, which may include some of it.",
                cure,
                evidence
            );
    }

    private static string Describe(SecurityRule rule) =>
        $"{rule.Name} (priority {rule.Priority}, {(rule.Allows ? "allow" : "deny")})";

    private static string Allow(Flow flow, Direction direction, FlowVerdict verdict)
    {
        SecurityRule? blocker = verdict.Blocking.Concat(verdict.MayBlock).MinBy(rule => rule.Priority);
        // User rules start at 100: a blocking rule there must be moved first.
        int priority = Math.Clamp((blocker?.Priority ?? 4096) - 1, 100, 4000);
        return $$"""
            {
              name: 'allow-image-builder-{{flow.Port}}-{{direction.ToString().ToLowerInvariant()}}'
              properties: {
                priority: {{priority}}
                direction: '{{direction}}'
                access: 'Allow'
                protocol: 'Tcp'
                sourceAddressPrefix: '{{Prefix(flow.Source)}}'
                sourcePortRange: '*'
                destinationAddressPrefix: '{{Prefix(flow.Destination)}}'
                destinationPortRange: '{{flow.Port}}'
              }
            }
            """;
    }

    private static string Prefix(FlowEnd end) =>
        end.Name.StartsWith("Internet", StringComparison.Ordinal) ? "Internet"
        : end.Addresses.Equals(NetworkSpace.LoadBalancer) ? "AzureLoadBalancer"
        : "VirtualNetwork";
}
