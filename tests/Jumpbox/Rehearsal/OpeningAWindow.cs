using Rehearsal.Bench;

namespace Jumpbox.Tests.Rehearsal;

/// <summary>A connection's window opens as TCP's does.</summary>
public sealed class OpeningAWindow
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Ten_segments_go_at_once_and_the_next_byte_waits_for_an_acknowledgement()
    {
        CongestionWindow window = new(RoundTrip);

        Assert.Null(window.NextRoom(14_480, TimeSpan.Zero));
        window.Sent(14_480, TimeSpan.Zero);

        Assert.Equal(RoundTrip, window.NextRoom(1, TimeSpan.Zero));
        Assert.Null(window.NextRoom(1, RoundTrip));
    }

    [Fact]
    public void It_doubles_each_round_trip_and_ends_at_four_mebibytes()
    {
        CongestionWindow window = new(RoundTrip);
        List<long> sizes = [];
        for (int trip = 0; trip < 12; trip++)
        {
            sizes.Add(window.Size);
            Assert.Null(window.NextRoom(window.Size, trip * RoundTrip));
            window.Sent(window.Size, trip * RoundTrip);
            _ = window.NextRoom(1, (trip + 1) * RoundTrip);
        }

        Assert.Equal([14_480, 28_960, 57_920], sizes[..3]);
        Assert.Equal(4 << 20, sizes[^1]);
    }
}
