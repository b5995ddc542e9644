using CsCheck;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Reachability;

/// <summary>What holds for every network.</summary>
public sealed class PathProperties
{
    [Fact]
    public void The_order_of_resources_never_matters() =>
        Gen.Select(RandomWorlds.World, Gen.Int[0, int.MaxValue])
            .Sample(
                (world, seed) => Assert.Equal(Verdicts(world), Verdicts(Shuffle(world, new Random(seed)))),
                iter: 1000
            );

    [Fact]
    public void A_security_rule_added_above_opens_nothing_unless_it_allows()
    {
        int changed = 0;
        Gen.Select(RandomWorlds.Behind, RandomWorlds.MatchingRule)
            .Sample(
                (world, rule) =>
                {
                    IReadOnlyList<Reach> before = Verdicts(world);
                    IReadOnlyList<Reach> after = Verdicts(Above(world, rule));
                    Count(ref changed, before, after);
                    Assert.All(
                        before.Zip(after),
                        pair => Assert.True(rule.Allows ? pair.Second <= pair.First : pair.Second >= pair.First)
                    );
                },
                iter: 1000
            );
        Assert.True(changed > 100, $"{changed}");
    }

    [Fact]
    public void A_firewall_rule_added_above_opens_nothing_unless_it_allows()
    {
        int changed = 0;
        Gen.Select(RandomWorlds.Behind, RandomWorlds.List)
            .Sample(
                (world, added) =>
                {
                    // A rule that inspects TLS allows what it then breaks.
                    FirewallRuleList list = added.List with
                    {
                        Name = "added",
                        Priority = 1,
                        Rules =
                        [
                            .. added.List.Rules.Select(rule =>
                                rule is FirewallApplicationRule web ? web with { TerminatesTls = false } : rule
                            ),
                        ],
                    };
                    IReadOnlyList<Reach> before = Verdicts(world);
                    IReadOnlyList<Reach> after = Verdicts(Above(world, list));
                    Count(ref changed, before, after);
                    Assert.All(
                        before.Zip(after),
                        pair => Assert.True(list.Allows ? pair.Second <= pair.First : pair.Second >= pair.First)
                    );
                },
                iter: 1000
            );
        Assert.True(changed > 100, $"{changed}");
    }

    [Fact]
    public void What_could_not_be_read_never_turns_into_an_answer()
    {
        int changed = 0;
        Gen.Select(RandomWorlds.World, Gen.Int[0, 4])
            .Sample(
                (world, what) =>
                {
                    IReadOnlyList<Reach> before = Verdicts(world);
                    IReadOnlyList<Reach> after = Verdicts(Forget(world, what));
                    Count(ref changed, before, after);
                    Assert.All(
                        before.Zip(after),
                        pair => Assert.True(pair.First == pair.Second || pair.Second == Reach.Unknown)
                    );
                },
                iter: 1000
            );
        Assert.True(changed > 100, $"{changed}");
    }

    [Fact]
    public void A_table_that_could_not_be_read_leaves_open_what_VirtualNetwork_holds()
    {
        SecurityRule inside = new(
            "inside",
            0,
            Direction.Outbound,
            true,
            TransportProtocol.Any,
            RuleSide.Of("*"),
            RuleSide.Of("VirtualNetwork")
        );
        SecurityRule rest = inside with { Name = "rest", Allows = false, Destination = RuleSide.Of("*") };
        NetworkWorld world = RandomWorlds.Make(
            [inside, rest],
            [new("far", "140.82.0.0/16", NextHop.Internet, null)],
            [],
            [],
            [.. Enumerable.Repeat(true, 12)],
            "Connected"
        );
        Assert.Equal(
            Reach.Unknown,
            new Paths(Forget(world, 2), "eastus2").ToHost(world.Home.Subnets[0], RandomWorlds.Hosts[0]).Reach
        );
        Assert.Equal(
            Reach.Unknown,
            new Paths(Forget(world, 2), "eastus2")
                .Rules.Verdict(world.Home.Subnets[0], Direction.Outbound, Https(world, "140.82.112.4"))
                .Reach
        );
    }

    private static Flow Https(NetworkWorld world, string address) =>
        new(world.Home.Subnets[0].AsEnd, FlowEnd.At(address, Addresses.Parse(address)), TransportProtocol.Tcp, 443, "");

    // A property that nothing ever changes would hold of any model.
    private static void Count(ref int changed, IReadOnlyList<Reach> before, IReadOnlyList<Reach> after)
    {
        if (!before.SequenceEqual(after))
        {
            _ = Interlocked.Increment(ref changed);
        }
    }

    [Fact]
    public void The_prefixes_of_service_tags_settle_answers_and_change_none()
    {
        ServiceTagPrefixes tags = new([
            ("Storage", ["20.60.0.0/16", "20.61.0.0/16"]),
            ("Storage.EastUS2", ["20.61.0.0/17"]),
            ("Storage.WestEurope", ["20.60.0.0/16"]),
            ("AzureCloud", ["20.60.0.0/15", "4.150.0.0/16"]),
            ("AzureResourceManager", ["4.150.224.0/20"]),
        ]);
        int settled = 0;
        RandomWorlds.World.Sample(
            world =>
            {
                foreach ((Reach before, Reach after) in Verdicts(world).Zip(Verdicts(world with { Tags = tags })))
                {
                    Assert.True(before == after || before == Reach.Unknown, $"{before} became {after}");
                    _ = before == after ? 0 : Interlocked.Increment(ref settled);
                }
            },
            iter: 1000
        );
        Assert.True(settled > 0);
    }

    [Fact]
    public void Every_no_names_a_hop_and_every_unknown_says_why() =>
        RandomWorlds.World.Sample(
            world =>
            {
                Paths paths = new(world, "eastus2");
                foreach (
                    TrafficPath path in RandomWorlds.Hosts.Select(host => paths.ToHost(world.Home.Subnets[0], host))
                )
                {
                    if (path.Reach != Reach.Yes)
                    {
                        Hop hop = path.Decisive()!.Value.Hop;
                        Assert.NotEqual(Reach.Yes, hop.Reach);
                        Assert.NotEmpty(hop.Says);
                    }
                }
            },
            iter: 1000
        );

    private static IReadOnlyList<Reach> Verdicts(NetworkWorld world)
    {
        Paths paths = new(world, "eastus2");
        Subnet build = world.Home.Find(RandomWorlds.Build)!;
        Subnet containers = world.Home.Find(RandomWorlds.Containers)!;
        return
        [
            .. RandomWorlds.Hosts.Select(host => paths.ToHost(build, host).Reach),
            .. RandomWorlds.Hosts.Select(host => paths.ToHost(containers, host).Reach),
            paths.Between(containers, build, 22).Reach,
            paths.Between(build, build, 22).Reach,
        ];
    }

    private static NetworkWorld Above(NetworkWorld world, SecurityRule rule)
    {
        SecurityGroup group = world.SecurityGroups[RandomWorlds.Group];
        return world with
        {
            SecurityGroups = new Dictionary<ResourceId, SecurityGroup>
            {
                [group.Id] = group with { Rules = [rule with { Name = "added", Priority = 99 }, .. group.Rules] },
            },
        };
    }

    private static NetworkWorld Above(NetworkWorld world, FirewallRuleList list)
    {
        Firewall firewall = world.Firewalls[0];
        return world with
        {
            Firewalls =
            [
                firewall with
                {
                    Rules = firewall.Rules! with { Groups = [new("added", 1, 9, [list]), .. firewall.Rules.Groups] },
                },
            ],
        };
    }

    // Forgets one thing, as if the account may not read it.
    private static NetworkWorld Forget(NetworkWorld world, int what) =>
        what switch
        {
            0 => world with { Peers = new Dictionary<ResourceId, VirtualNetwork>() },
            1 => world with { SecurityGroups = new Dictionary<ResourceId, SecurityGroup>() },
            2 => world with { RouteTables = new Dictionary<ResourceId, RouteTable>() },
            3 => world with { NatGateways = new Dictionary<ResourceId, NatGateway>() },
            _ => world with
            {
                Firewalls = [],
                Unread = new Dictionary<string, string>
                {
                    [NetworkWorld.FirewallsOf(RandomWorlds.Hub.SubscriptionId)] = "403",
                },
            },
        };

    private static NetworkWorld Shuffle(NetworkWorld world, Random random) =>
        world with
        {
            Home = Shuffle(world.Home, random),
            Peers = world.Peers.ToDictionary(pair => pair.Key, pair => Shuffle(pair.Value, random)),
            SecurityGroups = world.SecurityGroups.ToDictionary(
                pair => pair.Key,
                pair => pair.Value with { Rules = Mixed(pair.Value.Rules, random) }
            ),
            RouteTables = world.RouteTables.ToDictionary(
                pair => pair.Key,
                pair => pair.Value with { Routes = Mixed(pair.Value.Routes, random) }
            ),
            Firewalls =
            [
                .. world.Firewalls.Select(firewall =>
                    firewall with
                    {
                        Rules = firewall.Rules! with
                        {
                            Groups =
                            [
                                .. Mixed(firewall.Rules.Groups, random)
                                    .Select(group => group with { Collections = Mixed(group.Collections, random) }),
                            ],
                        },
                    }
                ),
            ],
        };

    private static VirtualNetwork Shuffle(VirtualNetwork network, Random random) =>
        network with
        {
            Subnets = Mixed(network.Subnets, random),
            Peerings = Mixed(network.Peerings, random),
        };

    private static T[] Mixed<T>(IEnumerable<T> items, Random random)
    {
        T[] all = [.. items];
        random.Shuffle(all);
        return all;
    }
}
