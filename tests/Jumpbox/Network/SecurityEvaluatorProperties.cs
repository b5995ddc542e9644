using CsCheck;
using Jumpbox.Network;

namespace Jumpbox.Tests.Network;

/// <summary>The evaluator against one that is slow and obvious: every packet, every rule, the first match decides.</summary>
public sealed class SecurityEvaluatorProperties
{
    // 10.0.0.0/29 is the virtual network: eight addresses, so that every packet can be tried.
    private static readonly NetworkSpace Space = new(["10.0.0.0/29"], []);

    private static readonly string[] Prefixes =
    [
        "*",
        "VirtualNetwork",
        "Internet",
        "AzureLoadBalancer",
        "10.0.0.0/29",
        "10.0.0.0/30",
        "10.0.0.4/30",
        "10.0.0.2/31",
        "10.0.0.5",
        "20.0.0.0/31",
        "20.0.0.1",
        "10.0.0.1-10.0.0.6",
    ];

    private static readonly string[] Ports = ["*", "22", "20-25", "443", "1024-40000", "40001-65535", "23-442"];

    private static readonly Gen<RuleSide> Side =
        from prefixes in Gen.OneOf(Prefixes).Array[1, 3]
        from ports in Gen.OneOf(Ports).Array[1, 2]
        select new RuleSide(prefixes, ports, []);

    private static readonly Gen<SecurityRule> Rule =
        from direction in Gen.Enum<Direction>()
        from allows in Gen.Bool
        from protocol in Gen.Enum<TransportProtocol>()
        from source in Side
        from destination in Side
        select new SecurityRule("r", 0, direction, allows, protocol, source, destination);

    private static readonly Gen<FlowEnd> End = Gen.OneOf(
        FlowEnd.At("low", Addresses.Parse("10.0.0.0/30")),
        FlowEnd.At("all", Addresses.Parse("10.0.0.0/29")),
        FlowEnd.At("far", Addresses.Parse("20.0.0.0/31")),
        FlowEnd.At("probe", NetworkSpace.LoadBalancer)
    );

    [Fact]
    public void The_evaluator_agrees_with_a_packet_by_packet_one() =>
        Gen.Select(Rule.Array[0, 12], End, End, Gen.OneOf(22, 443), Gen.Enum<Direction>())
            .Sample(
                (rules, source, destination, port, direction) =>
                {
                    // Priorities are unique in a group; names tell the rules apart.
                    SecurityGroup group = Rules.Group([
                        .. rules.Select(
                            (rule, index) => rule with { Name = $"r{index}", Priority = 100 + (index * 7 % 13) }
                        ),
                    ]);
                    Flow flow = new(source, destination, TransportProtocol.Tcp, port, "");
                    FlowVerdict verdict = Rules.Evaluate(group, direction, flow, Space);
                    HashSet<string> deciding = PacketByPacket(group, direction, flow);
                    Assert.Equal(deciding.Order(), verdict.Deciding.Select(rule => rule.Name).Order());
                    Assert.Empty(verdict.Doubtful);
                },
                iter: 2000
            );

    private static HashSet<string> PacketByPacket(SecurityGroup group, Direction direction, Flow flow)
    {
        SecurityRule[] rules = [.. group.InOrder(direction)];
        HashSet<string> deciding = new();
        foreach (uint source in Each(flow.Source.Addresses))
        {
            foreach (uint destination in Each(flow.Destination.Addresses))
            {
                // The ends of the ranges that the rules above use stand for all source ports.
                foreach (uint port in new uint[] { 1024, 40000, 40001, 65535 })
                {
                    deciding.Add(
                        rules
                            .First(rule =>
                                rule.Protocol is TransportProtocol.Any or TransportProtocol.Tcp
                                && Matches(rule.Source, source, port)
                                && Matches(rule.Destination, destination, (uint)flow.Port)
                            )
                            .Name
                    );
                }
            }
        }
        return deciding;
    }

    private static bool Matches(RuleSide side, uint address, uint port) =>
        side.Prefixes.Any(prefix => Holds(prefix, address)) && side.Ports.Any(ports => HoldsPort(ports, port));

    private static bool HoldsPort(string ports, uint port)
    {
        string[] ends = ports.Split('-');
        return ports == "*" || (port >= uint.Parse(ends[0], null) && port <= uint.Parse(ends[^1], null));
    }

    private static bool Holds(string prefix, uint address)
    {
        const uint network = 10u << 24;
        const uint probe = (168u << 24) | (63 << 16) | (129 << 8) | 16;
        bool inside = address is >= network and <= network + 7;
        return prefix switch
        {
            "*" => true,
            "VirtualNetwork" => inside || address == probe,
            "Internet" => !inside && address != probe,
            "AzureLoadBalancer" => address == probe,
            "10.0.0.0/29" => inside,
            "10.0.0.0/30" => address is >= network and <= network + 3,
            "10.0.0.4/30" => address is >= network + 4 and <= network + 7,
            "10.0.0.2/31" => address is network + 2 or network + 3,
            "10.0.0.5" => address == network + 5,
            "20.0.0.0/31" => address is 20u << 24 or (20u << 24) + 1,
            "20.0.0.1" => address == (20u << 24) + 1,
            "10.0.0.1-10.0.0.6" => address is >= network + 1 and <= network + 6,
            _ => throw new ArgumentOutOfRangeException(nameof(prefix)),
        };
    }

    private static IEnumerable<uint> Each(IntervalSet set)
    {
        foreach ((uint first, uint last) in set.Ranges)
        {
            for (uint number = first; number <= last; number++)
            {
                yield return number;
            }
        }
    }
}
