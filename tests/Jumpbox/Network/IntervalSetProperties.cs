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
    public void The_highest_number_does_not_overflow()
    {
        IntervalSet rest = IntervalSet.All.Except(IntervalSet.Range(5, 9));
        Assert.Equal([(0u, 4u), (10u, uint.MaxValue)], rest.Ranges);
        Assert.Equal(IntervalSet.All, IntervalSet.Union([rest, IntervalSet.Range(5, 9)]));
        Assert.Equal(1L << 32, IntervalSet.All.Count);
    }
}
