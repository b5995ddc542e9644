using System.Globalization;

namespace Jumpbox.Boundaries;

/// <summary>A response body with limits on its decompressed size and its total time.</summary>
/// <param name="inner">The body.</param>
/// <param name="origin">The sender, for messages.</param>
/// <param name="most">The maximum size in bytes.</param>
/// <param name="time">How long it may take, from now.</param>
public sealed class BoundedStream(Stream inner, string origin, long most, TimeSpan time) : ForwardStream
{
    private const string Cure =
        "A proxy may be altering responses, or the server is faulty: check the proxy, then run the same command again.";

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private long _read;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Throws for an announced length above the limit, before the first byte is read.</summary>
    /// <param name="origin">The sender.</param>
    /// <param name="announced">Its announced length, or null.</param>
    /// <param name="most">The maximum size in bytes.</param>
    /// <exception cref="BoundaryException">It is too long.</exception>
    public static void Demand(string origin, long? announced, long most)
    {
        if (announced > most)
        {
            throw Oversized(origin, most);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Counted(inner.Read(buffer, offset, count));
        }
        catch (Exception broken) when (IsCompression(broken))
        {
            throw Broken(broken);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Counted(await inner.ReadAsync(buffer, cancellationToken));
        }
        catch (Exception broken) when (IsCompression(broken))
        {
            throw Broken(broken);
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    // The limit of silence is separate; this one is for a slow response.
    private int Counted(int read)
    {
        _read += read;
        if (_read > most)
        {
            throw Oversized(origin, most);
        }
        if (read > 0 && TimeProvider.System.GetElapsedTime(_began) > time)
        {
            throw new BoundaryException(
                BoundaryException.Slow,
                $"The response from {origin} was incomplete after {SpanWords.Of(time)}; {_read} bytes had arrived.",
                Cure
            );
        }
        return read;
    }

    // .NET reports invalid compressed input with these: gzip and deflate throw the first, Brotli either one.
    private static bool IsCompression(Exception exception) =>
        exception is InvalidDataException or (InvalidOperationException and not ObjectDisposedException);

    private BrokenAnswerException Broken(Exception cause) =>
        new(origin, "cannot be decompressed: it was truncated or altered in transit", cause);

    private static BoundaryException Oversized(string origin, long most) =>
        new(
            BoundaryException.Oversized,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The response from {origin} is larger than {most / 1024.0 / 1024:0.#} MiB, more than any legitimate response."
            ),
            Cure
        );
}
