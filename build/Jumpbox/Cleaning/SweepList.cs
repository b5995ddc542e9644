using System.Security.Cryptography;
using System.Text;

namespace Jumpbox.Cleaning;

/// <summary>What a sweep would delete, as one short text that stands for exactly this list.</summary>
public static class SweepList
{
    /// <summary>The number of characters of a digest.</summary>
    public const int Length = 16;

    /// <summary>
    /// Returns the digest: the first characters of the SHA-256 of all ids in order, in lower case. Someone who names it has seen
    /// this list, or one with the same resources.
    /// </summary>
    /// <param name="removable">What would be deleted.</param>
    public static string Digest(IEnumerable<LeftOver> removable)
    {
        string ids = string.Join(
            '\n',
            removable.Select(one => one.Id.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ids)))[..Length];
    }
}
