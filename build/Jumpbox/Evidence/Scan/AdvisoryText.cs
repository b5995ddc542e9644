using System.Text;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Looks at the text of an OSV record without parsing it: nearly all are about nothing in the image, and parsing them would take longer than
/// everything else.
/// </summary>
internal static class AdvisoryText
{
    /// <summary>
    /// Whether it is one, by its ends, its id and its day. A page of an error, a file that was cut off or one in another encoding would be about
    /// nothing in the image, and pass.
    /// </summary>
    /// <param name="text">The record as UTF-8.</param>
    /// <param name="modified">Its day.</param>
    public static bool IsRecord(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> modified)
    {
        ReadOnlySpan<byte> bare = text.Trim(" \t\r\n"u8);
        modified = Value(bare, "\"modified\""u8);
        return bare.Length > 1
            && bare[0] == '{'
            && bare[^1] == '}'
            && Value(bare, "\"id\""u8).Length > 0
            && modified.Length > 0;
    }

    /// <summary>Whether it names one of these after "name". A record with escapes in a name has to be parsed, and counts as if it did.</summary>
    /// <param name="text">The record as UTF-8.</param>
    /// <param name="names">The names.</param>
    public static bool Names(ReadOnlySpan<byte> text, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> names)
    {
        Span<char> name = stackalloc char[256];
        while (true)
        {
            // Without the second quotation mark: a search looks at the first and the last byte first, and two of them are often that far
            // apart in JSON.
            int at = text.IndexOf("\"name"u8);
            if (at < 0)
            {
                return false;
            }
            text = text[(at + 5)..];
            if (text.IsEmpty || text[0] != '"')
            {
                continue;
            }
            ReadOnlySpan<byte> value = After(text[1..]);
            if (
                value.Length > name.Length
                || value.Contains((byte)'\\')
                || names.Contains(name[..Encoding.UTF8.GetChars(value, name)])
            )
            {
                return true;
            }
        }
    }

    /// <summary>The text after the first member of a name, at whatever depth; empty if there is none.</summary>
    /// <param name="text">The record as UTF-8.</param>
    /// <param name="member">The name with its quotation marks.</param>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> member)
    {
        int at = text.IndexOf(member);
        return at < 0 ? default : After(text[(at + member.Length)..]);
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text.TrimStart(" \t\r\n:"u8);
        int end = rest.Length > 0 && rest[0] == '"' ? rest[1..].IndexOf((byte)'"') : -1;
        return end < 0 ? default : rest[1..(end + 1)];
    }
}
