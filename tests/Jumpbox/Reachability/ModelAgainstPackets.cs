using CsCheck;
using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Tests.Reachability;

/// <summary>The model against a walk of single packets through 2,000 random networks.</summary>
public sealed class ModelAgainstPackets
{
    private static readonly string[] Tags =
    [
        "VirtualNetwork",
        "AzureLoadBalancer",
        "Storage",
        "Storage.eastus2",
        "Storage.WestEurope",
        "AzureCloud",
        "AzureResourceManager",
    ];

    private static readonly string[] Addresses = ["20.1.2.3", "45.9.148.7", "140.82.112.4", "200.1.1.1"];

    [Fact]
    public void What_the_model_knows_is_what_packets_meet_and_it_knows_most()
    {
        int known = 0;
        int all = 0;
        Gen.Select(RandomWorlds.Either, Gen.Int[0, int.MaxValue])
            .Sample(
                (world, seed) =>
                {
                    foreach ((Reach reach, bool isSure) in Compare(world, seed))
                    {
                        _ = isSure ? Interlocked.Increment(ref all) : 0;
                        _ = isSure && reach != Reach.Unknown ? Interlocked.Increment(ref known) : 0;
                    }
                },
                iter: 2000
            );
        // Of the paths on which all packets agree, whatever is chosen. The rest depends on choices that were not tried.
        Assert.True(known > all * 97 / 100, $"{known} of {all} paths are known.");
    }

    private static List<(Reach, bool)> Compare(NetworkWorld world, int seed)
    {
        List<(Reach, bool)> answers = [];
        Paths paths = new(world, "eastus2");
        Random random = new(seed);
        foreach (Subnet subnet in world.Home.Subnets)
        {
            // The ends of every prefix that rules use as a source.
            uint first = OnePacket.Number(subnet.Prefixes[0].Split('/')[0]);
            uint[] sources = [first + 4, first + 31, first + 32, first + 62];
            foreach (EgressHost host in RandomWorlds.Hosts)
            {
                TrafficPath path = paths.ToHost(subnet, host);
                HashSet<bool> met = [];
                foreach (OnePacket.Choice choice in Choices(host, random))
                {
                    OnePacket packet = new(world, choice);
                    bool all = sources.All(source => packet.Arrives(subnet, source, host));
                    _ = met.Add(all);
                    Assert.True(
                        path.Reach == Reach.Unknown || path.Reach == (all ? Reach.Yes : Reach.No),
                        $"{subnet.Id.Name} to {host}: the model says {path.Reach}, {path.Decisive()?.Hop.Says}; packets say {all}\n{Described(world)}"
                    );
                }
                answers.Add((path.Reach, met.Count == 1));
            }
        }
        return answers;
    }

    private static string Described(NetworkWorld world) =>
        string.Join(
            '\n',
            world
                .RouteTables.Values.SelectMany(table =>
                    table.Routes.Select(route =>
                        $"{table.Id.Name}: {route.Prefix} {route.NextHop} {route.NextHopAddress}"
                    )
                )
                .Concat(
                    world
                        .SecurityGroups.Values.SelectMany(group => group.Rules)
                        .Select(rule =>
                            $"{rule.Priority} {rule.Direction} {(rule.Allows ? "allow" : "deny")} {rule.Protocol} "
                            + $"{string.Join(',', rule.Source.Prefixes)} to {string.Join(',', rule.Destination.Prefixes)} "
                            + $"{rule.Destination.Ports[0]}"
                        )
                )
                .Concat(world.Home.Subnets.Select(subnet => $"{subnet}"))
                .Concat(world.Home.Peerings.Select(peering => $"{peering}"))
        );

    private static IEnumerable<OnePacket.Choice> Choices(EgressHost host, Random random) =>
        from place in HostPlaces.Of(host.Host, "eastus2")
        from others in new[] { true, false }
        from address in Addresses
        select new OnePacket.Choice(
            OnePacket.Number(address),
            new(
                place.InsideTags.Concat(
                    Tags.Where(tag =>
                        place.In(tag) == Reach.Yes || (place.In(tag) == Reach.Unknown && random.Next(2) == 0)
                    )
                ),
                StringComparer.OrdinalIgnoreCase
            ),
            others
        );
}
