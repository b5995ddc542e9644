using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Boundaries;

/// <summary>
/// Cleans text from outside (Azure, logs, publishers, names). Terminals, CI runners, browsers and XML give
/// meaning to invisible characters; none of them passes. Used wherever text leaves the program.
/// </summary>
public static partial class PlainText
{
    /// <summary>
    /// One or more lines: every Unicode line break becomes a line feed; tab is the only other control character kept.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>Valid UTF-16 without control and format characters, escape sequences and noncharacters.</returns>
    public static string Lines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }
        StringBuilder plain = new(text.Length);
        string broken = EscapeSequence().Replace(text, "").Replace("\r\n", "\n", StringComparison.Ordinal);
        foreach (Rune rune in broken.EnumerateRunes())
        {
            // Source of the line breaks: the Unicode Standard, 5.8 "Newline Guidelines".
            if (rune.Value is '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029)
            {
                _ = plain.Append('\n');
            }
            else if (rune.Value == '\t' || IsSeen(rune))
            {
                _ = plain.Append(rune);
            }
        }
        return plain.ToString();
    }

    /// <summary>The same on one line: a line break becomes a space.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => Lines(text).Replace('\n', ' ');

    /// <summary>
    /// The same on one line, escaped for Markdown: no link, image, HTML, table or emphasis takes effect.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Markdown(string text)
    {
        // GitHub turns an address into a link wherever it stands, escaped or not, except in code.
        StringBuilder plain = new();
        string line = Line(text);
        int end = 0;
        foreach (ValueMatch address in AddressWord().EnumerateMatches(line))
        {
            _ = plain.Append(MarkdownSign().Replace(line[end..address.Index], Escaped));
            end = address.Index + address.Length;
            _ = plain.Append('`').Append(line, address.Index, address.Length).Append('`');
        }
        return plain.Append(MarkdownSign().Replace(line[end..], Escaped)).ToString();
    }

    private static string Escaped(Match sign) =>
        sign.Value switch
        {
            "&" => "&amp;",
            "<" => "&lt;",
            ">" => "&gt;",
            _ => $"\\{sign.Value}",
        };

    // Format characters reverse text, join words or are invisible.
    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
        && (rune.Value & 0xFFFE) != 0xFFFE
        && rune.Value is < 0xFDD0 or > 0xFDEF;

    // Source: ECMA-48, 5.3 and 5.4 (control functions and sequences), 8.3.89 (operating system commands).
    [GeneratedRegex(
        @"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]"
    )]
    private static partial Regex EscapeSequence();

    // Source: GitHub Flavored Markdown, 6.9 "Autolinks (extension)": schemes, www. and mail addresses; @name is a mention.
    [GeneratedRegex(@"[^\s|`<>]*(?:://|www\.|@)[^\s|`<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex AddressWord();

    [GeneratedRegex(@"[\\`*_\[\]<>&|~]")]
    private static partial Regex MarkdownSign();
}
