using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Boundaries;

/// <summary>
/// Removes characters and sequences from outside text (Azure, logs, publishers, names) that terminals, CI runners, browsers
/// or XML would interpret. Used wherever text leaves the program.
/// </summary>
public static partial class PlainText
{
    /// <summary>
    /// Cleans text of one or more lines: every Unicode line break becomes a line feed, and tab is the only other control
    /// character that is kept.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>Valid UTF-16 without control and format characters, escape sequences and noncharacters.</returns>
    public static string Lines(string text)
    {
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

    /// <summary>Cleans text and joins its lines with spaces.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => Lines(text).Replace('\n', ' ');

    /// <summary>
    /// Cleans text, joins its lines, and escapes it for Markdown: no link, image, HTML, table or emphasis takes effect.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Markdown(string text)
    {
        // GitHub turns a URL into a link even if it is escaped, except in code.
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

    /// <summary>
    /// A Markdown link to an address from outside. One that is not of the web has no link: it is shown as text.
    /// </summary>
    /// <param name="label">The text of the link.</param>
    /// <param name="address">The address.</param>
    public static string Link(string label, string address)
    {
        string line = Line(address).Trim();
        return Uri.TryCreate(line, UriKind.Absolute, out Uri? web) && web.Scheme is "https" or "http"
            // Source: GitHub Flavored Markdown, 6.6 "Links": a parenthesis, a space or a bracket may end the destination.
            ? $"[{Markdown(label)}]({AddressSign().Replace(line, sign => Uri.HexEscape(sign.Value[0]))})"
            : $"{Markdown(label)} ({Markdown(address)})";
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

    [GeneratedRegex(@"[\\`*\[\]<>()|~""' ]")]
    private static partial Regex AddressSign();

    [GeneratedRegex(@"[\\`*_\[\]<>&|~]")]
    private static partial Regex MarkdownSign();
}
