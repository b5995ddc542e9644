using System.Security.Cryptography;

namespace Rehearsal.Bench;

/// <summary>
/// The package index of Ubuntu's archive, as a build machine reads it: genuine files, today's, below the archive's own name and
/// below that of its snapshots. No package is among them, since neither side installs one.
/// </summary>
internal static class UbuntuArchive
{
    /// <summary>Where the original reads the index, as <c>host:port</c>.</summary>
    public const string Host = "archive.ubuntu.com:80";

    private const string Archive = "http://archive.ubuntu.com/ubuntu/dists";

    /// <summary>Copies the index of a suite into a mirror.</summary>
    /// <param name="mirror">The mirror's folder.</param>
    /// <param name="suite">The code name.</param>
    /// <param name="snapshot">The time at which the customizer reads the archive.</param>
    /// <returns>How many bytes of it the customizer needs: all but the packages' descriptions, which the original reads too.</returns>
    /// <exception cref="HttpRequestException">The archive does not answer.</exception>
    public static async Task<long> CopyAsync(string mirror, string suite, string snapshot)
    {
        using HttpClient http = new();
        string[] roots =
        [
            Path.Combine(mirror, "archive.ubuntu.com", "ubuntu", "dists"),
            Path.Combine(mirror, "snapshot.ubuntu.com", "ubuntu", snapshot, "dists"),
        ];
        long needed = 0;
        foreach (string pocket in (string[])[suite, $"{suite}-updates", $"{suite}-security"])
        {
            needed += await CopyAsync(http, $"{pocket}/InRelease", roots);
            foreach (string component in (string[])["main", "universe"])
            {
                needed += await CopyAsync(http, $"{pocket}/{component}/binary-amd64/Packages.xz", roots);
                _ = await CopyAsync(http, $"{pocket}/{component}/i18n/Translation-en.xz", roots);
            }
        }
        return needed;
    }

    private static async Task<long> CopyAsync(HttpClient http, string path, string[] roots)
    {
        byte[] bytes = await http.GetByteArrayAsync(new Uri($"{Archive}/{path}"));
        string digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        string byHash = Path.Combine(Path.GetDirectoryName(path)!, "by-hash", "SHA256", digest);
        foreach (string file in roots.SelectMany(root => new[] { path, byHash }.Select(one => Path.Combine(root, one))))
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, bytes);
        }
        return bytes.Length;
    }
}
