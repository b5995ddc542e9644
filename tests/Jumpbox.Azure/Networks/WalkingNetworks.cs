using CsCheck;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Tests.Reachability;
using LocalAzure.Packets;
using LocalAzure.Store;

namespace Jumpbox.Azure.Tests.Networks;

/// <summary>The model against LocalAzure's own walk of single packets, which shares nothing with it.</summary>
public sealed class WalkingNetworks
{
    // 2,000 in all.
    private const int Networks = 1000;

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 3)]
    public void What_the_model_knows_of_random_networks_is_what_packets_meet_in_LocalAzure(bool withTags, int oneIn)
    {
        ServiceTagPrefixes? tags = withTags
            ? new(HostBook.Tags.Select(tag => (tag.Name, (IReadOnlyList<string>)tag.Prefixes)))
            : null;
        int known = 0;
        int all = 0;
        RandomWorlds.Either.Sample(
            world =>
            {
                using ResourceStore store = StoredNetwork.Of(world);
                foreach (Reach reach in Compare(world with { Tags = tags }, store))
                {
                    _ = Interlocked.Increment(ref all);
                    _ = reach == Reach.Unknown ? 0 : Interlocked.Increment(ref known);
                }
            },
            iter: Networks
        );
        // Random rules name a few addresses of the Internet, which settle nothing about a host.
        Assert.True(known > all / oneIn, $"{known} of {all} paths are known.");
    }

    [Fact]
    public void What_the_model_knows_behind_virtual_hubs_is_what_packets_meet_in_LocalAzure()
    {
        int known = 0;
        int all = 0;
        RandomWorlds.Hubs.Sample(
            world =>
            {
                using ResourceStore store = StoredNetwork.Of(world);
                foreach (Reach reach in Compare(world, store))
                {
                    _ = Interlocked.Increment(ref all);
                    _ = reach == Reach.Unknown ? 0 : Interlocked.Increment(ref known);
                }
            },
            iter: Networks / 5
        );
        Assert.True(known > all / 4, $"{known} of {all} paths are known.");
    }

    private static List<Reach> Compare(NetworkWorld world, ResourceStore store)
    {
        Paths paths = new(world, "eastus2");
        PacketWalk walk = new(store);
        List<Reach> answers = [];
        foreach (Subnet subnet in world.Home.Subnets)
        {
            foreach (EgressHost host in RandomWorlds.Hosts)
            {
                string name = host.Host.Replace("*", "one", StringComparison.Ordinal);
                uint address = HostBook.AddressOf(name, "eastus2")!.Value;
                TrafficPath path = paths.ToHost(subnet, host);
                PacketEnd[] ends =
                [
                    .. Sources(subnet)
                        .Select(source => walk.ToInternet($"{subnet.Id}", new(source, address, host.Port, name))),
                ];
                Agree(path, ends, $"{subnet.Id.Name} to {host}");
                answers.Add(path.Reach);
            }
        }
        Subnet build = world.Home.Find(RandomWorlds.Build)!;
        Subnet containers = world.Home.Find(RandomWorlds.Containers)!;
        TrafficPath inside = paths.Between(containers, build, RequiredFlows.Ssh);
        PacketEnd[] met =
        [
            .. from source in Sources(containers)
            from target in Sources(build)
            select walk.Between($"{containers.Id}", $"{build.Id}", new(source, target, RequiredFlows.Ssh, null)),
        ];
        Agree(inside, met, "between the subnets");
        answers.Add(inside.Reach);
        return answers;
    }

    // The ends of every prefix that rules use as a source.
    private static uint[] Sources(Subnet subnet)
    {
        uint first = Ipv4.Number(subnet.Prefixes[0].Split('/')[0])!.Value;
        return [first + 4, first + 31, first + 32, first + 62];
    }

    private static void Agree(TrafficPath path, PacketEnd[] ends, string what)
    {
        bool all = Array.TrueForAll(ends, end => end.Kind == PacketEndKind.Open);
        Assert.True(
            path.Reach == Reach.Unknown || path.Reach == (all ? Reach.Yes : Reach.No),
            $"{what}: the model says {path.Reach}, {path.Decisive()?.Hop.Says}; packets meet "
                + string.Join("; ", ends.Select(end => $"{end.Kind} {end.Why}").Distinct())
        );
    }
}
