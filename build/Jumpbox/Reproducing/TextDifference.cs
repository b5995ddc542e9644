using System.Text;

namespace Jumpbox.Reproducing;

/// <summary>The lines in which two short texts differ. Pure.</summary>
public static class TextDifference
{
    /// <summary>The most bytes of a file that are compared line by line.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The most lines of each side that are printed.</summary>
    public const int MostLines = 5;

    private const int MostCharacters = 160;

    /// <summary>
    /// Returns the lines between the first and the last difference, <c>-</c> for the first text and <c>+</c> for the second. Empty if
    /// one is no text or is too long.
    /// </summary>
    /// <param name="first">The bytes of the first.</param>
    /// <param name="second">The bytes of the second.</param>
    public static IReadOnlyList<string> Lines(byte[] first, byte[] second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!IsText(first) || !IsText(second))
        {
            return [];
        }
        string[] ones = Encoding.UTF8.GetString(first).Split('\n');
        string[] others = Encoding.UTF8.GetString(second).Split('\n');
        int same = ones.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        int shorter = Math.Min(ones.Length, others.Length) - same;
        int after = 0;
        while (after < shorter && ones[^(after + 1)] == others[^(after + 1)])
        {
            after++;
        }
        return [.. Signed('-', ones[same..^after], same), .. Signed('+', others[same..^after], same)];
    }

    private static IEnumerable<string> Signed(char sign, string[] lines, int before)
    {
        IEnumerable<string> shown = lines
            .Take(MostLines)
            .Select((line, at) => $"{sign} {before + at + 1}: {Plain(line)}");
        return lines.Length > MostLines ? shown.Append($"{sign} … {lines.Length - MostLines} more lines") : shown;
    }

    // A file of an image is no place for escape sequences of the terminal.
    private static string Plain(string line)
    {
        string plain = string.Concat(line.Select(letter => char.IsControl(letter) ? '?' : letter));
        return plain.Length > MostCharacters ? plain[..MostCharacters] + "…" : plain;
    }

    private static bool IsText(byte[] bytes) =>
        bytes.Length <= MostBytes && !bytes.Contains((byte)0) && System.Text.Unicode.Utf8.IsValid(bytes);
}
