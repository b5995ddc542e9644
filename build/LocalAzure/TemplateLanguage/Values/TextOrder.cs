namespace LocalAzure.TemplateLanguage.Values;

/// <summary>
/// The order of strings for less, greater and sort: that of the invariant culture, in which marks come before digits,
/// digits before letters, and case decides only between strings that are else the same, lower before upper. Told here
/// for ASCII, because this program runs without culture data; other characters come after, by code point. Compared with
/// the Bicep CLI's evaluation.
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
