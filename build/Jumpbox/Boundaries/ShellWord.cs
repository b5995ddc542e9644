using System.Text.RegularExpressions;

namespace Jumpbox.Boundaries;

/// <summary>A text as one word of a command that is printed for the user to run.</summary>
public static partial class ShellWord
{
    private const string Plain = "_-./:=@%+,";

    /// <summary>Quotes a text where a POSIX shell would split or expand it. PowerShell reads single quotes in the same way.</summary>
    /// <param name="text">The text, for example a path.</param>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(letter => char.IsLetterOrDigit(letter) || Plain.Contains(letter))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// Quotes the ids of resources in a command that a shell would not read as one word: names of resource groups may have parentheses.
    /// </summary>
    /// <param name="command">The command.</param>
    public static string QuoteIds(string command) => OddId().Replace(command, "'$0'");

    // What is quoted already has a quote before it.
    [GeneratedRegex(@"(?<![^\s=])/subscriptions/[^\s'""]*[()][^\s'""]*")]
    private static partial Regex OddId();
}
