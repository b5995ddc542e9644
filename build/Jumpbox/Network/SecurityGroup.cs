using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A network security group.</summary>
/// <param name="Id">The group's id.</param>
/// <param name="Rules">The user's rules and, where the service reported them, the default rules.</param>
public sealed record SecurityGroup(ResourceId Id, IReadOnlyList<SecurityRule> Rules)
{
    /// <summary>The flow logs of the group, which Azure offers for existing ones only.</summary>
    public IReadOnlyList<string> FlowLogs { get; init; } = [];

    /// <summary>
    /// Returns the rules of a direction in the order in which Azure evaluates them; default rules are added if missing.
    /// </summary>
    /// <param name="direction">Inbound or outbound.</param>
    public IEnumerable<SecurityRule> InOrder(Direction direction) =>
        Rules
            .Concat(DefaultRules.All.Where(standard => !Rules.Any(rule => Same(rule, standard))))
            .Where(rule => rule.Direction == direction)
            .OrderBy(rule => rule.Priority);

    private static bool Same(SecurityRule left, SecurityRule right) =>
        left.Direction == right.Direction && left.Priority == right.Priority;
}
