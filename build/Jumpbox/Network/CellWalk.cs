namespace Jumpbox.Network;

/// <summary>
/// Splits a flow into cells in each of which every rule matches all packets or none, and decides each cell. A cell keeps the rules
/// that concern it, and none behind the first that matches all of it, so that a thousand rules with ranges of their own need about
/// as many cells.
/// </summary>
/// <typeparam name="T">The rule.</typeparam>
/// <param name="rules">The rules of both lists.</param>
/// <param name="second">Where the second list begins.</param>
internal sealed class CellWalk<T>(RankedRule<T>[] rules, int second)
{
    /// <summary>The ranks of destinations that some packets certainly do not reach.</summary>
    public List<IntervalSet> Blocked { get; } = [];

    /// <summary>Whether all packets certainly pass.</summary>
    public bool Passes { get; private set; } = true;

    /// <summary>Rules that certainly decide about some packets.</summary>
    public SortedSet<int> Deciding { get; } = [];

    /// <summary>Rules that may match some packets which no earlier rule certainly matches.</summary>
    public SortedSet<int> Doubtful { get; } = [];

    /// <summary>Decides a cell, or its parts.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="concerned">The rules that may concern it, in order.</param>
    public void Split(Cell cell, IReadOnlyList<int> concerned)
    {
        List<int> kept = [];
        bool isAlike = true;
        bool isSettled = false;
        bool isSentOn = false;
        foreach (int index in concerned)
        {
            // What settles the first list leaves the second to what is sent on.
            if (isSettled && (index < second || !isSentOn))
            {
                continue;
            }
            RankedRule<T> rule = rules[index];
            Share most = rule.AtMost.Of(cell);
            if (most == Share.None)
            {
                continue;
            }
            Share sure = ReferenceEquals(rule.Sure, rule.AtMost) ? most : rule.Sure.Of(cell);
            kept.Add(index);
            isAlike &= most == Share.All && sure != Share.Some;
            isSentOn |= rule.Match.SendsOn;
            if (sure != Share.All)
            {
                continue;
            }
            if (index >= second)
            {
                break;
            }
            isSettled = true;
        }
        if (isAlike)
        {
            Decide(cell, kept);
            return;
        }
        (int dimension, uint rank) = Edge(cell, kept);
        (Cell below, Cell from) = cell.At(dimension, rank);
        Split(below, kept);
        Split(from, kept);
    }

    private void Decide(Cell cell, List<int> kept)
    {
        int others = kept.FindIndex(index => index >= second);
        (bool mayBlock, bool blocks) = From(0, kept, others < 0 ? kept.Count : others, cell);
        Passes &= !mayBlock;
        if (blocks)
        {
            Blocked.Add(IntervalSet.Range(cell.First[^1], cell.Last[^1]));
        }
    }

    // Whether packets may be blocked, and whether they certainly are, by the rules from a position on.
    private (bool May, bool Does) From(int position, List<int> kept, int others, Cell cell)
    {
        if (position == kept.Count)
        {
            return (true, true);
        }
        int index = kept[position];
        RuleMatch<T> match = rules[index].Match;
        bool isSure = rules[index].Sure.Of(cell) == Share.All;
        _ = isSure ? !match.SendsOn && Deciding.Add(index) : Doubtful.Add(index);
        if (match.SendsOn)
        {
            (bool may, bool does) = From(others, kept, others, cell);
            if (isSure)
            {
                return (may, does);
            }
            (bool mayElse, bool doesElse) = From(position + 1, kept, others, cell);
            return (may || mayElse, does && doesElse);
        }
        if (isSure)
        {
            return (!match.Allows, !match.Allows);
        }
        (bool mayLater, bool doesLater) = From(position + 1, kept, others, cell);
        return match.Allows ? (mayLater, false) : (true, doesLater);
    }

    // The middle one of the edges in the dimension that has most.
    private (int Dimension, uint Rank) Edge(Cell cell, List<int> kept)
    {
        List<uint> most = [];
        int dimension = 0;
        for (int one = 0; one < RankedBox.Dimensions; one++)
        {
            List<uint> edges = [];
            foreach (int index in kept)
            {
                RankedRule<T> rule = rules[index];
                if (rule.AtMost.EdgeIn(cell, one) is { } edge)
                {
                    edges.Add(edge);
                }
                if (!ReferenceEquals(rule.Sure, rule.AtMost) && rule.Sure.EdgeIn(cell, one) is { } inner)
                {
                    edges.Add(inner);
                }
            }
            if (edges.Count > most.Count)
            {
                (most, dimension) = (edges, one);
            }
        }
        most.Sort();
        return (dimension, most[most.Count / 2]);
    }
}
