namespace Jumpbox.Network;

/// <summary>What a connection through a firewall leads to: a public host in one of its places, or known addresses.</summary>
/// <param name="Host">The host, or a pattern; null for known addresses.</param>
/// <param name="Port">The destination port.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Place">Where the host's addresses are.</param>
/// <param name="Addresses">The known addresses, all of which must be reached; ignored for a host.</param>
internal sealed record FirewallTarget(
    string? Host,
    int Port,
    TransportProtocol Protocol,
    Place Place,
    IntervalSet Addresses
)
{
    // A host is one destination, whatever its address.
    private static readonly IntervalSet OneHost = IntervalSet.Range(0, 0);

    /// <summary>
    /// Whether the client asks the firewall for names, so that rules with host names match the address that it got.
    /// </summary>
    public Reach SharesNames { get; init; } = Reach.Yes;

    /// <summary>Whether the client may trust the firewall's own certificate authority.</summary>
    public bool MayTrustInspection { get; init; }

    /// <summary>All destinations, for matching.</summary>
    public IntervalSet All => Host is null ? Addresses : OneHost;

    public static FirewallTarget Of(EgressHost host, Place place) =>
        new(host.Host, host.Port, TransportProtocol.Tcp, place, IntervalSet.Empty);
}
