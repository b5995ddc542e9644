namespace Jumpbox.Network;

/// <summary>An end of a flow: machines whose exact address, one of a set, is known only later.</summary>
/// <param name="Name">For messages, for example <c>snet-build</c> or <c>Internet</c>.</param>
/// <param name="Addresses">Every address that the machines may have.</param>
/// <param name="InsideTags">Service tags that contain all of this end, in addition to those that are plain addresses.</param>
/// <param name="ApplicationGroups">Application security groups that the machines are in. Image Builder's are in none.</param>
internal sealed record FlowEnd(
    string Name,
    IntervalSet Addresses,
    IReadOnlyList<string> InsideTags,
    IReadOnlyList<string> ApplicationGroups
)
{
    /// <summary>
    /// Whether the far end is one host with one of the addresses; otherwise it is machines that may have each of them.
    /// </summary>
    public bool IsOneOf { get; init; }

    /// <summary>Where the host is; null for machines.</summary>
    public Place? Place { get; init; }

    /// <summary>Whether a service tag contains this end.</summary>
    /// <param name="tag">The tag.</param>
    public Reach In(string tag) => (Place ?? new Place(InsideTags, null)).In(tag);

    /// <summary>Creates an end that is described by its addresses only.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="addresses">Every address that the machines may have.</param>
    public static FlowEnd At(string name, IntervalSet addresses) => new(name, addresses, [], []);

    /// <summary>Creates an end that is a public host.</summary>
    /// <param name="name">For messages.</param>
    /// <param name="place">Where its addresses are.</param>
    public static FlowEnd Host(string name, Place place) =>
        new(name, place.Among(NetworkSpace.Public), place.InsideTags, []) { IsOneOf = true, Place = place };
}
