using System.Collections.Concurrent;
using Jumpbox.Files;

namespace Jumpbox.Pins;

/// <summary>
/// Publishers' public keys: downloaded from their published URL, cached under the pinned fingerprint.
/// </summary>
/// <param name="files">Downloads the keys.</param>
/// <param name="cacheFolder">Where keys are cached.</param>
internal sealed class PublisherKeys(PublisherFiles files, string cacheFolder)
{
    private const int LargestKeyBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> _fetched = new(StringComparer.Ordinal);

    /// <summary>
    /// Runs a check with the cached key and, if that fails, again with a newly downloaded one, because the expiry of a key
    /// may be extended.
    /// </summary>
    /// <param name="url">The key's published URL.</param>
    /// <param name="fingerprint">The only accepted key.</param>
    /// <param name="check">Returns null for success, otherwise the problem.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal async Task<string?> CheckAsync(
        string url,
        string fingerprint,
        Func<byte[], string?> check,
        CancellationToken cancellationToken
    )
    {
        string path = Path.Combine(cacheFolder, $"{fingerprint}.asc");
        if (File.Exists(path) && check(await File.ReadAllBytesAsync(path, cancellationToken)) is null)
        {
            return null;
        }
        byte[] key = await _fetched.GetOrAdd(url, address => new(() => FetchAsync(address, cancellationToken))).Value;
        string? problem = check(key);
        if (problem is null)
        {
            Keep(path, key);
        }
        return problem;
    }

    private async Task<byte[]> FetchAsync(string url, CancellationToken cancellationToken) =>
        await files.FindAsync(url, LargestKeyBytes, cancellationToken)
        ?? throw new PinSourceException(
            $"the publisher's key is no longer at {url}; find its new URL and change keyUrl"
        );

    private static void Keep(string path, byte[] key)
    {
        try
        {
            AtomicFile.Write(path, key);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // Without a cache the key is downloaded again next time.
        }
    }
}
