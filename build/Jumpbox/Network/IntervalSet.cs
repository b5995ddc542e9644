namespace Jumpbox.Network;

/// <summary>
/// A set of numbers as sorted, disjoint ranges. IPv4 addresses and ports are both such numbers, so security rules use the
/// same arithmetic for both.
/// </summary>
internal sealed class IntervalSet : IEquatable<IntervalSet>
{
    private readonly (uint First, uint Last)[] _ranges;

    private IntervalSet((uint First, uint Last)[] ranges) => _ranges = ranges;

    public static IntervalSet Empty { get; } = new([]);

    /// <summary>The set of all numbers.</summary>
    public static IntervalSet All { get; } = new([(0, uint.MaxValue)]);

    /// <summary>The ranges, lowest first; they neither overlap nor touch.</summary>
    public IReadOnlyList<(uint First, uint Last)> Ranges => _ranges;

    /// <summary>Whether the set is empty.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The number of elements.</summary>
    public long Count => _ranges.Sum(range => (long)range.Last - range.First + 1);

    /// <summary>Creates the set of one range, both ends included.</summary>
    /// <param name="first">The lowest number.</param>
    /// <param name="last">The highest number.</param>
    /// <exception cref="ArgumentException">The highest is below the lowest.</exception>
    public static IntervalSet Range(uint first, uint last) =>
        first <= last
            ? new([(first, last)])
            : throw new ArgumentException($"The range {first} to {last} ends before it begins.", nameof(last));

    /// <summary>Returns the union of the sets.</summary>
    /// <param name="sets">The sets.</param>
    public static IntervalSet Union(IEnumerable<IntervalSet> sets)
    {
        (uint First, uint Last)[] sorted = [.. sets.SelectMany(set => set._ranges).OrderBy(range => range.First)];
        List<(uint First, uint Last)> merged = new(sorted.Length);
        foreach ((uint first, uint last) in sorted)
        {
            if (merged.Count > 0 && first <= (ulong)merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }
        return new([.. merged]);
    }

    /// <summary>Whether the number is in the set.</summary>
    /// <param name="number">The number to look for.</param>
    public bool Contains(uint number) => Array.Exists(_ranges, range => range.First <= number && number <= range.Last);

    /// <summary>Whether every number of the other set is in this one.</summary>
    /// <param name="other">The other set.</param>
    public bool Contains(IntervalSet other) => other.Except(this).IsEmpty;

    /// <summary>Whether the sets have a number in common: asked a million times of a thousand rules, so nothing is allocated.</summary>
    /// <param name="other">The other set.</param>
    public bool Overlaps(IntervalSet other)
    {
        for (int mine = 0, theirs = 0; mine < _ranges.Length && theirs < other._ranges.Length; )
        {
            if (_ranges[mine].Last < other._ranges[theirs].First)
            {
                mine++;
            }
            else if (other._ranges[theirs].Last < _ranges[mine].First)
            {
                theirs++;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Returns the intersection of the sets.</summary>
    /// <param name="other">The other set.</param>
    public IntervalSet Intersect(IntervalSet other)
    {
        List<(uint First, uint Last)> common = new();
        for (int mine = 0, theirs = 0; mine < _ranges.Length && theirs < other._ranges.Length; )
        {
            uint first = Math.Max(_ranges[mine].First, other._ranges[theirs].First);
            uint last = Math.Min(_ranges[mine].Last, other._ranges[theirs].Last);
            if (first <= last)
            {
                common.Add((first, last));
            }
            if (_ranges[mine].Last < other._ranges[theirs].Last)
            {
                mine++;
            }
            else
            {
                theirs++;
            }
        }
        return new([.. common]);
    }

    /// <summary>Returns the numbers of this set that are not in the other.</summary>
    /// <param name="other">The other set.</param>
    public IntervalSet Except(IntervalSet other) => Intersect(other.Complement());

    /// <inheritdoc/>
    public bool Equals(IntervalSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IntervalSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ranges.Aggregate(0, HashCode.Combine);

    /// <summary>The ranges as numbers, for debugging.</summary>
    public override string ToString() => string.Join(',', _ranges.Select(range => $"{range.First}-{range.Last}"));

    private IntervalSet Complement()
    {
        List<(uint First, uint Last)> gaps = new();
        ulong next = 0;
        foreach ((uint first, uint last) in _ranges)
        {
            if (next < first)
            {
                gaps.Add(((uint)next, first - 1));
            }
            next = (ulong)last + 1;
        }
        if (next <= uint.MaxValue)
        {
            gaps.Add(((uint)next, uint.MaxValue));
        }
        return new([.. gaps]);
    }
}
