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

    /// <summary>Whether a service tag contains the host's address.</summary>
    /// <param name="tag">The tag, for example <c>Storage</c> or <c>Storage.EastUS2</c>.</param>
    public Reach In(string tag)
    {
        if (InsideTags.Contains(tag, StringComparer.OrdinalIgnoreCase))
        {
            return Reach.Yes;
        }
        return PossibleTags?.Any(possible => Holds(possible, tag)) ?? true ? Reach.Unknown : Reach.No;
    }

    private static bool Holds(string possible, string tag) =>
        tag.StartsWith(possible, StringComparison.OrdinalIgnoreCase)
        && (tag.Length == possible.Length || tag[possible.Length] == '.');
}
