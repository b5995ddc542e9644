using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>What must be read to know where virtual hubs send the Internet traffic of a network.</summary>
/// <param name="Ids">Firewalls and appliances of the hubs.</param>
/// <param name="Networks">Networks in which an appliance is.</param>
/// <param name="Addresses">The addresses of appliances there.</param>
public sealed record HubNextHops(
    IReadOnlyList<ResourceId> Ids,
    IReadOnlyList<ResourceId> Networks,
    IReadOnlyList<string> Addresses
)
{
    /// <summary>Finds the next hops.</summary>
    /// <param name="hubs">The hubs.</param>
    /// <param name="network">The network whose traffic it is.</param>
    public static HubNextHops Of(IReadOnlyList<VirtualHub> hubs, ResourceId network)
    {
        ResourceId[] ids =
        [
            .. from hub in hubs
            let connection = hub.Of(network)
            from id in (connection is null ? null : hub.RoutesOf(connection))?.Select(route => route.NextHop) ?? []
            select id,
            .. hubs.Select(hub => hub.InternetNextHop).OfType<ResourceId>(),
        ];
        HubConnection[] over =
        [
            .. hubs.SelectMany(hub => hub.Connections ?? []).Where(connection => ids.Contains(connection.Id)),
        ];
        return new(
            [.. ids.Distinct()],
            [.. over.Select(connection => connection.Network).Distinct()],
            [.. over.SelectMany(connection => connection.Appliances).Select(one => one.Address).Distinct()]
        );
    }
}
