namespace Rehearsal.Bench;

/// <summary>
/// How much a sender has in flight on one connection: ten segments at first, growing by the acknowledged bytes, which
/// doubles it each round trip. Nothing is ever lost. Source: RFC 6928 for the beginning, RFC 5681 for slow start,
/// Linux's default of net.ipv4.tcp_wmem for the end.
/// </summary>
/// <param name="roundTrip">The time from sending a byte to its acknowledgement.</param>
internal sealed class CongestionWindow(TimeSpan roundTrip)
{
    private const long First = 10 * 1448;
    private const long Largest = 4 << 20;

    private readonly Queue<(long Bytes, TimeSpan Due)> _underWay = new();
    private long _sent;

    /// <summary>How many bytes may be in flight at once.</summary>
    public long Size { get; private set; } = First;

    /// <summary>When there is room for some bytes, at most <see cref="Size"/>; null for now.</summary>
    /// <param name="bytes">How many.</param>
    /// <param name="now">The time.</param>
    public TimeSpan? NextRoom(long bytes, TimeSpan now)
    {
        while (_underWay.TryPeek(out (long Bytes, TimeSpan Due) oldest) && oldest.Due <= now)
        {
            _ = _underWay.Dequeue();
            _sent -= oldest.Bytes;
            Size = Math.Min(Size + oldest.Bytes, Largest);
        }
        return _sent + bytes > Size && _underWay.TryPeek(out (long Bytes, TimeSpan Due) next) ? next.Due : null;
    }

    /// <summary>Records sent bytes.</summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="when">When the last of them was sent.</param>
    public void Sent(long bytes, TimeSpan when)
    {
        _sent += bytes;
        _underWay.Enqueue((bytes, when + roundTrip));
    }
}
