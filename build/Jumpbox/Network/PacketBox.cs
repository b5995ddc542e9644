namespace Jumpbox.Network;

/// <summary>All packets from some addresses and ports to some addresses.</summary>
/// <param name="Source">Source addresses.</param>
/// <param name="SourcePorts">Source ports.</param>
/// <param name="Destination">Destination addresses.</param>
internal sealed record PacketBox(IntervalSet Source, IntervalSet SourcePorts, IntervalSet Destination)
{
    /// <summary>Whether the boxes have a packet in common.</summary>
    public bool Overlaps(PacketBox other) =>
        SourcePorts.Overlaps(other.SourcePorts)
        && Source.Overlaps(other.Source)
        && Destination.Overlaps(other.Destination);

    /// <summary>The packets that are in both boxes.</summary>
    public PacketBox Intersect(PacketBox other) =>
        new(
            Source.Intersect(other.Source),
            SourcePorts.Intersect(other.SourcePorts),
            Destination.Intersect(other.Destination)
        );

    /// <summary>The packets of this box that are not in the other, as at most three boxes that do not overlap.</summary>
    public IEnumerable<PacketBox> Without(PacketBox other)
    {
        IntervalSet source = Source.Intersect(other.Source);
        IntervalSet ports = SourcePorts.Intersect(other.SourcePorts);
        PacketBox[] rest =
        [
            this with
            {
                Source = Source.Except(source),
            },
            new(source, SourcePorts.Except(ports), Destination),
            new(source, ports, Destination.Except(other.Destination)),
        ];
        return rest.Where(box => !box.IsEmpty);
    }

    private bool IsEmpty => Source.IsEmpty || SourcePorts.IsEmpty || Destination.IsEmpty;
}
