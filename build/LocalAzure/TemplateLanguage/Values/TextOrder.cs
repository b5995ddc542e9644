namespace LocalAzure.TemplateLanguage.Values;

/// <summary>
/// The order of strings for less, greater and sort, that of the invariant culture: punctuation before digits, digits before
/// letters, and case only between otherwise equal strings, lower before upper. Implemented for ASCII, because this program
/// has no culture data; other characters come after, by code point. Compared with the Bicep CLI's evaluation.
/// </summary>
internal static class TextOrder
{
    private const string Marks = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

    public static int Compare(string left, string right)
    {
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            int difference = Weight(left[i]) - Weight(right[i]);
            if (difference != 0)
            {
                return difference;
            }
        }
        return left.Length != right.Length ? left.Length - right.Length : -string.CompareOrdinal(left, right);
    }

    private static int Weight(char c) =>
        c is >= '0' and <= '9' ? 100 + c
        : char.IsAsciiLetter(c) ? 200 + char.ToLowerInvariant(c)
        : Marks.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? at
        : 1000 + char.ToLowerInvariant(c);
}
