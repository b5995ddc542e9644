using System.Globalization;
using System.Text;

namespace Jumpbox.Customizer;

/// <summary>Hands data to a POSIX shell so that nothing in it is ever read as code.</summary>
internal static class ShellText
{
    /// <summary>One word in single quotes, in which the shell knows no special character but the quote itself.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL, which no shell can hold.</exception>
    public static string Quote(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A text with a NUL character cannot be given to a shell.", nameof(text))
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// An assignment in double quotes, in the form of <c>/etc/os-release</c>: whoever sources the line gets the text. Source:
    /// os-release(5), which characters are escaped.
    /// </summary>
    public static string ReleaseLine(string name, string value)
    {
        string escaped = string.Concat(
            value.Select(c => "\\\"$`".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}")
        );
        return $"{name}=\"{escaped}\"";
    }

    public static string Assign(string name, string value) => $"{name}={Quote(value)}";

    public static string Assign(string name, long value) => Assign(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A function that calls its first argument once for each row, with the row's cells as arguments.</summary>
    public static string Table(string name, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringBuilder function = new($"{name}() {{\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            _ = function.Append($"  \"$1\" {string.Join(' ', row.Select(Quote))}\n");
        }
        return function.Append("  :\n}").ToString();
    }
}
