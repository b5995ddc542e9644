using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A hub of Azure Virtual WAN, as the service reports it.</summary>
/// <param name="Id">The hub's id.</param>
/// <param name="Connections">The connections with virtual networks; null if they could not be read.</param>
/// <param name="InternetNextHop">
/// The firewall or appliance to which a routing intent sends Internet traffic; null without one, or if it could not be
/// read.
/// </param>
public sealed record VirtualHub(ResourceId Id, IReadOnlyList<HubConnection>? Connections, ResourceId? InternetNextHop)
{
    /// <summary>Its provisioning state, for example <c>Succeeded</c>; null if not reported.</summary>
    public string? State { get; init; }

    /// <summary>Its static routes, all route tables together; null if they could not be read.</summary>
    public IReadOnlyList<HubRoute>? Routes { get; init; }

    /// <summary>The connection with a virtual network; null if there is none, or the connections could not be read.</summary>
    /// <param name="network">The network's id.</param>
    public HubConnection? Of(ResourceId network) =>
        Connections?.FirstOrDefault(connection => connection.Network.Equals(network));

    /// <summary>
    /// The static routes of a connection, in the order in which they are chosen; null if they could not be read. A connection uses the
    /// table that it is associated with, which is the default one if none is named. Source: Azure Virtual WAN, "about virtual hub
    /// routing", association.
    /// </summary>
    /// <param name="connection">The connection.</param>
    public IReadOnlyList<HubRoute>? RoutesOf(HubConnection connection)
    {
        ResourceId table = connection.TableId ?? Id.Child("hubRouteTables", "defaultRouteTable");
        return Routes is null ? null : [.. Routes.Where(route => route.TableId.Equals(table)).OrderBy(Size)];
    }

    private static long Size(HubRoute route) =>
        Addresses.TryParse(route.Destination, out IntervalSet set) ? set.Count : long.MaxValue;
}

/// <summary>A connection of a virtual hub with a virtual network.</summary>
/// <param name="Id">The connection's id.</param>
/// <param name="Network">The virtual network.</param>
/// <param name="GetsDefault">Whether the hub sends it a default route (<c>enableInternetSecurity</c>).</param>
public sealed record HubConnection(ResourceId Id, ResourceId Network, bool GetsDefault)
{
    /// <summary>The route table that it is associated with; null if none is named.</summary>
    public ResourceId? TableId { get; init; }

    /// <summary>Where in the network its static routes lead: prefixes and the address of an appliance.</summary>
    public IReadOnlyList<(string Prefix, string Address)> Appliances { get; init; } = [];

    /// <summary>The address of the appliance for all of some addresses; null without a route for them.</summary>
    /// <param name="addresses">The addresses.</param>
    internal string? ApplianceOf(IntervalSet addresses) =>
        Appliances
            .Select(one =>
                (Set: Addresses.TryParse(one.Prefix, out IntervalSet set) ? set : IntervalSet.Empty, one.Address)
            )
            .Where(one => one.Set.Contains(addresses))
            .OrderBy(one => one.Set.Count)
            .Select(one => one.Address)
            .FirstOrDefault();
}

/// <summary>A static route of a virtual hub's route table, for one destination.</summary>
/// <param name="TableId">The route table.</param>
/// <param name="Name">The route's name.</param>
/// <param name="Destination">A prefix; other kinds of destinations match no address.</param>
/// <param name="NextHop">A firewall, an appliance or a connection; null if it is not an id.</param>
public sealed record HubRoute(ResourceId TableId, string Name, string Destination, ResourceId? NextHop);
