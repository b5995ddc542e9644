using System.Text;
using System.Text.RegularExpressions;

namespace Jumpbox.Explaining;

/// <summary>
/// A regular expression whose time is linear in the text. It is built only if the text contains one of the words without
/// which it cannot match: hundreds of patterns cost as much as a few.
/// </summary>
internal sealed class TextPattern(string source)
{
    private const int ShortestWord = 4;

    private readonly string[] _words = WordsOf(source);
    private readonly Lazy<Regex> _regex = new(() =>
        new Regex(
            source,
            RegexOptions.NonBacktracking
                | RegexOptions.IgnoreCase
                | RegexOptions.Multiline
                | RegexOptions.CultureInvariant
        )
    );

    public string Source => source;

    public bool IsIn(string text) => MayMatch(text) && _regex.Value.IsMatch(text);

    /// <summary>The first match, or null.</summary>
    public Match? In(string text) =>
        MayMatch(text) && _regex.Value.Match(text) is { Success: true } match ? match : null;

    /// <summary>The number of different values of a group.</summary>
    public int Values(string text, string group) =>
        MayMatch(text)
            ? _regex
                .Value.Matches(text)
                .Select(match => match.Groups[group].Value)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Count()
            : 0;

    private bool MayMatch(string text) =>
        _words.Length == 0 || Array.Exists(_words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>One word for each alternative; none if an alternative can match without a word.</summary>
    internal static string[] WordsOf(string source)
    {
        List<string> words = [];
        StringBuilder run = new();
        string longest = "";
        int depth = 0;
        for (int at = 0; at < source.Length; at++)
        {
            char sign = source[at];
            char next = sign == '\\' && at + 1 < source.Length ? source[at + 1] : sign;
            bool literal =
                depth == 0 && (sign == '\\' ? !char.IsAsciiLetterOrDigit(next) : !"()[]{}*+?|^$.".Contains(sign));
            if (literal)
            {
                _ = run.Append(next);
            }
            else
            {
                // What a quantifier makes optional or repeats is not a part of the word.
                if ("?*{".Contains(sign) && run.Length > 0)
                {
                    run.Length--;
                }
                longest = run.Length > longest.Length ? run.ToString() : longest;
                _ = run.Clear();
            }
            switch (sign)
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    at = EndOfClass(source, at);
                    break;
                case '{' when depth == 0:
                    at = Math.Max(at, source.IndexOf('}', at));
                    break;
                case '(':
                    depth++;
                    break;
                case ')':
                    depth--;
                    break;
                case '|' when depth == 0:
                    words.Add(longest);
                    longest = "";
                    break;
                default:
                    break;
            }
        }
        words.Add(run.Length > longest.Length ? run.ToString() : longest);
        return words.TrueForAll(word => word.Length >= ShortestWord) ? [.. words] : [];
    }

    private static int EndOfClass(string source, int start)
    {
        // A bracket directly after the opening one is a member.
        int at = start + (source.AsSpan(start).StartsWith("[^") ? 2 : 1);
        for (at++; at < source.Length && source[at] != ']'; at++)
        {
            at += source[at] == '\\' ? 1 : 0;
        }
        return at;
    }
}
