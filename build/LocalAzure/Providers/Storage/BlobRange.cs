using System.Globalization;

namespace LocalAzure.Providers.Storage;

/// <summary>A range of bytes, both ends included (RFC 9110, 14.1.2; a single range, like the blob service).</summary>
internal sealed record BlobRange(int First, int Last)
{
    /// <summary>Parses "bytes=a-b" or "bytes=a-"; null for no range or one that the service ignores.</summary>
    public static BlobRange? Parse(string? header, int length)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal))
        {
            return null;
        }
        string[] ends = header["bytes=".Length..].Split('-');
        if (
            ends.Length != 2
            || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first)
            || first > int.MaxValue
        )
        {
            return null;
        }
        long last = long.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out long given)
            ? given
            : long.MaxValue;
        return last < first ? null : new BlobRange((int)first, (int)Math.Min(last, length - 1));
    }
}
