using System.Text.RegularExpressions;
using Jumpbox.Boundaries;

namespace Jumpbox.Explaining;

/// <summary>Values for the sentences of the catalogue, besides those that the text itself contains.</summary>
/// <param name="Way">How the program signs in, the name of a <c>cures</c> entry; null if that does not matter.</param>
/// <param name="Known">Values by name, for example <c>tenant</c>.</param>
public sealed partial record ExplanationValues(string? Way, IReadOnlyDictionary<string, string> Known)
{
    private const int MostCharacters = 200;

    /// <summary>No values.</summary>
    public static ExplanationValues None { get; } = new(null, new Dictionary<string, string>());

    /// <summary>Puts values into a sentence. What comes from the text is cleaned and bounded; secrets are removed.</summary>
    internal string Fill(string sentence, Match match)
    {
        string filled = Place()
            .Replace(
                sentence,
                place =>
                    match.Groups[place.Groups["name"].Value] is { Success: true, Length: > 0 } group
                        ? Clean(group.Value)
                    : Known.TryGetValue(place.Groups["name"].Value, out string? value) ? value
                    : place.Groups["words"].Value
            );
        return Gap().Replace(filled, gap => gap.Groups["end"].Value);
    }

    private static string Clean(string value)
    {
        string line = Redaction.Scrub(PlainText.Line(value).Trim());
        return line.Length <= MostCharacters ? line : line[..MostCharacters] + "…";
    }

    [GeneratedRegex(@"\{(?<name>\w+)(?:\|(?<words>[^}]*))?\}")]
    private static partial Regex Place();

    // A value that is missing leaves a gap.
    [GeneratedRegex(@" +(?<end>[.,;:])|(?<end> ) +| '' | \(\)")]
    private static partial Regex Gap();
}
