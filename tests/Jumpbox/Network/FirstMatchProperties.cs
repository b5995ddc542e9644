using CsCheck;
using Jumpbox.Network;

namespace Jumpbox.Tests.Network;

/// <summary>The evaluation by cells against one that is slow and obvious: every packet alone, every rule in order.</summary>
public sealed class FirstMatchProperties
{
    private static readonly Gen<IntervalSet> Set = (
        from first in Gen.UInt[0, 9]
        from length in Gen.UInt[0, 4]
        select IntervalSet.Range(first, first + length)
    )
        .Array[1, 2]
        .Select(IntervalSet.Union);

    private static readonly Gen<PacketBox> Box =
        from source in Set
        from ports in Set
        from destination in Set
        select new PacketBox(source, ports, destination);

    private static readonly Gen<RuleMatch<int>> Rule =
        from sure in Box
        from more in Box
        from kind in Gen.Int[0, 3]
        from allows in Gen.Bool
        select new RuleMatch<int>(
            0,
            allows,
            sure,
            kind == 0
                ? new(
                    IntervalSet.Union([sure.Source, more.Source]),
                    IntervalSet.Union([sure.SourcePorts, more.SourcePorts]),
                    IntervalSet.Union([sure.Destination, more.Destination])
                )
                : sure
        )
        {
            SendsOn = allows && kind == 1,
        };

    [Fact]
    public void Cells_agree_with_looking_at_each_packet() =>
        Gen.Select(Box, Rule.Array[0, 8], Rule.Array[0, 5], Gen.Bool)
            .Sample(
                (flow, first, second, isOneOf) =>
                {
                    RuleMatch<int>[] rules =
                    [
                        .. first.Select((rule, index) => rule with { Rule = index }),
                        .. second.Select((rule, index) => rule with { Rule = first.Length + index, SendsOn = false }),
                    ];
                    FirstMatch<int> match = FirstMatch<int>.Decide(
                        flow,
                        isOneOf,
                        rules[..first.Length],
                        rules[first.Length..]
                    );
                    Obvious obvious = new(rules, first.Length);
                    foreach (uint source in Each(flow.Source))
                    {
                        foreach (uint port in Each(flow.SourcePorts))
                        {
                            foreach (uint destination in Each(flow.Destination))
                            {
                                obvious.Look(source, port, destination);
                            }
                        }
                    }
                    Assert.Equal(obvious.ReachOf(flow, isOneOf), match.Reach);
                    Assert.Equal(obvious.Deciding, match.Deciding);
                    Assert.Equal(obvious.Deciding.Where(rule => !rules[rule].Allows), match.Blocking);
                    Assert.Equal(obvious.Doubtful, match.Doubtful);
                },
                iter: 2000
            );

    [Fact]
    public void A_flow_of_no_packets_has_no_answer() =>
        Assert.Equal(
            Reach.Unknown,
            FirstMatch<int>
                .Decide(new(IntervalSet.Empty, IntervalSet.Range(0, 9), IntervalSet.Range(0, 9)), false, [])
                .Reach
        );

    private static IEnumerable<uint> Each(IntervalSet set) =>
        Enumerable.Range(0, 30).Select(number => (uint)number).Where(set.Contains);

    // Each doubt of each packet comes out either way, alone.
    private sealed class Obvious(RuleMatch<int>[] rules, int second)
    {
        private readonly HashSet<uint> _blocked = [];
        private bool _mayBlock;

        public SortedSet<int> Deciding { get; } = [];

        public SortedSet<int> Doubtful { get; } = [];

        public void Look(uint source, uint port, uint destination)
        {
            bool Has(PacketBox box) =>
                box.Source.Contains(source) && box.SourcePorts.Contains(port) && box.Destination.Contains(destination);

            bool[] ends = [.. Ends(0)];
            _mayBlock |= ends.Contains(false);
            if (!ends.Contains(true))
            {
                _ = _blocked.Add(destination);
            }

            IEnumerable<bool> Ends(int from)
            {
                for (int index = from; index < rules.Length; index++)
                {
                    RuleMatch<int> rule = rules[index];
                    bool isSure = Has(rule.Sure);
                    if (!isSure && !Has(rule.AtMost))
                    {
                        continue;
                    }
                    _ = isSure ? !rule.SendsOn && Deciding.Add(index) : Doubtful.Add(index);
                    foreach (bool end in rule.SendsOn ? Ends(second) : [rule.Allows])
                    {
                        yield return end;
                    }
                    if (isSure)
                    {
                        yield break;
                    }
                }
                yield return false;
            }
        }

        public Reach ReachOf(PacketBox flow, bool isOneOf) =>
            !_mayBlock ? Reach.Yes
            : _blocked.Count > 0 && (!isOneOf || Each(flow.Destination).All(_blocked.Contains)) ? Reach.No
            : Reach.Unknown;
    }
}
