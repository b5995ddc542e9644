using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>
/// What Azure itself says about the routes and rules of a running machine in a subnet. Source: REST API "Network Interfaces - Get
/// Effective Route Table" and "- List Effective Network Security Groups".
/// </summary>
/// <param name="Interface">The network interface that was asked.</param>
public sealed record EffectiveNetwork(ResourceId Interface)
{
    /// <summary>The prefixes that gateways announce; null if they could not be read.</summary>
    public IReadOnlyList<string>? Learned { get; init; }

    /// <summary>The prefixes of the service tag VirtualNetwork; null if they could not be read.</summary>
    public IReadOnlyList<string>? VirtualNetwork { get; init; }

    /// <summary>Why something could not be read; null if nothing is missing.</summary>
    public string? WhyUnread { get; init; }
}
