namespace Jumpbox.Network;

/// <summary>
/// Where the addresses of a host are, as far as it is known: a host has one of the addresses, and which one is not known
/// before a build.
/// </summary>
/// <param name="InsideTags">Service tags that certainly contain the addresses.</param>
/// <param name="PossibleTags">
/// Service tags, without a region, that may contain them in addition; null if any tag may.
/// </param>
internal sealed record Place(IReadOnlyList<string> InsideTags, IReadOnlyList<string>? PossibleTags)
{
    /// <summary>A place about which nothing is known.</summary>
    public static Place Anywhere { get; } = new([], null);

    /// <summary>The prefixes of service tags; null if they could not be read, so that tags are judged by name.</summary>
    public ServiceTagPrefixes? Tags { get; private init; }

    /// <summary>The addresses that all of <see cref="InsideTags"/> have in common; null if they are not known.</summary>
    public IntervalSet? Addresses { get; private init; }

    /// <summary>The same place, with the prefixes of its tags.</summary>
    /// <param name="tags">The prefixes; null if they could not be read.</param>
    public Place With(ServiceTagPrefixes? tags)
    {
        IntervalSet[] known = [.. InsideTags.Select(tag => tags?.Of(tag)).OfType<IntervalSet>()];
        IntervalSet common = known.Aggregate(IntervalSet.All, (all, one) => all.Intersect(one));
        // Names that contradict the prefixes: what is enforced is not known.
        return this with { Tags = tags, Addresses = known.Length > 0 && !common.IsEmpty ? common : null };
    }

    /// <summary>Whether a service tag contains the host's address.</summary>
    /// <param name="tag">The tag, for example <c>Storage</c> or <c>Storage.EastUS2</c>.</param>
    public Reach In(string tag)
    {
        if (InsideTags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        {
            return Reach.Yes;
        }
        Reach byName = PossibleTags?.Any(possible => Holds(possible, tag)) ?? true ? Reach.Unknown : Reach.No;
        return Tags?.Of(tag) is { } set && Addresses is not null ? In(set) : byName;
    }

    /// <summary>Whether a set of addresses contains the host's address.</summary>
    /// <param name="set">The addresses.</param>
    public Reach In(IntervalSet set) =>
        Addresses is null ? Reach.Unknown
        : set.Contains(Addresses) ? Reach.Yes
        : set.Intersect(Addresses).IsEmpty ? Reach.No
        : Reach.Unknown;

    /// <summary>Of all public addresses, those that the host may have.</summary>
    /// <param name="publicAddresses">All public addresses.</param>
    public IntervalSet Among(IntervalSet publicAddresses) =>
        Addresses?.Intersect(publicAddresses) is { IsEmpty: false } known ? known : publicAddresses;

    private static bool Holds(string possible, string tag) =>
        tag.StartsWith(possible, StringComparison.OrdinalIgnoreCase)
        && (tag.Length == possible.Length || tag[possible.Length] == '.');
}
