using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>All rules of a firewall, with what they refer to and the settings that they depend on.</summary>
/// <param name="Firewall">The firewall.</param>
/// <param name="Policy">Its policy, where missing rules would be added.</param>
/// <param name="Groups">The rule collection groups of the policy and its base policies.</param>
/// <param name="IpGroups">The addresses of the IP groups in the rules, by id; those that could not be read are absent.</param>
public sealed record FirewallRuleSet(
    ResourceId Firewall,
    ResourceId Policy,
    IReadOnlyList<FirewallRuleGroup> Groups,
    IReadOnlyDictionary<ResourceId, IReadOnlyList<string>> IpGroups
)
{
    /// <summary>Whether it answers DNS queries.</summary>
    public bool DnsProxy { get; init; }

    /// <summary>The DNS servers that it asks in place of Azure's; empty for Azure's.</summary>
    public IReadOnlyList<string> OtherServers { get; init; } = [];

    /// <summary>Whether host names in network rules need the DNS proxy, which is the service's default.</summary>
    public bool NamesNeedProxy { get; init; } = true;

    /// <summary>Whether it has a certificate authority, with which rules may inspect TLS.</summary>
    public bool InspectsTls { get; init; }

    /// <summary>
    /// Destinations to which network rules do not translate the source address; null for the service's private ranges.
    /// </summary>
    public IReadOnlyList<string>? NotTranslated { get; init; }
}

/// <summary>A rule collection group of a firewall policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Lower is evaluated first, among the groups of one policy.</param>
/// <param name="Depth">
/// 0 for the firewall's own policy, 1 for its base policy and so on; the deepest is evaluated first.
/// </param>
/// <param name="Collections">Its rule collections.</param>
public sealed record FirewallRuleGroup(
    string Name,
    int Priority,
    int Depth,
    IReadOnlyList<FirewallRuleList> Collections
);

/// <summary>A filter rule collection of a firewall policy: rules with one action.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Priority">Lower is evaluated first, in its group.</param>
/// <param name="Allows">Whether matching traffic passes; otherwise it is blocked.</param>
/// <param name="Rules">The rules.</param>
public sealed record FirewallRuleList(string Name, int Priority, bool Allows, IReadOnlyList<FirewallRule> Rules);

/// <summary>A rule of a firewall policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">Source prefixes, addresses, ranges or <c>*</c>.</param>
/// <param name="SourceIpGroups">Source IP groups; united with the sources.</param>
public abstract record FirewallRule(
    string Name,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ResourceId> SourceIpGroups
);

/// <summary>A rule of a kind that this program does not know: it may match anything from its sources.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">Source prefixes, addresses, ranges or <c>*</c>.</param>
/// <param name="SourceIpGroups">Source IP groups; united with the sources.</param>
public sealed record FirewallOtherRule(
    string Name,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ResourceId> SourceIpGroups
) : FirewallRule(Name, Sources, SourceIpGroups);
