namespace Jumpbox.Network;

/// <summary>
/// Ordered rules of which the first that matches a packet decides; a packet that no rule matches is blocked. The list is
/// evaluated as if everything doubtful came out for the worst and for the best: where both agree, the answer is known.
/// </summary>
/// <typeparam name="T">The rule.</typeparam>
/// <param name="Reach">Whether the flow passes.</param>
/// <param name="Deciding">Rules that certainly allow or block some of the flow, in order.</param>
/// <param name="Blocking">Of those, the rules that block.</param>
/// <param name="Doubtful">Rules of which it is not known whether they match some of what is left, in order.</param>
internal sealed record FirstMatch<T>(
    Reach Reach,
    IReadOnlyList<T> Deciding,
    IReadOnlyList<T> Blocking,
    IReadOnlyList<T> Doubtful
)
{
    /// <summary>Evaluates the rules.</summary>
    /// <param name="flow">All packets of the flow.</param>
    /// <param name="isOneOf">
    /// Whether the destination is one unknown address of the set, so that a block of others does not matter; otherwise
    /// all of it must pass. All sources must pass in any case.
    /// </param>
    /// <param name="rules">The rules, in the order of evaluation.</param>
    /// <param name="next">
    /// A second list, for what no rule of the first matches and for what its rules send on; null without one.
    /// </param>
    public static FirstMatch<T> Decide(
        PacketBox flow,
        bool isOneOf,
        IEnumerable<RuleMatch<T>> rules,
        IEnumerable<RuleMatch<T>>? next = null
    )
    {
        if (flow.IsEmpty)
        {
            return new(Reach.Unknown, [], [], []);
        }
        List<RankedRule<T>> ranked = RankedRule<T>.Read(flow, rules);
        int second = ranked.Count;
        ranked.AddRange(RankedRule<T>.Read(flow, next ?? []));
        CellWalk<T> walk = new([.. ranked], second);
        walk.Split(RankedBox.All(flow), [.. Enumerable.Range(0, ranked.Count)]);
        IntervalSet blocked = IntervalSet.Union(walk.Blocked);
        Reach reach =
            walk.Passes ? Reach.Yes
            : isOneOf && !blocked.Contains(flow.Destination.RanksIn(flow.Destination)) ? Reach.Unknown
            : blocked.IsEmpty ? Reach.Unknown
            : Reach.No;
        RuleMatch<T>[] deciding = [.. walk.Deciding.Select(index => ranked[index].Match)];
        return new(
            reach,
            [.. deciding.Select(match => match.Rule)],
            [.. deciding.Where(match => !match.Allows).Select(match => match.Rule)],
            [.. walk.Doubtful.Select(index => ranked[index].Match.Rule)]
        );
    }
}
