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
    public bool Contains(uint number) => ShareOf(number, number) == Share.All;

    /// <summary>Whether every number of the other set is in this one.</summary>
    /// <param name="other">The other set.</param>
    public bool Contains(IntervalSet other) => other.Except(this).IsEmpty;

    /// <summary>How much of a range is in the set.</summary>
    /// <param name="first">The lowest number.</param>
    /// <param name="last">The highest number.</param>
    public Share ShareOf(uint first, uint last)
    {
        int at = EndingFrom(first);
        return at == _ranges.Length || _ranges[at].First > last ? Share.None
            : _ranges[at].First <= first && last <= _ranges[at].Last ? Share.All
            : Share.Some;
    }

    /// <summary>The number at which one of the set's ranges begins or has ended, the middle one above a range's first.</summary>
    /// <param name="first">The lowest number.</param>
    /// <param name="last">The highest number.</param>
    /// <returns>Null if all of the range is in the set, or nothing.</returns>
    public uint? EdgeIn(uint first, uint last)
    {
        if (ShareOf(first, last) != Share.Some)
        {
            return null;
        }
        int from = EndingFrom(first);
        int to = Math.Min(EndingFrom(last), _ranges.Length - 1);
        (uint begin, uint end) = _ranges[(from + to) / 2];
        return begin > first && begin <= last ? begin
            : end < last && end >= first ? end + 1
            : _ranges[from].First > first ? _ranges[from].First
            : _ranges[from].Last + 1;
    }

    /// <summary>The numbers that are also in another set, by their position among all numbers of that set.</summary>
    /// <param name="whole">The other set.</param>
    public IntervalSet RanksIn(IntervalSet whole)
    {
        if (ReferenceEquals(this, whole))
        {
            return IsEmpty ? Empty : Range(0, (uint)(Count - 1));
        }
        List<(uint First, uint Last)> ranks = new();
        ulong before = 0;
        foreach ((uint first, uint last) in whole._ranges)
        {
            for (int at = EndingFrom(first); at < _ranges.Length && _ranges[at].First <= last; at++)
            {
                uint begin = (uint)(before + Math.Max(_ranges[at].First, first) - first);
                uint end = (uint)(before + Math.Min(_ranges[at].Last, last) - first);
                if (ranks.Count > 0 && ranks[^1].Last + 1 == begin)
                {
                    ranks[^1] = (ranks[^1].First, end);
                }
                else
                {
                    ranks.Add((begin, end));
                }
            }
            before += (ulong)last - first + 1;
        }
        return ranks.Count == 0 ? Empty : new([.. ranks]);
    }

    /// <summary>Returns the intersection of the sets.</summary>
    /// <param name="other">The other set.</param>
    public IntervalSet Intersect(IntervalSet other)
    {
        (IntervalSet few, IntervalSet many) = _ranges.Length <= other._ranges.Length ? (this, other) : (other, this);
        List<(uint First, uint Last)>? common = null;
        foreach ((uint first, uint last) in few._ranges)
        {
            for (int at = many.EndingFrom(first); at < many._ranges.Length && many._ranges[at].First <= last; at++)
            {
                (common ??= []).Add((Math.Max(many._ranges[at].First, first), Math.Min(many._ranges[at].Last, last)));
            }
        }
        return common is null ? Empty : new([.. common]);
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

    // The first range that ends at a number or after it.
    private int EndingFrom(uint number)
    {
        int low = 0;
        int high = _ranges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _ranges[middle].Last < number ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

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
