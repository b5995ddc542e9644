using CsCheck;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Reachability;

/// <summary>Random networks: a spoke with routes, rules and peerings, and a hub with a firewall.</summary>
internal static class RandomWorlds
{
    private const string Net =
        "/subscriptions/5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f/resourceGroups/rg/providers/Microsoft.Network";

    public static readonly ResourceId Spoke = ResourceId.Parse($"{Net}/virtualNetworks/vnet-spoke");
    public static readonly ResourceId Hub = ResourceId.Parse($"{Net}/virtualNetworks/vnet-hub");
    public static readonly ResourceId Build = Spoke.Child("subnets", "snet-build");
    public static readonly ResourceId Containers = Spoke.Child("subnets", "snet-containers");
    public static readonly ResourceId Group = ResourceId.Parse($"{Net}/networkSecurityGroups/nsg");
    public static readonly ResourceId Table = ResourceId.Parse($"{Net}/routeTables/rt");
    public static readonly ResourceId HubTable = ResourceId.Parse($"{Net}/routeTables/rt-hub");
    public static readonly ResourceId Nat = ResourceId.Parse($"{Net}/natGateways/ng");
    private static readonly ResourceId FirewallId = ResourceId.Parse($"{Net}/azureFirewalls/fw");

    public static readonly ResourceId Dmz = ResourceId.Parse($"{Net}/virtualNetworks/vnet-dmz");
    public static readonly ResourceId Connections = ResourceId.Parse($"{Net}/virtualHubs/hub");
    private static readonly ResourceId HubFirewall = ResourceId.Parse($"{Net}/azureFirewalls/fw-hub");
    private static readonly ResourceId HubAppliance = ResourceId.Parse($"{Net}/networkVirtualAppliances/nva");

    public static readonly EgressHost[] Hosts =
    [
        new("github.com", 443, "tools"),
        new("releases.hashicorp.com", 443, "tools"),
        new("*.blob.core.windows.net", 443, "logs"),
        new("management.azure.com", 443, "Azure"),
        new("mcr.microsoft.com", 443, "image"),
        new("*.file.core.windows.net", 445, "share"),
        new("mirror.example.org", 80, "mirror"),
    ];

    private static readonly string[] Sides =
    [
        "*",
        "VirtualNetwork",
        "Internet",
        "AzureLoadBalancer",
        "Storage",
        "Storage.eastus2",
        "Storage.WestEurope",
        "AzureCloud",
        "AzureResourceManager",
        "10.1.0.0/24",
        "10.1.0.0/26",
        "10.0.0.4",
        "20.0.0.0/8",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "45.9.148.0/24",
    ];

    public static readonly Gen<SecurityRule> Rule =
        from direction in Gen.Enum<Direction>()
        from allows in Gen.Bool
        from protocol in Gen.OneOf(TransportProtocol.Any, TransportProtocol.Tcp, TransportProtocol.Udp)
        from source in Gen.OneOf(Sides).Array[1, 2]
        from destination in Gen.OneOf(Sides).Array[1, 2]
        from port in Gen.OneOf("*", "22", "443", "80-445", "53")
        select new SecurityRule(
            "r",
            0,
            direction,
            allows,
            protocol,
            new(source, ["*"], []),
            new(destination, [port], [])
        );

    /// <summary>Rules that match some of a build's traffic.</summary>
    public static readonly Gen<SecurityRule> MatchingRule =
        from rule in Rule
        from source in Gen.OneOf("*", "VirtualNetwork", "10.1.0.0/24")
        from port in Gen.OneOf("*", "443", "80-445")
        select rule with
        {
            Protocol = TransportProtocol.Tcp,
            Source = RuleSide.Of(source),
            Destination = rule.Destination with { Ports = [port] },
        };

    private static readonly Gen<Route> Route =
        from prefix in Gen.OneOf(
            "0.0.0.0/0",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "10.1.0.0/24",
            "10.1.0.64/26",
            "10.0.0.0/8",
            "45.9.148.0/24",
            "Storage",
            "Storage.eastus2",
            "AzureCloud"
        )
        from hop in Gen.Enum<NextHop>()
        from address in Gen.OneOf("10.0.0.4", "10.0.0.70", "10.99.0.4", "10.1.0.9")
        select new Route("r", prefix, hop, hop == NextHop.VirtualAppliance ? address : null);

    public static readonly Gen<(FirewallRuleList List, int Group)> List =
        from allows in Gen.Bool
        from part in Gen.Int[0, 2]
        from rules in FirewallRule.Array[1, 2]
        select (new FirewallRuleList("l", 0, allows, rules), part);

    private static Gen<FirewallRule> FirewallRule =>
        Gen.OneOf<FirewallRule>(
            from source in Gen.OneOf("*", "10.1.0.0/24", "10.1.0.0/27")
            from name in Gen.OneOf(
                "*",
                "github.com",
                "*.com",
                "*.blob.core.windows.net",
                "mcr.microsoft.com",
                "one.blob.core.windows.net"
            )
            from category in Gen.Int[0, 5]
            from tls in Gen.Int[0, 5]
            select new FirewallApplicationRule(
                "a",
                [source],
                [],
                [443],
                [name],
                [],
                [],
                category == 0 ? ["Education"] : []
            )
            {
                TerminatesTls = tls == 0,
            },
            from source in Gen.OneOf("*", "10.1.0.0/24", "10.1.0.0/27")
            from destination in Gen.OneOf(Sides)
            from port in Gen.OneOf("*", "443", "445", "53")
            select new FirewallNetworkRule("n", [source], [], true, [destination], [], [], [port]) { Udp = true }
        );

    public static readonly Gen<NetworkWorld> World =
        from rules in Rule.Array[0, 8]
        from routes in Route.Array[0, 5]
        from theirs in Route.Array[0, 2]
        from lists in List.Array[0, 6]
        from flags in Gen.Bool.Array[12]
        from state in Gen.OneOf("Connected", "Connected", "Connected", "Initiated", "Disconnected")
        select Make(rules, routes, theirs, lists, flags, state);

    /// <summary>Networks in which most traffic gets as far as the rules: with a security group, and behind the firewall.</summary>
    public static readonly Gen<NetworkWorld> Behind =
        from rules in Rule.Array[0, 3]
        from routes in Route.Array[0, 1]
        from lists in List.Array[1, 4]
        from flags in Gen.Bool.Array[12]
        select Make(
            rules,
            [new("out", "0.0.0.0/0", NextHop.VirtualAppliance, "10.0.0.4"), .. routes],
            [],
            lists,
            [.. flags.Select((flag, index) => flag || index is 0 or 1 or 5)],
            "Connected"
        );

    /// <summary>Any networks, and as many in which rules decide.</summary>
    public static readonly Gen<NetworkWorld> Either = Gen.OneOf(World, Behind);

    /// <summary>
    /// Networks that are connected with a virtual hub, which has static routes to its firewall, to a firewall in another network, and to
    /// something unknown.
    /// </summary>
    public static readonly Gen<NetworkWorld> Hubs =
        from world in Behind
        from routes in Gen.Select(
            Gen.OneOf("0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/8"),
            Gen.OneOf(HubFirewall, Connections.Child("hubVirtualNetworkConnections", "dmz"), HubAppliance)
        ).Array[0, 3]
        from flags in Gen.Bool.Array[4]
        from users in Route.Array[0, 1]
        select BehindHub(world, routes, flags, users);

    public static NetworkWorld Make(
        SecurityRule[] rules,
        Route[] routes,
        Route[] theirs,
        (FirewallRuleList List, int Group)[] lists,
        bool[] flags,
        string state
    )
    {
        Subnet build = Subnet(Build, "10.1.0.0/26", flags[0], flags[1], flags[2], null);
        Subnet containers = Subnet(Containers, "10.1.0.64/26", flags[0], flags[1], flags[2], "d");
        Subnet firewallSubnet = Subnet(
            Hub.Child("subnets", "AzureFirewallSubnet"),
            "10.0.0.0/26",
            true,
            false,
            false,
            null
        ) with
        {
            RouteTableId = HubTable,
        };
        VirtualNetwork spoke = new(
            Spoke,
            "eastus2",
            ["10.1.0.0/24"],
            [],
            [build, containers],
            [
                new(Hub, ["10.0.0.0/24"], flags[3])
                {
                    Name = "to-hub",
                    State = state,
                    AllowsAccess = flags[4] || flags[5],
                    AllowsForwarded = flags[6],
                },
            ]
        );
        VirtualNetwork hub = new(
            Hub,
            "eastus2",
            ["10.0.0.0/24"],
            [],
            [firewallSubnet],
            [
                new(Spoke, ["10.1.0.0/24"], false)
                {
                    Name = "to-spoke",
                    State = state,
                    AllowsAccess = flags[7] || flags[5],
                },
            ]
        );
        return new(spoke)
        {
            Peers = new Dictionary<ResourceId, VirtualNetwork> { [Hub] = hub },
            SecurityGroups = new Dictionary<ResourceId, SecurityGroup>
            {
                [Group] = new(
                    Group,
                    [.. rules.Select((rule, index) => rule with { Name = $"r{index}", Priority = 100 + index })]
                ),
            },
            RouteTables = new Dictionary<ResourceId, RouteTable>
            {
                [Table] = new(Table, Distinct(routes), flags[8]),
                [HubTable] = new(HubTable, Distinct(theirs), true),
            },
            NatGateways = new Dictionary<ResourceId, NatGateway> { [Nat] = new(Nat, flags[9] ? 1 : 0, "Succeeded") },
            Firewalls =
            [
                new(FirewallId, ["10.0.0.4"])
                {
                    SubnetId = firewallSubnet.Id,
                    PublicAddresses = flags[10] || flags[5] ? 1 : 0,
                    HasManagementAddress = flags[11],
                    State = "Succeeded",
                    Rules = new(
                        FirewallId,
                        FirewallId,
                        Groups(lists),
                        new Dictionary<ResourceId, IReadOnlyList<string>>()
                    )
                    {
                        InspectsTls = flags[11],
                    },
                },
            ],
        };
    }

    private static NetworkWorld BehindHub(
        NetworkWorld world,
        (string Prefix, ResourceId Next)[] routes,
        bool[] flags,
        Route[] users
    )
    {
        ResourceId table = Connections.Child("hubRouteTables", flags[0] ? "defaultRouteTable" : "rt-own");
        Subnet inside = world.Peers[Hub].Subnets[0] with
        {
            Id = Dmz.Child("subnets", "AzureFirewallSubnet"),
            Prefixes = ["10.64.0.0/26"],
        };
        Peering peering = new(ResourceId.Parse($"{Net}/virtualNetworks/HV_hub_1"), ["10.63.0.0/24"], true)
        {
            Name = "RemoteVnetToHubPeering_1",
            State = "Connected",
        };
        Firewall firewall = world.Firewalls[0];
        return world with
        {
            Home = world.Home with { Peerings = [peering] },
            Peers = new Dictionary<ResourceId, VirtualNetwork>
            {
                [Dmz] = new(Dmz, "eastus2", ["10.64.0.0/24"], [], [inside], [peering]),
            },
            RouteTables = new Dictionary<ResourceId, RouteTable>
            {
                [Table] = new(Table, users, flags[1] && flags[2]),
                [HubTable] = new(HubTable, [new("d", "0.0.0.0/0", NextHop.Internet, null)], flags[3]),
            },
            Firewalls =
            [
                firewall with
                {
                    Id = HubFirewall,
                    SubnetId = null,
                    HubId = Connections,
                },
                firewall with
                {
                    Addresses = ["10.64.0.4"],
                    SubnetId = inside.Id,
                },
            ],
            Hubs =
            [
                new(
                    Connections,
                    [
                        new(Connections.Child("hubVirtualNetworkConnections", "own"), Spoke, flags[1] || flags[2])
                        {
                            TableId = table,
                        },
                        new(Connections.Child("hubVirtualNetworkConnections", "dmz"), Dmz, false)
                        {
                            Appliances = [("0.0.0.0/0", "10.64.0.4")],
                        },
                    ],
                    null
                )
                {
                    State = "Succeeded",
                    Routes =
                    [
                        .. routes
                            .DistinctBy(route => route.Prefix)
                            .Select((route, index) => new HubRoute(table, $"r{index}", route.Prefix, route.Next)),
                    ],
                },
            ],
        };
    }

    public static IReadOnlyList<FirewallRuleGroup> Groups((FirewallRuleList List, int Group)[] lists) =>
        [
            .. Enumerable
                .Range(0, 3)
                .Select(group => new FirewallRuleGroup(
                    $"g{group}",
                    100 + group,
                    group == 2 ? 1 : 0,
                    [
                        .. lists
                            .Select((one, index) => (one, index))
                            .Where(pair => pair.one.Group == group)
                            .Select(pair =>
                                pair.one.List with
                                {
                                    Name = $"l{pair.index}",
                                    Priority = 100 + pair.index,
                                }
                            ),
                    ]
                )),
        ];

    private static Route[] Distinct(Route[] routes) =>
        [.. routes.DistinctBy(route => route.Prefix).Select((route, index) => route with { Name = $"r{index}" })];

    private static Subnet Subnet(ResourceId id, string prefix, bool table, bool group, bool nat, string? delegation) =>
        new(
            id,
            [prefix],
            group ? Group : null,
            table ? Table : null,
            nat ? Nat : null,
            delegation is null ? [] : [delegation],
            false,
            nat ? null : false,
            [],
            [],
            0
        );
}
