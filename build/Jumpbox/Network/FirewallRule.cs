using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A rule of a firewall policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">Source prefixes, addresses, ranges or <c>*</c>.</param>
/// <param name="SourceIpGroups">Source IP groups; united with the sources.</param>
public abstract record FirewallRule(
    string Name,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ResourceId> SourceIpGroups
);
