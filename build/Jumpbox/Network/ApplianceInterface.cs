using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A network interface in a subnet to which a route leads.</summary>
/// <param name="Id">The interface's id.</param>
/// <param name="Addresses">Its private addresses.</param>
/// <param name="Forwards">
/// Whether it accepts packets for other addresses. Source: Azure Virtual Network, "virtual network traffic routing", next hop Virtual
/// appliance.
/// </param>
public sealed record ApplianceInterface(ResourceId Id, IReadOnlyList<string> Addresses, bool Forwards);
