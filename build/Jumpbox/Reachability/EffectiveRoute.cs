using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>A route of a subnet, of the user or of the system.</summary>
/// <param name="Name">The route's name, or what makes it.</param>
/// <param name="Prefix">A prefix or a service tag.</param>
/// <param name="Target">Where it leads.</param>
internal sealed record EffectiveRoute(string Name, string Prefix, RouteTarget Target)
{
    /// <summary>The appliance's address.</summary>
    public string? Address { get; init; }

    /// <summary>The route table, or null for a system route.</summary>
    public ResourceId? Table { get; init; }

    /// <summary>The peering that makes it, or null.</summary>
    public Peering? Peering { get; init; }

    /// <summary>The destinations; empty for a service tag.</summary>
    public IntervalSet Destinations { get; } =
        Addresses.TryParse(Prefix, out IntervalSet set) ? set : IntervalSet.Empty;

    /// <summary>Whether the destinations are those of a service tag.</summary>
    public bool IsTag { get; } = !Addresses.TryParse(Prefix, out _);

    /// <summary>Whether it is a default route.</summary>
    public bool IsDefault =>
        Prefix.EndsWith("/0", StringComparison.Ordinal)
        || Prefix.Equals("Internet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name with the table, for messages.</summary>
    public string Described => Table is null ? Name : $"the route {Name} of {Table.Name}";

    /// <summary>Whether both lead to the same place. What a gateway announces may replace a system route alone.</summary>
    public bool LeadsAs(EffectiveRoute other) =>
        Target == other.Target
        && Address == other.Address
        && Table is null == other.Table is null
        && Equals(Peering, other.Peering);
}

/// <summary>Where a route leads.</summary>
internal enum RouteTarget
{
    /// <summary>Nowhere: the traffic is dropped.</summary>
    Nowhere,

    /// <summary>The Internet, through the subnet's way out.</summary>
    Internet,

    /// <summary>An appliance at an address.</summary>
    Appliance,

    /// <summary>A VPN or ExpressRoute gateway, or what it announces.</summary>
    Gateway,

    /// <summary>The virtual network itself.</summary>
    Local,

    /// <summary>A peered network.</summary>
    Peer,

    /// <summary>An Azure service, past every appliance.</summary>
    ServiceEndpoint,

    /// <summary>It could not be read.</summary>
    Unknown,
}
