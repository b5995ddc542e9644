namespace Jumpbox.Signing.Reading;

/// <summary>
/// Base64 in the standard or the URL-safe alphabet, each value with one text: padding is needed, white space and pad bits other
/// than zero are refused, unlike in <see cref="Convert.FromBase64String"/>.
/// </summary>
internal static class Base64Text
{
    /// <returns>The bytes; null if the text is not strict base64.</returns>
    public static byte[]? Decode(string text)
    {
        bool isUrlSafe = text.AsSpan().ContainsAny('-', '_');
        if (text.Length % 4 != 0 || (isUrlSafe && text.AsSpan().ContainsAny('+', '/')))
        {
            return null;
        }
        string standard = isUrlSafe ? text.Replace('-', '+').Replace('_', '/') : text;
        byte[] bytes = new byte[standard.Length / 4 * 3];
        return
            Convert.TryFromBase64String(standard, bytes, out int length)
            && Convert.ToBase64String(bytes, 0, length) == standard
            ? bytes[..length]
            : null;
    }
}
