namespace Jumpbox.Boundaries;

/// <summary>A text as one word of a command that is printed for the user to run.</summary>
public static class ShellWord
{
    private const string Plain = "_-./:=@%+,";

    /// <summary>Quotes a text where a POSIX shell would split or expand it. PowerShell reads single quotes in the same way.</summary>
    /// <param name="text">The text, for example a path.</param>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(letter => char.IsLetterOrDigit(letter) || Plain.Contains(letter))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
