using System.Text.RegularExpressions;
using Jumpbox.Boundaries;

namespace Jumpbox.Explaining;

/// <summary>
/// A text in the form in which the catalogue's patterns expect it: bounded, one message a line, without prefixes, colours
/// and control characters, JSON and XML escapes resolved, and lines joined that a prefix had cut.
/// </summary>
internal sealed partial class FailureText
{
    /// <summary>The most characters that are read: a quarter of them from the start, the others from the end.</summary>
    public const int MostCharacters = 128_000;

    // Packer's output is cut at a width; a shorter line has ended.
    private const int ShortestCut = 100;

    private FailureText(List<string> lines)
    {
        Lines = lines;
        Whole = string.Join('\n', lines);
        Telling = FailureCatalogue.WithoutNoise(lines);
        Spoken = string.Join('\n', Telling);
    }

    /// <summary>The lines.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The lines with the harmless ones empty.</summary>
    public IReadOnlyList<string> Telling { get; }

    /// <summary>All lines, for conditions.</summary>
    public string Whole { get; }

    /// <summary>All lines, harmless ones empty, so that none of them is a cause.</summary>
    public string Spoken { get; }

    /// <summary>Reads a text of one or more lines.</summary>
    public static FailureText Read(string text)
    {
        List<string> lines = [];
        bool open = false;
        foreach (ReadOnlySpan<char> raw in Unescape(Unlinked(PlainText.Lines(Bounded(text)))).AsSpan().EnumerateLines())
        {
            string line = LinePrefix.Remove(raw.ToString(), out bool continues);
            if (open && continues && line.Length > 0 && !char.IsWhiteSpace(line[0]) && lines[^1].Length >= ShortestCut)
            {
                lines[^1] += line;
            }
            else
            {
                lines.Add(line);
            }
            open = Cut().IsMatch(raw);
        }
        return new FailureText(lines);
    }

    private static string Bounded(string text) =>
        text.Length <= MostCharacters
            ? text
            : $"{text.AsSpan(0, MostCharacters / 4)}\n…\n{text.AsSpan(text.Length - (MostCharacters / 4 * 3))}";

    // A log of Actions that was copied from the browser has its line numbers as links, even inside a word.
    private static string Unlinked(string text) =>
        text.Contains("](http", StringComparison.Ordinal) ? LinkedNumber().Replace(text, "${number}") : text;

    // Messages contain messages as JSON in a string, to any depth: each level doubles the backslashes.
    private static string Unescape(string text)
    {
        string plain = text.Contains('\\') ? Escape().Replace(text, Resolved) : text;
        return plain.Contains('&') ? Entity().Replace(plain, Resolved) : plain;
    }

    private static string Resolved(Match match) =>
        match.ValueSpan.TrimStart('\\') switch
        {
            "\"" or "&quot;" => "\"",
            "&#39;" or "&apos;" => "'",
            "&lt;" => "<",
            "&gt;" => ">",
            "&amp;" => "&",
            ['u', .., var last] => last switch
            {
                '7' => "'",
                '2' => "\"",
                'c' or 'C' => "<",
                'e' or 'E' => ">",
                _ => "&",
            },
            _ => "\n",
        };

    [GeneratedRegex(@"\\+(?:r\\+n|n|""|u002[267]|u003[cCeE])", RegexOptions.NonBacktracking)]
    private static partial Regex Escape();

    [GeneratedRegex(@"\[(?<number>\d+)\]\(https?://[^)\s]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex LinkedNumber();

    [GeneratedRegex(@"&(?:quot|apos|lt|gt|amp|#39);", RegexOptions.NonBacktracking)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\A(?:\[[0-9a-fA-F-]{36}\] )?PACKER ", RegexOptions.NonBacktracking)]
    private static partial Regex Cut();
}
