using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>Everything that was read about the networks around a build.</summary>
/// <param name="Home">The virtual network of the pipeline's subnets.</param>
internal sealed record NetworkWorld(VirtualNetwork Home)
{
    /// <summary>The networks on the other side of peerings that could be read, by id.</summary>
    public IReadOnlyDictionary<ResourceId, VirtualNetwork> Peers { get; init; } =
        new Dictionary<ResourceId, VirtualNetwork>();

    /// <summary>Security groups, by id.</summary>
    public IReadOnlyDictionary<ResourceId, SecurityGroup> SecurityGroups { get; init; } =
        new Dictionary<ResourceId, SecurityGroup>();

    /// <summary>The security admin rules of the pipeline's network.</summary>
    public IReadOnlyList<AdminRule> AdminRules { get; init; } = [];

    /// <summary>
    /// The connectivity configurations of Azure Virtual Network Manager by which all networks of a group reach each other
    /// without peerings; the list does not say which networks these are.
    /// </summary>
    public IReadOnlyList<string> ConnectedGroups { get; init; } = [];

    /// <summary>Why the connectivity configurations could not be read; null if they were.</summary>
    public string? WhyGroupsUnread { get; init; }

    /// <summary>Whom the network may reach without a peering, as a clause; null if nobody.</summary>
    public string? Connected =>
        ConnectedGroups.Count > 0
            ? $"{Home.Id.Name} is in the connected group of {string.Join(", ", ConnectedGroups)}, whose networks are not listed"
        : WhyGroupsUnread is { } why
            ? $"whether {Home.Id.Name} is in a connected group of a network manager could not be read: {why.TrimEnd('.')}"
        : null;

    /// <summary>Route tables, by id.</summary>
    public IReadOnlyDictionary<ResourceId, RouteTable> RouteTables { get; init; } =
        new Dictionary<ResourceId, RouteTable>();

    /// <summary>NAT gateways, by id.</summary>
    public IReadOnlyDictionary<ResourceId, NatGateway> NatGateways { get; init; } =
        new Dictionary<ResourceId, NatGateway>();

    /// <summary>The network interfaces that could be read in subnets to which routes lead.</summary>
    public IReadOnlyList<ApplianceInterface> Appliances { get; init; } = [];

    /// <summary>The firewalls of all subscriptions that could be read.</summary>
    public IReadOnlyList<Firewall> Firewalls { get; init; } = [];

    /// <summary>The hubs of Azure Virtual WAN that could be read.</summary>
    public IReadOnlyList<VirtualHub> Hubs { get; init; } = [];

    /// <summary>Why the hub that the network is connected to is not among them; null if it is, or there is none.</summary>
    public string? WhyHubUnread { get; init; }

    /// <summary>The prefixes of service tags; null if they could not be read, so that tags are judged by name.</summary>
    public ServiceTagPrefixes? Tags { get; init; }

    /// <summary>The private DNS zones with names of the build's hosts, as far as they could be found.</summary>
    public IReadOnlyList<PrivateZone> Zones { get; init; } = [];

    /// <summary>The DNS forwarding rulesets, as far as they could be found.</summary>
    public IReadOnlyList<NameForwarding> Forwardings { get; init; } = [];

    /// <summary>What Azure reports for running machines, by subnet.</summary>
    public IReadOnlyDictionary<ResourceId, EffectiveNetwork> Effective { get; init; } =
        new Dictionary<ResourceId, EffectiveNetwork>();

    /// <summary>Why a resource could not be read, by id; for a list, by its path.</summary>
    public IReadOnlyDictionary<string, string> Unread { get; init; } = new Dictionary<string, string>();

    /// <summary>The path of a subscription's list of firewalls, for <see cref="Unread"/>.</summary>
    public static string FirewallsOf(string subscription) =>
        $"/subscriptions/{subscription}/providers/Microsoft.Network/azureFirewalls";

    /// <summary>A network by id: the pipeline's or a peer; null if it could not be read.</summary>
    public VirtualNetwork? Find(ResourceId? id) =>
        id is null ? null
        : Home.Id.Equals(id) ? Home
        : Peers.GetValueOrDefault(id);

    /// <summary>Why a resource is not known.</summary>
    public string WhyUnread(ResourceId id) => Unread.GetValueOrDefault($"{id}") ?? "it was not read.";

    /// <summary>A subnet's route table; null without one.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="isKnown">False if the subnet has a table that could not be read.</param>
    public RouteTable? TableOf(Subnet subnet, out bool isKnown)
    {
        RouteTable? table = null;
        isKnown = subnet.RouteTableId is null || RouteTables.TryGetValue(subnet.RouteTableId, out table);
        return table;
    }
}
