using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Jumpbox.Boundaries;
using Jumpbox.Tools;
using Polly;

namespace Jumpbox.Pins;

/// <summary>
/// Downloads publishers' files: small ones into memory, large ones as a stream. Retries transient failures.
/// </summary>
public sealed class PublisherFiles : IDisposable
{
    private readonly HttpClient _http;
    private readonly PublisherPatience _patience;
    private readonly TimeSpan _longest;
    private readonly ResiliencePipeline<HttpResponseMessage> _requests;
    private readonly ResiliencePipeline _bodies;

    /// <summary>Creates a client; nothing is sent yet.</summary>
    /// <param name="handler">Sends the requests; it is disposed with this object.</param>
    /// <param name="retryDelay">The wait before the first retry; it doubles each time.</param>
    /// <param name="time">The clock for those waits.</param>
    /// <param name="patience">How long a server may send nothing; null means a minute.</param>
    /// <param name="longest">The time limit for a small file; null means two minutes.</param>
    /// <param name="say">Receives a message about each retry.</param>
    public PublisherFiles(
        HttpMessageHandler handler,
        TimeSpan retryDelay,
        TimeProvider time,
        TimeSpan? patience = null,
        TimeSpan? longest = null,
        Action<string>? say = null
    )
    {
        _patience = new PublisherPatience(patience ?? Limits.PublisherSilence);
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("aks-jumpbox", null));
        _longest = longest ?? Limits.SmallFile;
        Say = say;
        _requests = PublisherRetry.Requests(retryDelay, time, say);
        _bodies = PublisherRetry.Bodies(retryDelay, time, say);
    }

    /// <summary>The handler for the real network.</summary>
    public static SocketsHttpHandler Network() =>
        new()
        {
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = Limits.Connecting,
            MaxConnectionsPerServer = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };

    /// <summary>Receives a message about each retry; null for no one.</summary>
    internal Action<string>? Say { get; }

    /// <summary>Downloads a small file.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="limit">The maximum size in bytes.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Its bytes, or null if the server has no such file.</returns>
    /// <exception cref="PinSourceException">The server does not respond, or the file is too large.</exception>
    internal async Task<byte[]?> FindAsync(string url, int limit, CancellationToken cancellationToken) =>
        await _bodies.ExecuteAsync(async waiting => await FindOnceAsync(url, limit, waiting), cancellationToken);

    private async Task<byte[]?> FindOnceAsync(string url, int limit, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, url, null, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        Demand(response, url);
        PublisherTrouble.RefusePage(url, response.Content.Headers.ContentType?.MediaType);
        MemoryStream content = new();
        _ = await _patience.CopyAsync(response, content, url, 0, limit, _longest, null, cancellationToken);
        return content.ToArray();
    }

    /// <summary>Requests a file's length without downloading it.</summary>
    internal async Task<RemoteFile> HeadAsync(string url, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Head, url, null, cancellationToken);
        string host = response.RequestMessage?.RequestUri?.Host ?? new Uri(url).Host;
        return new RemoteFile((int)response.StatusCode, response.Content.Headers.ContentLength, host);
    }

    /// <summary>Reads an entire file and hashes it with a small buffer.</summary>
    internal async Task<(string Sha256, long Size)> HashAsync(
        string url,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => await _bodies.ExecuteAsync(async waiting => await HashOnceAsync(url, progress, waiting), cancellationToken);

    private async Task<(string Sha256, long Size)> HashOnceAsync(
        string url,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, url, null, cancellationToken);
        Demand(response, url);
        using SHA256 hash = SHA256.Create();
        await using CryptoStream sink = new(Stream.Null, hash, CryptoStreamMode.Write);
        long size = await _patience.CopyAsync(
            response,
            sink,
            url,
            0,
            LockedArtifact.LargestBytes,
            Limits.Download,
            progress,
            cancellationToken
        );
        await sink.FlushFinalBlockAsync(cancellationToken);
        return (Convert.ToHexStringLower(hash.Hash!), size);
    }

    /// <summary>
    /// Downloads into a file, resuming where an earlier attempt ended. When it returns, the bytes are on disk.
    /// </summary>
    internal async Task SaveAsync(
        string url,
        string path,
        long most,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        await _bodies.ExecuteAsync(
            async waiting => await SaveOnceAsync(url, path, most, progress, waiting),
            cancellationToken
        );

    private async Task SaveOnceAsync(
        string url,
        string path,
        long most,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        long there = File.Exists(path) ? new FileInfo(path).Length : 0;
        using HttpResponseMessage response = await SendAsync(
            HttpMethod.Get,
            url,
            there > 0 ? there : null,
            cancellationToken
        );
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return; // Already complete: the digest decides whether it is right.
        }
        Demand(response, url);
        bool resumed =
            response.StatusCode == HttpStatusCode.PartialContent
            && response.Content.Headers.ContentRange?.From == there;
        await using FileStream file = new(
            path,
            resumed ? FileMode.Append : FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            1
        );
        _ = await _patience.CopyAsync(
            response,
            file,
            url,
            resumed ? there : 0,
            most,
            Limits.Download,
            progress,
            cancellationToken
        );
        try
        {
            file.Flush(flushToDisk: true);
        }
        catch (IOException failure)
        {
            throw PublisherPatience.NotStored(url, failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string url,
        long? from,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _requests.ExecuteAsync(
                async cancellationToken =>
                {
                    using HttpRequestMessage request = new(method, url);
                    request.Headers.Range = from is null ? null : new RangeHeaderValue(from, null);
                    return await _patience.InTimeAsync(
                        waiting => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, waiting),
                        cancellationToken
                    );
                },
                cancellationToken
            );
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Unreachable(url, failure);
        }
    }

    // Only the original URL is shown: the one after a redirect is signed.
    private static void Demand(HttpResponseMessage response, string url)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new PinSourceException(
                $"{url} returned {(int)response.StatusCode}; check the URL in scripts/tools.json."
            );
        }
    }

    private static PinSourceException Unreachable(string url, Exception failure) =>
        new($"{url} cannot be reached: {PublisherTrouble.Of(failure)}", failure);
}
