using System.Security.Cryptography;

namespace Jumpbox.Pins;

/// <summary>The digest of a downloaded file.</summary>
internal static class FileHash
{
    /// <summary>Hashes a file with a small buffer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
