using System.Globalization;
using System.Text;

namespace Jumpbox.Customizer;

/// <summary>Quotes data for a POSIX shell so that none of it is ever run as code.</summary>
internal static class ShellText
{
    /// <summary>Quotes a word with single quotes, in which only the quote itself is special.</summary>
    /// <exception cref="ArgumentException">The text contains a NUL, which no shell supports.</exception>
    public static string Quote(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("A text with a NUL character cannot be passed to a shell.", nameof(text))
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// Writes an assignment in double quotes, in the form of <c>/etc/os-release</c>: sourcing the line gives the text.
    /// Source: os-release(5), which characters are escaped.
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

    /// <summary>Writes a function that calls its first argument for each row, with the row's cells as arguments.</summary>
    public static string Table(string name, IEnumerable<IReadOnlyList<string>> rows)
    {
        StringBuilder function = new($"{name}() {{\n");
        foreach (IReadOnlyList<string> row in rows)
        {
            _ = function.Append($"  \"$1\" {string.Join(' ', row.Select(Quote))}\n");
        }
        return function.Append("  :\n}").ToString();
    }

    /// <summary>
    /// Writes a function that runs a program in another language with the function's arguments. The program is standard
    /// input of its interpreter.
    /// </summary>
    public static string Program(string name, string interpreter, IEnumerable<string> parts) =>
        Fed(name, $"{interpreter} - \"$@\"", parts);

    /// <summary>Writes a function that prints a program, to be kept.</summary>
    public static string Printed(string name, IEnumerable<string> parts) => Fed(name, "cat", parts);

    private static string Fed(string name, string command, IEnumerable<string> parts) =>
        $"{name}() {{\n  {command} <<'END_OF_PROGRAM'\n{Joined(parts)}END_OF_PROGRAM\n}}";

    /// <summary>A program as its function prints or feeds it.</summary>
    public static string Joined(IEnumerable<string> parts) =>
        string.Concat(parts.Select(part => $"{part.TrimEnd('\n')}\n"));
}
