using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>All rules that a firewall asks, with what they refer to.</summary>
/// <param name="Firewall">The firewall.</param>
/// <param name="Policy">Its policy, to which missing rules would be added.</param>
/// <param name="Groups">The rule collection groups of the policy and its base policies.</param>
/// <param name="IpGroups">The addresses of the IP groups that rules name, by id.</param>
public sealed record FirewallRuleSet(
    ResourceId Firewall,
    ResourceId Policy,
    IReadOnlyList<FirewallRuleGroup> Groups,
    IReadOnlyDictionary<ResourceId, IReadOnlyList<string>> IpGroups
);
