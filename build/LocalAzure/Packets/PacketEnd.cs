namespace LocalAzure.Packets;

/// <summary>What a client of a connection meets.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Why">The hop that decides, for people.</param>
internal sealed record PacketEnd(PacketEndKind Kind, string Why)
{
    public static PacketEnd Open { get; } = new(PacketEndKind.Open, "");

    public static PacketEnd Dropped(string why) => new(PacketEndKind.Dropped, why);
}

/// <summary>What happens to a connection.</summary>
internal enum PacketEndKind
{
    /// <summary>The far end answers.</summary>
    Open,

    /// <summary>Nothing comes back.</summary>
    Dropped,

    /// <summary>A firewall accepts the connection, and closes it when it has seen the host's name.</summary>
    Closed,

    /// <summary>A firewall answers in place of the host, with a certificate of its own authority.</summary>
    Inspected,
}
