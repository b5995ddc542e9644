namespace Jumpbox.Network;

/// <summary>
/// The part of a flow that a rule matches, with addresses and ports as their ranks among those of the flow: what a rule matches
/// completely is then one range, however many prefixes the flow has.
/// </summary>
internal sealed class RankedBox
{
    /// <summary>Sources, source ports, destinations.</summary>
    public const int Dimensions = 3;

    private readonly IntervalSet[] _sets;

    private RankedBox(IntervalSet[] sets) => _sets = sets;

    /// <summary>Whether nothing of the flow is in it.</summary>
    public bool IsEmpty => Array.Exists(_sets, set => set.IsEmpty);

    /// <summary>The part of a flow that is in a box.</summary>
    public static RankedBox Of(PacketBox flow, PacketBox box) =>
        new([
            box.Source.RanksIn(flow.Source),
            box.SourcePorts.RanksIn(flow.SourcePorts),
            box.Destination.RanksIn(flow.Destination),
        ]);

    /// <summary>All of a flow.</summary>
    public static Cell All(PacketBox flow) =>
        new([0, 0, 0], [Last(flow.Source), Last(flow.SourcePorts), Last(flow.Destination)]);

    /// <summary>How much of a cell is in it.</summary>
    public Share Of(Cell cell)
    {
        Share share = Share.All;
        for (int dimension = 0; dimension < Dimensions; dimension++)
        {
            Share one = _sets[dimension].ShareOf(cell.First[dimension], cell.Last[dimension]);
            if (one == Share.None)
            {
                return Share.None;
            }
            share = one == Share.Some ? Share.Some : share;
        }
        return share;
    }

    /// <summary>A number at which a part of a cell begins that is alike; null if all of the cell is alike.</summary>
    public uint? EdgeIn(Cell cell, int dimension) =>
        _sets[dimension].EdgeIn(cell.First[dimension], cell.Last[dimension]);

    private static uint Last(IntervalSet set) => (uint)(set.Count - 1);
}

/// <summary>A box of single ranges of ranks.</summary>
/// <param name="First">The lowest ranks.</param>
/// <param name="Last">The highest ranks.</param>
internal readonly record struct Cell(uint[] First, uint[] Last)
{
    /// <summary>The two parts of the cell below a rank and from it on.</summary>
    public (Cell Below, Cell From) At(int dimension, uint rank)
    {
        uint[] last = [.. Last];
        uint[] first = [.. First];
        last[dimension] = rank - 1;
        first[dimension] = rank;
        return (this with { Last = last }, this with { First = first });
    }
}

/// <summary>How much of something is in a set.</summary>
internal enum Share
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Something, and not all.</summary>
    Some,

    /// <summary>All.</summary>
    All,
}
