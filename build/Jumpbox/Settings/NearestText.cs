namespace Jumpbox.Settings;

/// <summary>Which of some known texts was probably meant.</summary>
public static class NearestText
{
    /// <summary>The most similar known text, in any case.</summary>
    /// <param name="text">The unknown text.</param>
    /// <param name="known">At least one text.</param>
    public static string Of(string text, IEnumerable<string> known) => known.MinBy(one => Distance(one, text))!;

    /// <summary>The same, or null where none is similar enough to be a slip: one edit in three letters, at least two.</summary>
    /// <param name="text">The unknown text.</param>
    /// <param name="known">At least one text.</param>
    public static string? Close(string text, IEnumerable<string> known)
    {
        string nearest = Of(text, known);
        int length = Math.Max(text.Length, nearest.Length);
        return Distance(nearest, text) <= Math.Min(Math.Max(2, length / 3), length - 1) ? nearest : null;
    }

    private static int Distance(string known, string text) =>
        EditDistance(known.ToUpperInvariant(), text.ToUpperInvariant());

    private static int EditDistance(string left, string right)
    {
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[^1];
    }
}
