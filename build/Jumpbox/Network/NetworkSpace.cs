namespace Jumpbox.Network;

/// <summary>
/// The addresses of the service tags VirtualNetwork, Internet and AzureLoadBalancer for a subnet. Source: Azure Virtual
/// Network, "service tags": VirtualNetwork is the network's own space, peered networks, connected on-premises space, the
/// host's virtual address and the prefixes of user-defined routes; Internet is what is outside the virtual network and is
/// publicly reachable.
/// </summary>
internal sealed class NetworkSpace
{
    /// <summary>Creates the space for a subnet.</summary>
    /// <param name="networkPrefixes">The prefixes of the virtual network and of its peers.</param>
    /// <param name="routePrefixes">The prefixes of the subnet's user-defined routes.</param>
    /// <param name="expanded">The prefixes of VirtualNetwork as Azure reports them for a running machine; null if unknown.</param>
    /// <param name="announced">Prefixes of connected on-premises networks that gateways announce, or may.</param>
    public NetworkSpace(
        IEnumerable<string> networkPrefixes,
        IEnumerable<string> routePrefixes,
        IReadOnlyList<string>? expanded = null,
        IEnumerable<string>? announced = null
    )
    {
        IntervalSet own = Union(networkPrefixes);
        string[] routes = [.. routePrefixes];
        VirtualNetwork = expanded is null
            ? IntervalSet.Union([own, Union(routes.Where(prefix => !IsDefault(prefix))), LoadBalancer])
            : Union(expanded);
        IntervalSet most = IntervalSet.Union([VirtualNetwork, Union(routes), Union(announced ?? [])]);
        VirtualNetworkAtMost = expanded is null && !most.Equals(VirtualNetwork) ? most : VirtualNetwork;
        Internet = Public.Except(own);
    }

    /// <summary>The host's virtual address, at which Azure's DNS servers answer.</summary>
    public const string Platform = "168.63.129.16";

    /// <summary>The host's virtual address, from which load balancer probes come.</summary>
    public static IntervalSet LoadBalancer { get; } = Addresses.Parse(Platform);

    /// <summary>
    /// All addresses of public hosts. A network may use some of them itself, and then keeps what goes there.
    /// </summary>
    public static IntervalSet Public { get; } = IntervalSet.All.Except(Addresses.NotPublic).Except(LoadBalancer);

    /// <summary>The tag VirtualNetwork, as far as it is known.</summary>
    public IntervalSet VirtualNetwork { get; }

    /// <summary>
    /// The tag VirtualNetwork with the prefixes of default routes, of which the documentation does not say whether they
    /// count.
    /// </summary>
    public IntervalSet VirtualNetworkAtMost { get; }

    /// <summary>The tag Internet.</summary>
    public IntervalSet Internet { get; }

    // Two halves are a default route as well.
    internal static bool IsDefault(string prefix) =>
        prefix.EndsWith("/0", StringComparison.Ordinal) || prefix.EndsWith("/1", StringComparison.Ordinal);

    private static IntervalSet Union(IEnumerable<string> prefixes) =>
        IntervalSet.Union(
            prefixes.Select(prefix => Addresses.TryParse(prefix, out IntervalSet set) ? set : IntervalSet.Empty)
        );
}
