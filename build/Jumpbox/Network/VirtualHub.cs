using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A hub of Azure Virtual WAN, as the service reports it.</summary>
/// <param name="Id">The hub's id.</param>
/// <param name="Connections">
/// The connected virtual networks, each with whether the hub sends them a default route; null if they could not be read.
/// </param>
/// <param name="InternetNextHop">
/// The firewall or appliance to which a routing intent sends Internet traffic; null without one, or if it could not be
/// read.
/// </param>
public sealed record VirtualHub(
    ResourceId Id,
    IReadOnlyDictionary<ResourceId, bool>? Connections,
    ResourceId? InternetNextHop
)
{
    /// <summary>Its provisioning state, for example <c>Succeeded</c>; null if not reported.</summary>
    public string? State { get; init; }
}
