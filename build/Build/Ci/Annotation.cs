using System.Globalization;
using System.Text.RegularExpressions;

namespace Build.Ci;

/// <summary>An error as a CI system shows it on the run's page, at a place in a file if there is one.</summary>
/// <param name="Title">The title, in one line.</param>
/// <param name="Text">The text; may have several lines.</param>
/// <param name="File">The file, relative to the repository; null for none.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed partial record Annotation(string Title, string Text, string? File = null, int Line = 0, int Column = 0)
{
    /// <summary>
    /// Makes one annotation of some lines, or one for each line that names a place, as <c>(images/box.json:3:15)</c>, and one of the others.
    /// </summary>
    /// <param name="lines">The title, and the text.</param>
    public static IReadOnlyList<Annotation> Of(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return [];
        }
        Annotation[] placed =
        [
            .. lines
                .Select(line => (Line: line.Trim(), Place: Place().Match(line)))
                .Where(one => one.Place.Success)
                .Select(one => new Annotation(
                    lines[0],
                    one.Line,
                    one.Place.Groups["file"].Value,
                    int.Parse(one.Place.Groups["line"].Value, CultureInfo.InvariantCulture),
                    int.Parse(one.Place.Groups["column"].Value, CultureInfo.InvariantCulture)
                )),
        ];
        if (placed.Length == 0)
        {
            return [new Annotation(lines[0], string.Join('\n', lines.Skip(Math.Min(1, lines.Count - 1))))];
        }
        string[] others = [.. lines.Skip(1).Where(line => !Place().IsMatch(line) && !string.IsNullOrWhiteSpace(line))];
        return others.Length == 0
            ? placed
            : [.. placed, new Annotation(lines[0], string.Join('\n', others.Select(line => line.Trim())))];
    }

    [GeneratedRegex(@"\((?<file>[\w.-]+(?:/[\w.-]+)*\.json):(?<line>\d{1,6}):(?<column>\d{1,6})\)")]
    private static partial Regex Place();
}
