using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Checks;

/// <summary>All that was read before the checks run. What no check needed is left unreadable.</summary>
public sealed record Facts
{
    /// <summary>The settings.</summary>
    public required JumpboxSettings Settings { get; init; }

    /// <summary>The virtual network of the build subnet.</summary>
    public Reading<VirtualNetwork> Network { get; init; } = NotAsked<VirtualNetwork>();

    /// <summary>The security groups of our subnets, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<SecurityGroup>> SecurityGroups { get; init; } =
        new Dictionary<ResourceId, Reading<SecurityGroup>>();

    /// <summary>The route tables of our subnets, by id.</summary>
    public IReadOnlyDictionary<ResourceId, Reading<RouteTable>> RouteTables { get; init; } =
        new Dictionary<ResourceId, Reading<RouteTable>>();

    /// <summary>The hosts that the build reaches.</summary>
    public IReadOnlyList<EgressHost> Egress { get; init; } = [];

    /// <summary>The firewalls that routes lead to, by the address of the next hop.</summary>
    public IReadOnlyDictionary<string, Reading<FirewallRuleSet>> Firewalls { get; init; } =
        new Dictionary<string, Reading<FirewallRuleSet>>();

    /// <summary>The build subnet.</summary>
    /// <exception cref="MissingFactException">The network could not be read or has no such subnet.</exception>
    public Subnet BuildSubnet => Find(Settings.Network.BuildSubnetId);

    /// <summary>The container-instance subnet, or null in the original form.</summary>
    /// <exception cref="MissingFactException">The network could not be read or has no such subnet.</exception>
    public Subnet? ContainerSubnet => Settings.Network.ContainerInstanceSubnetId is { } id ? Find(id) : null;

    /// <summary>The subnets that the settings name and the network has.</summary>
    public IEnumerable<Subnet> Subnets => ContainerSubnet is { } second ? [BuildSubnet, second] : [BuildSubnet];

    /// <summary>A subnet's security group, or null where it has none.</summary>
    /// <param name="subnet">The subnet.</param>
    public SecurityGroup? SecurityGroupOf(Subnet subnet) =>
        subnet.SecurityGroupId is { } id ? Get(SecurityGroups, id).Value : null;

    /// <summary>A subnet's route table, or null where it has none.</summary>
    /// <param name="subnet">The subnet.</param>
    public RouteTable? RouteTableOf(Subnet subnet) => subnet.RouteTableId is { } id ? Get(RouteTables, id).Value : null;

    /// <summary>The firewall that a route leads to, or null where there is none or its rules may not be read.</summary>
    /// <param name="route">A route to an appliance.</param>
    public FirewallRuleSet? FirewallBehind(Route route) =>
        Firewalls.TryGetValue(route.NextHopAddress ?? "", out Reading<FirewallRuleSet>? reading)
        && reading.State == ReadingState.Present
            ? reading.Value
            : null;

    private Subnet Find(ResourceId id) =>
        Network.Value.Find(id) ?? throw new MissingFactException(Readings.Absent<Subnet>(id.ToString()));

    private static Reading<T> Get<T>(IReadOnlyDictionary<ResourceId, Reading<T>> map, ResourceId id) =>
        map.TryGetValue(id, out Reading<T>? reading) ? reading : NotAsked<T>(id.ToString());

    private static Reading<T> NotAsked<T>(string source = "This fact") =>
        Readings.Unreadable<T>(source, "it was not asked for.");
}
