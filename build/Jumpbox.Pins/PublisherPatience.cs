using System.Buffers;
using System.Globalization;
using Jumpbox.Boundaries;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Reads from a publisher as long as data keeps arriving.</summary>
/// <param name="limit">How long it may send nothing.</param>
internal sealed class PublisherPatience(TimeSpan limit)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Waits for the start of a response.</summary>
    /// <exception cref="IOException">Nothing arrived.</exception>
    public async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(limit);
        try
        {
            return await wait(silence.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent();
        }
    }

    private IOException Silent() =>
        new(string.Create(CultureInfo.InvariantCulture, $"nothing arrived for {limit.TotalSeconds:0.###} seconds"));

    /// <summary>Copies a body part by part, each with its own timeout.</summary>
    /// <returns>The total number of bytes, including earlier ones.</returns>
    /// <exception cref="PinSourceException">
    /// It broke off, is larger than <paramref name="most"/>, or takes longer than <paramref name="longest"/>.
    /// </exception>
    public async Task<long> CopyAsync(
        HttpResponseMessage response,
        Stream target,
        string url,
        long before,
        long most,
        TimeSpan longest,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long? total = response.Content.Headers.ContentLength is { } length ? before + length : null;
            long bytes = before;
            long began = TimeProvider.System.GetTimestamp();
            await using Stream source = await response.Content.ReadAsStreamAsync(cancellationToken);
            using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            while (true)
            {
                silence.CancelAfter(limit);
                int read = await source.ReadAsync(buffer.AsMemory(0, BufferBytes), silence.Token);
                silence.CancelAfter(Timeout.InfiniteTimeSpan);
                if (read == 0)
                {
                    return bytes;
                }
                bytes += read;
                if (bytes > most)
                {
                    throw new PinSourceException($"{url} is larger than the limit of {most} bytes.");
                }
                if (TimeProvider.System.GetElapsedTime(began) > longest)
                {
                    throw new PinSourceException(
                        $"{url} is incomplete after {SpanWords.Of(longest)}; {bytes} bytes have arrived. Run the same command again."
                    );
                }
                await StoreAsync(target, buffer.AsMemory(0, read), url, cancellationToken);
                progress?.Report(new DownloadProgress(url, bytes, total));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw BrokeOff(url, Silent());
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw BrokeOff(url, failure);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A local file could not be written; the network is not the cause.</summary>
    public static PinSourceException NotStored(string url, IOException failure) =>
        new(
            $"{url} could not be stored: {PinText.Show(failure.Message)}. Free disk space or choose another folder, and run "
                + "the same command again.",
            failure
        );

    private static async Task StoreAsync(
        Stream target,
        ReadOnlyMemory<byte> bytes,
        string url,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException failure)
        {
            throw NotStored(url, failure);
        }
    }

    private static PinSourceException BrokeOff(string url, Exception failure) =>
        new(
            $"{url} broke off: {PinText.Show(InnerCauses.Of(failure)).TrimEnd('.')}. Run the same command again.",
            failure
        )
        {
            BrokeOff = true,
        };
}
