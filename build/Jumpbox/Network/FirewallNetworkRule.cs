using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A network rule: addresses and ports.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">Source prefixes, addresses, ranges or <c>*</c>.</param>
/// <param name="SourceIpGroups">Source IP groups.</param>
/// <param name="Tcp">Whether the rule's protocols include TCP, by <c>TCP</c> or <c>Any</c>.</param>
/// <param name="Destinations">Destination prefixes, addresses, ranges, service tags or <c>*</c>.</param>
/// <param name="DestinationIpGroups">Destination IP groups.</param>
/// <param name="DestinationFqdns">Destination host names, exact.</param>
/// <param name="Ports">Destination ports, ranges or <c>*</c>.</param>
public sealed record FirewallNetworkRule(
    string Name,
    IReadOnlyList<string> Sources,
    IReadOnlyList<ResourceId> SourceIpGroups,
    bool Tcp,
    IReadOnlyList<string> Destinations,
    IReadOnlyList<ResourceId> DestinationIpGroups,
    IReadOnlyList<string> DestinationFqdns,
    IReadOnlyList<string> Ports
) : FirewallRule(Name, Sources, SourceIpGroups)
{
    /// <summary>Whether the rule's protocols include UDP, by <c>UDP</c> or <c>Any</c>.</summary>
    public bool Udp { get; init; }
}
