namespace Jumpbox.Signing.Reading;

/// <summary>
/// Base64, strictly: the standard alphabet with padding, or the URL-safe one with or without it. White space and pad bits other
/// than zero are refused, unlike in <see cref="Convert.FromBase64String"/>.
/// </summary>
internal static class Base64Text
{
    /// <returns>The bytes; null if the text is not strict base64.</returns>
    public static byte[]? Decode(string text)
    {
        bool hasUrlSafe = text.AsSpan().ContainsAny('-', '_');
        bool hasStandard = text.AsSpan().ContainsAny('+', '/');
        bool isUnpadded = text.Length % 4 != 0;
        if ((hasUrlSafe && hasStandard) || (isUnpadded && (hasStandard || text.Contains('=', StringComparison.Ordinal))))
        {
            return null;
        }
        string standard = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        byte[] bytes = new byte[standard.Length / 4 * 3];
        return
            Convert.TryFromBase64String(standard, bytes, out int length)
            && Convert.ToBase64String(bytes, 0, length) == standard
            ? bytes[..length]
            : null;
    }
}
