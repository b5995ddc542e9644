using CsCheck;
using Jumpbox.Network;

namespace Jumpbox.Tests.Network;

public sealed class IntervalSetProperties
{
    private static readonly Gen<IntervalSet> Set = (
        from first in Gen.UInt[0, 60]
        from length in Gen.UInt[0, 9]
        select IntervalSet.Range(first, first + length)
    )
        .Array[0, 6]
        .Select(IntervalSet.Union);

    [Fact]
    public void Set_operations_agree_with_looking_at_each_number() =>
        Gen.Select(Set, Set)
            .Sample(
                (left, right) =>
                {
                    for (uint number = 0; number < 80; number++)
                    {
                        bool inLeft = left.Contains(number);
                        bool inRight = right.Contains(number);
                        Assert.Equal(inLeft && inRight, left.Intersect(right).Contains(number));
                        Assert.Equal(inLeft && !inRight, left.Except(right).Contains(number));
                        Assert.Equal(inLeft || inRight, IntervalSet.Union([left, right]).Contains(number));
                    }
                }
            );

    [Fact]
    public void Ranges_are_sorted_and_neither_overlap_nor_touch() =>
        Set.Sample(set =>
        {
            for (int index = 1; index < set.Ranges.Count; index++)
            {
                Assert.True(set.Ranges[index].First > set.Ranges[index - 1].Last + 1);
            }
        });

    [Fact]
    public void Shares_edges_and_ranks_agree_with_looking_at_each_number() =>
        Gen.Select(Set, Set, Gen.UInt[0, 70], Gen.UInt[0, 9])
            .Sample(
                (set, whole, first, length) =>
                {
                    bool[] inside =
                    [
                        .. Enumerable.Range((int)first, (int)length + 1).Select(at => set.Contains((uint)at)),
                    ];
                    Share share = set.ShareOf(first, first + length);
                    Assert.Equal(
                        inside.All(one => one) ? Share.All
                            : inside.Any(one => one) ? Share.Some
                            : Share.None,
                        share
                    );
                    uint? edge = set.EdgeIn(first, first + length);
                    Assert.Equal(share == Share.Some, edge is not null);
                    Assert.True(
                        edge is not { } at
                            || (first < at && at <= first + length && set.Contains(at) != set.Contains(at - 1))
                    );
                    uint[] all = [.. Enumerable.Range(0, 80).Select(one => (uint)one).Where(whole.Contains)];
                    IntervalSet ranks = set.RanksIn(whole);
                    Assert.Equal(all.Select(set.Contains), all.Select((_, rank) => ranks.Contains((uint)rank)));
                    Assert.DoesNotContain(ranks.Ranges, range => range.Last >= all.Length);
                }
            );

    [Fact]
    public void The_highest_number_does_not_overflow()
    {
        IntervalSet rest = IntervalSet.All.Except(IntervalSet.Range(5, 9));
        Assert.Equal([(0u, 4u), (10u, uint.MaxValue)], rest.Ranges);
        Assert.Equal(IntervalSet.All, IntervalSet.Union([rest, IntervalSet.Range(5, 9)]));
        Assert.Equal(1L << 32, IntervalSet.All.Count);
    }
}
