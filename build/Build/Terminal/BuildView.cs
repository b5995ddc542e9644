using System.Globalization;
using Jumpbox.Boundaries;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Report;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Build.Terminal;

/// <summary>The live view of an image build: phase and time, the running step, the last line of the log.</summary>
internal static class BuildView
{
    private const int BarWidth = 30;

    /// <summary>Draws the current state.</summary>
    /// <param name="narration">The state of the build.</param>
    /// <param name="elapsed">The time since the start of the build.</param>
    /// <param name="expected">The expected duration.</param>
    /// <param name="width">The terminal's width in characters; no row is longer.</param>
    public static IRenderable Draw(BuildNarration narration, TimeSpan elapsed, BuildExpectation expected, int width)
    {
        string time = $"{Clock(elapsed)}, {expected.Words(elapsed)}";
        List<IRenderable> rows =
        [
            Row($"{Or(narration.Phase, "Starting")}  {time}", new Style(decoration: Decoration.Bold), width),
        ];
        if (narration.Place is { } place)
        {
            rows.Add(Row($"{Bar(place)}{place}", Style.Plain, width));
        }
        if (narration.LastLine.Length > 0)
        {
            rows.Add(Row(narration.LastLine, new Style(decoration: Decoration.Dim), width));
        }
        return new Rows(rows);
    }

    // A wrapped line would make the view jump.
    private static Text Row(string text, Style style, int width)
    {
        string plain = Redaction.Scrub(PlainText.Line(text));
        return new(plain.Length < width ? plain : PlainText.Line(plain[..(width - 2)]) + "…", style);
    }

    private static string Bar(StepPlace place)
    {
        if (place.Kind == StepKind.Azures)
        {
            return "";
        }
        int done = (place.Number - 1) * BarWidth / place.Count;
        return $"{new string('━', done)}{new string('╌', BarWidth - done)} ";
    }

    private static string Or(string text, string other) => text.Length > 0 ? text : other;

    /// <summary>A duration as minutes and seconds, with hours only where there are some.</summary>
    /// <param name="time">The duration.</param>
    internal static string Clock(TimeSpan time) =>
        time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
