using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Reproducing;

/// <summary>One digest of a whole root file system. Pure; the format is in docs/rehearse.md.</summary>
public static class TreeDigest
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Returns the digest of a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="epoch">Later modifications count as this one: seconds since 1970.</param>
    /// <returns><c>sha256:</c> and 64 lower-case hexadecimal digits, or null if not every file could be read.</returns>
    public static string? Of(RootTree tree, long epoch)
    {
        ArgumentNullException.ThrowIfNull(tree);
        if (tree.Unknown.Count > 0)
        {
            return null;
        }
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TreeEntry entry in tree.Entries)
        {
            string[] fields =
            [
                entry.Path,
                entry.Kind,
                entry.Mode,
                entry.Owner,
                entry.Target,
                entry.Size.ToString(CultureInfo.InvariantCulture),
                entry.Sha256 ?? "",
                entry.ModifiedBy(epoch).ToString(CultureInfo.InvariantCulture),
            ];
            // No field can have a NUL, so no two trees give the same bytes.
            hash.AppendData(Utf8.GetBytes(string.Concat(string.Join('\0', fields), "\0\n")));
        }
        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
