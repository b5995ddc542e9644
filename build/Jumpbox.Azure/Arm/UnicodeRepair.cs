using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Makes JSON valid Unicode. An unpaired surrogate in a tag is valid JSON, but .NET fails when the string is used, far from
/// where it was read.
/// </summary>
internal static class UnicodeRepair
{
    /// <summary>The length of an escaped code unit, such as <c>\ud83d</c>.</summary>
    private const int Escaped = 6;

    /// <returns>The JSON with U+FFFD instead of invalid UTF-8 and unpaired surrogates; null when there are none.</returns>
    public static byte[]? Repaired(ReadOnlySpan<byte> json)
    {
        bool valid = Utf8.IsValid(json);
        if (valid && json.IndexOf("\\u"u8) < 0)
        {
            return null;
        }
        byte[] whole = valid ? json.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        return ReplaceHalves(whole) || !valid ? whole : null;
    }

    // In JSON a backslash occurs only in strings, where it always starts an escape.
    private static bool ReplaceHalves(Span<byte> json)
    {
        bool replaced = false;
        int at = 0;
        while (at < json.Length && json[at..].IndexOf((byte)'\\') is >= 0 and int next)
        {
            at += next;
            if (Unit(json, at) is not { } unit)
            {
                at += 2;
            }
            else if (char.IsHighSurrogate(unit) && Unit(json, at + Escaped) is { } low && char.IsLowSurrogate(low))
            {
                at += 2 * Escaped;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    "fffd"u8.CopyTo(json[(at + 2)..]);
                    replaced = true;
                }
                at += Escaped;
            }
        }
        return replaced;
    }

    private static char? Unit(ReadOnlySpan<byte> json, int at) =>
        json.Length >= at + Escaped
        && json[at..].StartsWith("\\u"u8)
        && ushort.TryParse(
            json.Slice(at + 2, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out ushort unit
        )
            ? (char)unit
            : null;
}
