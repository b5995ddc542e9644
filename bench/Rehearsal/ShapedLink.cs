using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Rehearsal.Bench;

/// <summary>
/// A link of a given bandwidth and delay, shared by all connections. Each direction is delayed by half the round trip,
/// a new connection by a full one before its first byte, and the bytes from the server queue for the bandwidth and for
/// their connection's window, which opens slowly. Nothing is lost.
/// </summary>
/// <param name="shape">How the link behaves.</param>
internal sealed class ShapedLink(LinkShape shape)
{
    private const int Chunk = 32 << 10;

    // The most bytes in flight on one connection: enough for 10 Gbit/s at 3 ms or 200 Mbit/s at 160 ms.
    private const int ChunksUnderWay = 128;

    // A timer fires no sooner than that, so shorter waits are accumulated.
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(2);

    // A late timer must not cost bandwidth: up to this much is made up for.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _free = TimeSpan.Zero;

    /// <summary>Serves a connection at the other end of the link.</summary>
    public async Task CarryAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        IDuplexPipe near = connection.Transport;
        Pipe up = new();
        Pipe down = new();
        await Task.Delay(shape.RoundTrip, connection.ConnectionClosed);
        Task carrying = Task.WhenAll(
            PumpAsync(near.Input, up.Writer, limited: false),
            PumpAsync(down.Reader, near.Output, limited: true)
        );
        connection.Transport = new Ends(up.Reader, down.Writer);
        try
        {
            await next(connection);
        }
        finally
        {
            await up.Reader.CompleteAsync();
            await down.Writer.CompleteAsync();
            near.Input.CancelPendingRead();
            await carrying;
            connection.Transport = near;
        }
    }

    private async Task PumpAsync(PipeReader from, PipeWriter to, bool limited)
    {
        Channel<(byte[] Bytes, TimeSpan Due)> way = Channel.CreateBounded<(byte[], TimeSpan)>(ChunksUnderWay);
        Task arriving = ArriveAsync(way.Reader, to);
        CongestionWindow window = new(shape.RoundTrip);
        try
        {
            while (true)
            {
                ReadResult read = await from.ReadAsync();
                ReadOnlySequence<byte> taken = read.Buffer.Slice(
                    0,
                    Math.Min(read.Buffer.Length, limited ? Math.Min(window.Size, Chunk) : Chunk)
                );
                if (!taken.IsEmpty)
                {
                    TimeSpan sent = limited ? await SendAsync(taken.Length, window) : Now;
                    await way.Writer.WriteAsync((taken.ToArray(), sent + (shape.RoundTrip / 2)));
                }
                from.AdvanceTo(taken.End);
                if (read.IsCanceled || (read.IsCompleted && taken.IsEmpty))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // The other side hung up.
        }
        way.Writer.Complete();
        await arriving;
    }

    private async Task ArriveAsync(ChannelReader<(byte[] Bytes, TimeSpan Due)> way, PipeWriter to)
    {
        await foreach ((byte[] bytes, TimeSpan due) in way.ReadAllAsync())
        {
            await WaitAsync(due);
            _ = await to.WriteAsync(bytes);
        }
        await to.CompleteAsync();
    }

    // The chunks of all connections share the line, one after the other.
    private async Task<TimeSpan> SendAsync(long bytes, CongestionWindow window)
    {
        while (window.NextRoom(bytes, Now) is TimeSpan room)
        {
            // Read once: a moment later it may have passed, and a negative delay would never end.
            TimeSpan left = room - Now;
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        TimeSpan sent;
        lock (_lock)
        {
            TimeSpan earliest = Now - Lateness;
            TimeSpan begin = _free > earliest ? _free : earliest;
            double seconds = bytes * 8.0 / shape.BitsPerSecond;
            _free = sent = begin + TimeSpan.FromSeconds(seconds);
        }
        await WaitAsync(sent);
        window.Sent(bytes, sent);
        return sent;
    }

    private async Task WaitAsync(TimeSpan until)
    {
        TimeSpan left = until - Now;
        if (left > Finest)
        {
            await Task.Delay(left);
        }
    }

    private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}

/// <summary>How the link to a closed sandbox behaves.</summary>
/// <param name="BitsPerSecond">What all connections together carry at most.</param>
/// <param name="RoundTrip">The shortest time from a request to its response.</param>
internal sealed record LinkShape(long BitsPerSecond, TimeSpan RoundTrip);
