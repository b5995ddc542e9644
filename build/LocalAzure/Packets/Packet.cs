namespace LocalAzure.Packets;

/// <summary>The first packet of a TCP connection.</summary>
/// <param name="Source">The address that it comes from.</param>
/// <param name="Destination">The address that it goes to.</param>
/// <param name="Port">The TCP port that it goes to.</param>
/// <param name="Host">The name that the client resolved; null for an address.</param>
internal sealed record Packet(uint Source, uint Destination, int Port, string? Host)
{
    /// <summary>The firewalls that have sent it on.</summary>
    public int Firewalls { get; init; }
}
