using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A peering with another virtual network.</summary>
/// <param name="RemoteId">The other network.</param>
/// <param name="RemotePrefixes">The other network's address space.</param>
/// <param name="UsesRemoteGateways">Whether routes come from the other network's gateway.</param>
public sealed record Peering(ResourceId RemoteId, IReadOnlyList<string> RemotePrefixes, bool UsesRemoteGateways)
{
    /// <summary>The peering's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>
    /// <c>Connected</c>, <c>Initiated</c> (the other side has none), <c>Disconnected</c> (the other side was deleted);
    /// null if not reported.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Whether this side lets traffic of the other network in and its own out.</summary>
    public bool AllowsAccess { get; init; } = true;

    /// <summary>Whether this side accepts packets that were not sent by machines of the other network.</summary>
    public bool AllowsForwarded { get; init; }

    /// <summary>Whether this side's gateway may be used by the other network.</summary>
    public bool AllowsGatewayTransit { get; init; }

    /// <summary>Whether the address spaces were changed since the last synchronization.</summary>
    public bool IsOutOfSync { get; init; }

    /// <summary>Whether the peering is for IPv6 alone, which no machine of a build uses.</summary>
    public bool IsVersion6Alone { get; init; }

    /// <summary>The subnets of this network that are peered; null for all.</summary>
    public IReadOnlyList<string>? LocalSubnets { get; init; }

    /// <summary>The subnets of the other network that are peered; null for all.</summary>
    public IReadOnlyList<string>? RemoteSubnets { get; init; }

    /// <summary>Whether the other side is a hub of Azure Virtual WAN, which is in Microsoft's subscription.</summary>
    public bool IsVirtualHub => RemoteId.Name.StartsWith("HV_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address is in the other network.</summary>
    /// <param name="address">The address; any other text is in no network.</param>
    public bool Contains(string address) =>
        Addresses.TryParse(address, out IntervalSet set) && !set.IsEmpty && RemoteAddresses.Contains(set);

    internal IntervalSet RemoteAddresses =>
        IntervalSet.Union(
            RemotePrefixes.Select(prefix => Addresses.TryParse(prefix, out IntervalSet set) ? set : IntervalSet.Empty)
        );
}
