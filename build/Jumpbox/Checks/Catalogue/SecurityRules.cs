using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The security rules allow every flow that the configured network needs.</summary>
internal sealed class SecurityRules : ICheck
{
    // Sides of rules whose addresses follow from the network itself.
    private static readonly string[] Plain = ["*", "Any", "VirtualNetwork", "Internet", "AzureLoadBalancer"];

    public string Id => "security-rules";

    public string Title => "The security rules allow the build's traffic";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs =>
        [FactName.Network, FactName.SecurityGroups, FactName.RouteTables, FactName.Egress, FactName.ServiceTags];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        foreach (Subnet subnet in facts.Subnets)
        {
            // The tag VirtualNetwork depends on the route table: the check is unknown without it.
            _ = facts.RouteTableOf(subnet);
        }
        Paths paths = facts.Paths();
        IEnumerable<Finding> findings =
            from required in Flows(facts, paths)
            from hop in required.Hops
            select Judge(required, hop.Subnet, hop.Direction, facts.SecurityGroupOf(hop.Subnet), paths);
        return findings.Concat(Metadata(facts, paths)).Concat(Missing(facts));
    }

    // cloud-init asks it for five minutes, then reports to Azure that the machine's provisioning failed. Source: cloud-init,
    // DataSourceAzure, get_metadata_from_imds.
    private static IEnumerable<Finding> Metadata(Facts facts, Paths paths)
    {
        Subnet subnet = facts.BuildSubnet;
        (SecurityRule Rule, Reach Reach)? blocking = new PlatformRules(facts.World(), paths).Blocking(
            subnet,
            PlatformRules.Metadata,
            TransportProtocol.Tcp,
            80
        );
        if (blocking is not var (rule, reach))
        {
            yield break;
        }
        ResourceId group = subnet.SecurityGroupId!;
        yield return HopFindings.Of(
            reach,
            $"The rule {Describe(rule)} of {group.Name} {(reach == Reach.No ? "blocks" : "may block")} the instance metadata service "
                + $"({PlatformRules.Metadata}) at {subnet.Id.Name}: cloud-init reports the build VM as failed without it.",
            new(HopKind.SecurityRules, reach, "")
            {
                Resource = group,
                Rule = rule.Name,
                Remedy = new(null, $"az network nsg rule delete --ids {group}/securityRules/{rule.Name}"),
            },
            ("securityGroup", $"{group}"),
            ("rules", Describe(rule))
        );
    }

    // What could not be read, and how it is judged instead.
    private static IEnumerable<Finding> Missing(Facts facts)
    {
        if (facts.AdminRules.State == ReadingState.Unreadable)
        {
            yield return Finding.Skipped(
                "Admin rules of Azure Virtual Network Manager are judged as if there were none, because they could not be "
                    + $"read: {facts.AdminRules.Reason}"
            );
        }
        if (facts.ServiceTags.State == ReadingState.Unreadable && facts.Subnets.Any(subnet => NamesTag(facts, subnet)))
        {
            yield return Finding.Skipped(
                $"Service tags are judged by their names, because their prefixes could not be read: {facts.ServiceTags.Reason}"
            );
        }
        foreach (EffectiveNetwork effective in facts.Effective.Values.Where(one => one.WhyUnread is not null))
        {
            yield return Finding.Skipped(
                $"Routes and tags of {effective.Interface.Name} are judged by the resources alone, because Azure did not report the "
                    + $"effective ones: {effective.WhyUnread}"
            );
        }
    }

    private static bool NamesTag(Facts facts, Subnet subnet) =>
        (facts.SecurityGroupOf(subnet)?.Rules ?? [])
            .SelectMany(rule => rule.Source.Prefixes.Concat(rule.Destination.Prefixes))
            .Concat(facts.RouteTableOf(subnet)?.Routes.Select(route => route.Prefix) ?? [])
            .Any(text => !Plain.Contains(text, StringComparer.OrdinalIgnoreCase) && !Addresses.TryParse(text, out _));

    private static IEnumerable<RequiredFlow> Flows(Facts facts, Paths paths) =>
        RequiredFlows
            .Inside(facts.BuildSubnet, facts.ContainerSubnet)
            .Concat(
                facts.Subnets.SelectMany(subnet =>
                    RequiredFlows.Outside(
                        subnet,
                        // A host with a private address is another destination, which name-resolution reports.
                        facts
                            .HostsOf(subnet)
                            .Where(host => paths.ZoneOf(subnet, host) is not { Addresses.Count: > 0 }),
                        Regions.Normalise(facts.Settings.Location),
                        facts.World().Tags
                    )
                )
            );

    private static Finding Judge(
        RequiredFlow required,
        Subnet subnet,
        Direction direction,
        SecurityGroup? group,
        Paths paths
    )
    {
        Flow flow = required.Ways[0];
        string way = direction == Direction.Inbound ? "inbound" : "outbound";
        FlowVerdict[] verdicts = [.. required.Ways.Select(one => paths.Rules.Verdict(subnet, direction, one))];
        FlowVerdict worst = verdicts.MaxBy(verdict => verdict.Reach)!;
        if (worst.Decisive is not { } decisive)
        {
            return Finding.Pass(
                $"{flow}: {subnet.Id.Name} has no security group, so nothing is blocked {way}.",
                ("flow", $"{flow}")
            );
        }
        string owner = paths.Rules.IsAdmin(decisive) ? "the network manager" : group?.Id.Name ?? subnet.Id.Name;
        (string, string)[] evidence =
        [
            ("flow", $"{flow}"),
            ("direction", way),
            ("securityGroup", $"{group?.Id}"),
            ("rules", string.Join(", ", worst.Deciding.Concat(worst.Doubtful).Distinct().Select(Describe))),
        ];
        Cure cure =
            paths.Rules.IsAdmin(decisive) || group is null
                ? Cure.ByHand(
                    $"Ask the owner of the network manager for a rule before {Describe(decisive)} that allows {flow} {way}: a security group "
                        + "cannot, because admin rules go first."
                )
                : RuleCure.Before(
                    group,
                    decisive,
                    $"allow-image-builder-{flow.Port}-{way}",
                    "Tcp",
                    Prefix(flow.Source),
                    [Prefix(flow.Destination)],
                    flow.Port
                );
        return Reaches.OneOf(verdicts.Select(verdict => verdict.Reach)) switch
        {
            Reach.Yes => Finding.Pass($"{flow}: {Describe(decisive)} of {owner} allows it {way}.", evidence),
            Reach.No when required.IsFallback => Finding.Warn(
                $"{flow}: the rule {Describe(decisive)} of {owner} blocks it {way} at {subnet.Id.Name}; builds need it "
                    + "only as a fall-back.",
                cure,
                evidence
            ),
            Reach.No => Finding.Fail(
                $"{flow}: the rule {Describe(decisive)} of {owner} blocks it {way}"
                    + $"{(worst.PassesInPart ? " in part" : "")} at {subnet.Id.Name}, where {flow.Reason}.",
                cure,
                evidence
            ),
            _ => Finding.Warn(
                $"{flow}: the rule {Describe(decisive)} of {owner} {(decisive.Allows ? "allows" : "blocks")} "
                    + $"{string.Join(", ", decisive.Destination.Prefixes)} {way}, which may include some of it.",
                cure,
                evidence
            ),
        };
    }

    private static string Describe(SecurityRule rule) =>
        $"{rule.Name} (priority {rule.Priority}, {(rule.Allows ? "allow" : "deny")})";

    private static string Prefix(FlowEnd end) =>
        end.IsOneOf ? "Internet"
        : end.Addresses.Equals(NetworkSpace.LoadBalancer) ? "AzureLoadBalancer"
        : "VirtualNetwork";
}
