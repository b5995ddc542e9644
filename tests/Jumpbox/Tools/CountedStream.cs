using Jumpbox.Boundaries;

namespace Jumpbox.Tests.Tools;

/// <summary>A body of zeros that is never in memory, and how much memory was taken while it was read.</summary>
/// <param name="length">Its length in bytes.</param>
internal sealed class CountedStream(long length) : ForwardStream
{
    private readonly HashSet<int> _threads = [];
    private long _first = -1;
    private long _last;

    /// <summary>What the reader allocated from the first read to the end, in bytes; every read must be on one thread.</summary>
    public long Allocated =>
        _threads.Count == 1
            ? _last - _first
            : throw new InvalidOperationException($"The body was read by {_threads.Count} threads.");

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        _ = _threads.Add(Environment.CurrentManagedThreadId);
        _last = GC.GetAllocatedBytesForCurrentThread();
        _first = _first < 0 ? _last : _first;
        int read = (int)Math.Min(buffer.Length, length - Position);
        buffer[..read].Clear();
        Position += read;
        return read;
    }

    // At once, so that the reader stays on its thread.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));
}
