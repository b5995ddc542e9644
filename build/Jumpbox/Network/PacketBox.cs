namespace Jumpbox.Network;

/// <summary>All packets from some addresses and ports to some addresses.</summary>
/// <param name="Source">Source addresses.</param>
/// <param name="SourcePorts">Source ports.</param>
/// <param name="Destination">Destination addresses.</param>
internal sealed record PacketBox(IntervalSet Source, IntervalSet SourcePorts, IntervalSet Destination)
{
    /// <summary>Whether no packet is in it.</summary>
    public bool IsEmpty => Source.IsEmpty || SourcePorts.IsEmpty || Destination.IsEmpty;
}
