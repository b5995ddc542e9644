using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Reads packages from apt repositories like apt: InRelease with a signature of the pinned key, the index with the digest
/// from it, the package entry in the index.
/// </summary>
/// <param name="files">Downloads the indexes.</param>
/// <param name="keys">The publishers' keys.</param>
/// <param name="time">The clock, for the keys' expiry.</param>
internal sealed class AptRepository(PublisherFiles files, PublisherKeys keys, TimeProvider time)
{
    private const int LargestIndexBytes = 64 * 1024 * 1024;
    private const int Readings = 3;

    // A mirror that is being updated has the new release file and the old index for seconds.
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _asked = new(StringComparer.Ordinal);

    /// <summary>Finds a package's version for a suite and an architecture.</summary>
    /// <exception cref="PinSourceException">The repository does not respond, or cannot be trusted.</exception>
    internal async Task<AptPackage?> FindAsync(
        AptSource apt,
        string suite,
        string architecture,
        string packageVersion,
        CancellationToken cancellationToken
    )
    {
        string path = $"{apt.Component}/binary-{architecture}/Packages.gz";
        string url = $"{apt.Repository}/dists/{suite}/{path}";
        string packages = await OnceAsync(url, address => PackagesAsync(apt, suite, path, address, cancellationToken));
        return AptIndex.Find(apt, packages, packageVersion, architecture, url);
    }

    /// <summary>Returns the files that apt reads for a suite, verified like apt does, for a copy of the repository.</summary>
    /// <returns>URLs and contents: the key, the signed release file, the package indexes.</returns>
    /// <exception cref="PinSourceException">The repository does not respond, or cannot be trusted.</exception>
    internal async Task<IReadOnlyList<(string Url, byte[] Content)>> IndexesAsync(
        AptSource apt,
        string suite,
        IEnumerable<string> architectures,
        CancellationToken cancellationToken
    )
    {
        string releaseUrl = $"{apt.Repository}/dists/{suite}/InRelease";
        byte[] signed = await FetchAsync(releaseUrl, cancellationToken);
        string release = await ReleaseAsync(apt, releaseUrl, signed, cancellationToken);
        List<(string, byte[])> files =
        [
            (apt.KeyUrl, await FetchAsync(apt.KeyUrl, cancellationToken)),
            (releaseUrl, signed),
        ];
        foreach (string architecture in architectures)
        {
            string path = $"{apt.Component}/binary-{architecture}/Packages.gz";
            string url = $"{apt.Repository}/dists/{suite}/{path}";
            byte[] packed = await FetchAsync(url, cancellationToken);
            Demand(url, packed, AptIndex.DigestOf(release, suite, path));
            files.Add((url, packed));
        }
        return files;
    }

    private Task<string> OnceAsync(string url, Func<string, Task<string>> fetch) =>
        _asked.GetOrAdd(url, address => new(() => fetch(address))).Value;

    private async Task<string> ReleaseAsync(AptSource apt, string url, CancellationToken cancellationToken) =>
        await ReleaseAsync(apt, url, await FetchAsync(url, cancellationToken), cancellationToken);

    private async Task<string> ReleaseAsync(
        AptSource apt,
        string url,
        byte[] signed,
        CancellationToken cancellationToken
    )
    {
        string text = "";
        string? problem = await keys.CheckAsync(
            apt.KeyUrl,
            apt.Fingerprint,
            key =>
            {
                (string? wrong, text) = OpenPgp.CheckClearText(signed, key, apt.Fingerprint, time.GetUtcNow());
                return wrong;
            },
            cancellationToken
        );
        return problem is null ? text : throw PinSourceException.Untrusted(url, problem);
    }

    private async Task<string> PackagesAsync(
        AptSource apt,
        string suite,
        string path,
        string url,
        CancellationToken cancellationToken
    )
    {
        string releaseUrl = $"{apt.Repository}/dists/{suite}/InRelease";
        string release = await OnceAsync(releaseUrl, address => ReleaseAsync(apt, address, cancellationToken));
        for (int reading = 1; ; reading++)
        {
            byte[] packed = await FetchAsync(url, cancellationToken);
            string digest = AptIndex.DigestOf(release, suite, path);
            if (reading == Readings || IsIntact(packed, digest))
            {
                Demand(url, packed, digest);
                return await UnpackAsync(url, packed, cancellationToken);
            }
            await Task.Delay(BetweenReadings, time, cancellationToken);
            release = await ReleaseAsync(apt, releaseUrl, cancellationToken);
        }
    }

    private static async Task<string> UnpackAsync(string url, byte[] packed, CancellationToken cancellationToken)
    {
        using MemoryStream unpacked = new();
        await using GZipStream unpacking = new(new MemoryStream(packed), CompressionMode.Decompress);
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await unpacking.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            await unpacked.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (unpacked.Length > LargestIndexBytes)
            {
                throw new PinSourceException(
                    $"{url} unpacks to more than {LargestIndexBytes} bytes, too many for a package index."
                );
            }
        }
        return Encoding.UTF8.GetString(unpacked.ToArray());
    }

    private static bool IsIntact(byte[] packed, string digest) => DigestOf(packed) == digest;

    private static string DigestOf(byte[] packed) => Convert.ToHexStringLower(SHA256.HashData(packed));

    private static void Demand(string url, byte[] packed, string digest)
    {
        if (!IsIntact(packed, digest))
        {
            throw new PinSourceException(
                $"{url} has SHA-256 {DigestOf(packed)}, but the signed release file states {digest}; try again later."
            );
        }
    }

    private async Task<byte[]> FetchAsync(string url, CancellationToken cancellationToken) =>
        await files.FindAsync(url, LargestIndexBytes, cancellationToken)
        ?? throw new PinSourceException(
            $"{url} does not exist; check apt.repository and apt.suites in scripts/tools.json."
        );
}
