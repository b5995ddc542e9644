using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>
/// A DNS forwarding ruleset of Azure DNS Private Resolver: Azure's servers forward queries of the linked networks to other servers.
/// </summary>
/// <param name="Id">The ruleset's id.</param>
/// <param name="Links">The networks that it is linked with; null if they could not be read.</param>
/// <param name="Rules">Its rules that are on; null if they could not be read.</param>
public sealed record NameForwarding(
    ResourceId Id,
    IReadOnlyList<ResourceId>? Links,
    IReadOnlyList<ForwardingRule>? Rules
);

/// <summary>A rule of a DNS forwarding ruleset.</summary>
/// <param name="Domain">The domain with its names, without the final dot; empty for all names.</param>
/// <param name="Servers">The servers that are asked.</param>
public sealed record ForwardingRule(string Domain, IReadOnlyList<string> Servers);
