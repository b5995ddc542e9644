using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>A virtual network, as the service reports it.</summary>
/// <param name="Id">The network's id.</param>
/// <param name="Location">Its region, for example <c>eastus2</c>.</param>
/// <param name="Prefixes">Its address space.</param>
/// <param name="DnsServers">Custom DNS servers; empty for Azure's.</param>
/// <param name="Subnets">Its subnets.</param>
/// <param name="Peerings">The networks it is peered with.</param>
public sealed record VirtualNetwork(
    ResourceId Id,
    string Location,
    IReadOnlyList<string> Prefixes,
    IReadOnlyList<string> DnsServers,
    IReadOnlyList<Subnet> Subnets,
    IReadOnlyList<Peering> Peerings
)
{
    /// <summary>The flow logs of the network.</summary>
    public IReadOnlyList<string> FlowLogs { get; init; } = [];

    /// <summary>Finds a subnet by its id.</summary>
    /// <param name="id">The subnet's id.</param>
    public Subnet? Find(ResourceId id) => Subnets.FirstOrDefault(subnet => subnet.Id.Equals(id));

    /// <summary>Returns the service tags of a subnet with this route table.</summary>
    /// <param name="routes">The subnet's route table, or null.</param>
    /// <param name="effective">What Azure reports for a running machine in it, or null.</param>
    /// <param name="announced">Prefixes that gateways announce, or may.</param>
    internal NetworkSpace SpaceWith(
        RouteTable? routes,
        EffectiveNetwork? effective = null,
        IEnumerable<string>? announced = null
    ) =>
        new(
            Prefixes.Concat(Peerings.SelectMany(peering => peering.RemotePrefixes)),
            routes?.Routes.Select(route => route.Prefix) ?? [],
            effective?.VirtualNetwork,
            announced
        );
}
