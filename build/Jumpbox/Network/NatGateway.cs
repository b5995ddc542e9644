using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A NAT gateway, as the service reports it.</summary>
/// <param name="Id">The gateway's id.</param>
/// <param name="PublicAddresses">The number of its public IPv4 addresses and prefixes; it translates nothing without.</param>
/// <param name="State">Its provisioning state, for example <c>Succeeded</c>; null if not reported.</param>
public sealed record NatGateway(ResourceId Id, int PublicAddresses, string? State)
{
    /// <summary>Its SKU, <c>Standard</c> or <c>StandardV2</c>; null if not reported.</summary>
    public string? Sku { get; init; }
}
