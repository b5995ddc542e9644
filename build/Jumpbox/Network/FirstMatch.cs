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
    public static FirstMatch<T> Decide(PacketBox flow, bool isOneOf, IEnumerable<RuleMatch<T>> rules)
    {
        Pass sure = new(flow);
        // The same as the sure one until the first doubt.
        (Pass Worst, Pass Best)? forked = null;
        List<T> deciding = [];
        List<T> blocking = [];
        List<T> doubtful = [];
        foreach (RuleMatch<T> match in rules)
        {
            if (match.IsDoubtful && sure.Overlaps(match.AtMost))
            {
                doubtful.Add(match.Rule);
                forked ??= (sure.Copy(), sure.Copy());
            }
            if (sure.Take(match.Sure, match.Allows))
            {
                deciding.Add(match.Rule);
                if (!match.Allows)
                {
                    blocking.Add(match.Rule);
                }
            }
            _ = forked?.Worst.Take(match.Allows ? match.Sure : match.AtMost, match.Allows);
            _ = forked?.Best.Take(match.Allows ? match.AtMost : match.Sure, match.Allows);
            if (sure.IsDone && (forked is null || (forked.Value.Worst.IsDone && forked.Value.Best.IsDone)))
            {
                break;
            }
        }
        (Pass worst, Pass best) = forked ?? (sure, sure);
        Reach reach =
            worst.Passes ? Reach.Yes
            : best.Blocks(isOneOf) ? Reach.No
            : Reach.Unknown;
        return new(reach, deciding, blocking, doubtful);
    }

    private sealed class Pass(PacketBox flow)
    {
        private List<IntervalSet> _blocked = [];
        private List<PacketBox> _left = [flow];

        public bool IsDone => _left.Count == 0;

        public bool Passes => _left.Count == 0 && _blocked.Count == 0;

        public Pass Copy() => new(flow) { _blocked = [.. _blocked], _left = _left };

        public bool Overlaps(PacketBox box) => _left.Exists(left => left.Overlaps(box));

        public bool Take(PacketBox box, bool allows)
        {
            List<PacketBox>? left = null;
            for (int index = 0; index < _left.Count; index++)
            {
                PacketBox one = _left[index];
                if (!one.Overlaps(box))
                {
                    left?.Add(one);
                    continue;
                }
                left ??= _left[..index];
                left.AddRange(one.Without(box));
                if (!allows)
                {
                    _blocked.Add(one.Destination.Intersect(box.Destination));
                }
            }
            _left = left ?? _left;
            return left is not null;
        }

        public bool Blocks(bool isOneOf)
        {
            IntervalSet blocked = IntervalSet.Union(_blocked.Concat(_left.Select(left => left.Destination)));
            return isOneOf ? blocked.Contains(flow.Destination) : !blocked.IsEmpty;
        }
    }
}
