using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>How traffic travels from a subnet to a destination.</summary>
/// <param name="From">The source, for messages.</param>
/// <param name="To">The destination with its port, for messages.</param>
/// <param name="Branches">
/// The ways that it may take. Only one is taken; which one may depend on an address that is not known before a build.
/// </param>
internal sealed record TrafficPath(string From, string To, IReadOnlyList<Branch> Branches)
{
    /// <summary>Whether the traffic arrives.</summary>
    public Reach Reach => Reaches.OneOf(Branches.Select(branch => branch.Reach));

    /// <summary>Whether each way is blocked, and no kind of hop alone blocks all of them.</summary>
    public bool IsBlockedTogether =>
        Reach == Reach.No
        && Branches.Count > 1
        && !Enum.GetValues<HopKind>()
            .Any(kind => Branches.All(branch => branch.Hops.Any(hop => hop.Kind == kind && hop.Reach == Reach.No)));

    /// <summary>What the hops of some kinds do to the traffic; "yes" if there are none.</summary>
    public Reach ReachOf(params HopKind[] kinds) =>
        Reaches.OneOf(
            Branches.Select(branch =>
                Reaches.Along(branch.Hops.Where(hop => kinds.Contains(hop.Kind)).Select(hop => hop.Reach))
            )
        );

    /// <summary>
    /// The hop that decides, with its branch; null if no hop is of these kinds. Where the answer is unknown, that is what is
    /// unknown itself, before what is open on one way and closed on the other.
    /// </summary>
    public (Branch Branch, Hop Hop)? Decisive(params HopKind[] kinds)
    {
        HopKind[] meant = kinds.Length == 0 ? Enum.GetValues<HopKind>() : kinds;
        bool isUnknown = ReachOf(meant) == Reach.Unknown;
        return Branches
            .SelectMany(branch => branch.Hops.Select(hop => (Branch: branch, Hop: hop)))
            .Where(pair => meant.Contains(pair.Hop.Kind))
            .Cast<(Branch Branch, Hop Hop)?>()
            .MaxBy(pair =>
                isUnknown && pair!.Value.Hop.Reach == Reach.Unknown ? int.MaxValue : (int)pair!.Value.Hop.Reach
            );
    }

    /// <summary>Whether any way has a hop of this kind.</summary>
    public bool Has(HopKind kind) => Branches.Any(branch => branch.Hops.Any(hop => hop.Kind == kind));
}

/// <summary>One way that traffic may take.</summary>
/// <param name="Condition">When it is taken, as the end of a sentence; null if always.</param>
/// <param name="Hops">Its hops, in the order of travel.</param>
internal sealed record Branch(string? Condition, IReadOnlyList<Hop> Hops)
{
    /// <summary>Whether the traffic arrives on this way.</summary>
    public Reach Reach => Reaches.Along(Hops.Select(hop => hop.Reach));
}
