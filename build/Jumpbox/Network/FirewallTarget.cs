namespace Jumpbox.Network;

/// <summary>What a connection through a firewall leads to: a public host in one of its places, or known addresses.</summary>
/// <param name="Host">The host, or a pattern; null for known addresses.</param>
/// <param name="Port">The destination port.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Place">Where the host's addresses are.</param>
/// <param name="Addresses">
/// The known addresses, all of which must be reached; for a host, those of which it has one.
/// </param>
internal sealed record FirewallTarget(
    string? Host,
    int Port,
    TransportProtocol Protocol,
    Place Place,
    IntervalSet Addresses
)
{
    /// <summary>The host or pattern that the client names in its connection; null if it names none.</summary>
    public string? Name { get; init; } = Host;

    /// <summary>
    /// Whether the client asks the firewall for names, so that rules with host names match the address that it got.
    /// </summary>
    public Reach SharesNames { get; init; } = Reach.Yes;

    /// <summary>Whether the client may trust the firewall's own certificate authority.</summary>
    public bool MayTrustInspection { get; init; }

    /// <summary>Whether some of the destinations are on the Internet.</summary>
    public bool IsPublic => Host is not null || !Network.Addresses.NotPublic.Contains(Addresses);

    /// <summary>A host in one of its places.</summary>
    public static FirewallTarget Of(EgressHost host, Place place) =>
        new(host.Host, host.Port, TransportProtocol.Tcp, place, place.Among(FirewallDestinations.Internet));
}
