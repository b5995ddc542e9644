using System.Text.RegularExpressions;

namespace Jumpbox.Explaining;

/// <summary>
/// Explains a failure by the catalogue: reads the message and the log together and returns the deepest causes. Never throws,
/// whatever the text; the time is linear in the text, which is bounded.
/// </summary>
public static class FailureExplainer
{
    private const int ShownLines = 5;

    /// <summary>Explains a failure.</summary>
    /// <param name="message">The message of Azure, a publisher or a tool; null or empty for none.</param>
    /// <param name="log">The lines of the log before the failure, oldest first; null for none.</param>
    /// <param name="phase">The call that failed, if known.</param>
    /// <param name="values">Values for the cures that the text does not contain, for example how to sign in; null for none.</param>
    public static FailureExplanation Explain(
        string? message,
        IEnumerable<string>? log = null,
        FailurePhase? phase = null,
        ExplanationValues? values = null
    )
    {
        FailureText said = FailureText.Read(message ?? "");
        FailureText logged = FailureText.Read(log is null ? "" : string.Join('\n', log));
        string whole = $"{said.Whole}\n{logged.Whole}";
        Found[] found =
        [
            .. FailureCatalogue
                .All.Where(row => row.During is null || row.During == phase)
                .Select(row => Find(row, said, logged, whole))
                .OfType<Found>()
                .DistinctBy(one => one.Row.Family ?? one.Row.Id),
        ];
        HashSet<string> hidden = [.. found.SelectMany(one => one.Row.Hides)];
        Explanation[] told =
        [
            .. found
                .Where(one => !hidden.Contains(one.Row.Id))
                .OrderBy(one => one.Place.Line)
                .ThenBy(one => one.Place.Column)
                .Select(one => Tell(one, values ?? ExplanationValues.None)),
        ];
        FailureRank deepest = told.Select(one => one.Row.Rank).DefaultIfEmpty().Max();
        return new FailureExplanation(
            [.. told.Where(one => one.Row.Rank == deepest)],
            [.. told.Where(one => one.Row.Rank != deepest)],
            [
                .. said
                    .Telling.Concat(logged.Telling)
                    .Where(line => !string.IsNullOrWhiteSpace(line))
                    .TakeLast(ShownLines),
            ]
        );
    }

    private static Found? Find(KnownFailure row, FailureText said, FailureText logged, string whole)
    {
        if (!row.With.All(pattern => pattern.IsIn(whole)) || row.Unless.Any(pattern => pattern.IsIn(whole)))
        {
            return null;
        }
        foreach (TextPattern pattern in row.Match)
        {
            if (row.Distinct is { } group && pattern.Values(whole, group) < 2)
            {
                continue;
            }
            if (pattern.In(logged.Spoken) is { } inLog)
            {
                // In a log the last cause ended the build; a message names the first one first.
                (int line, int column) = PlaceOf(logged.Spoken, inLog.Index);
                return new Found(row, inLog, logged.Lines[line], (-1 - line, column));
            }
            if (pattern.In(said.Spoken) is { } inMessage)
            {
                (int line, int column) = PlaceOf(said.Spoken, inMessage.Index);
                return new Found(row, inMessage, said.Lines[line], (line, column));
            }
        }
        return null;
    }

    private static (int Line, int Column) PlaceOf(string text, int index)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, index);
        return (before.Count('\n'), index - before.LastIndexOf('\n') - 1);
    }

    private static Explanation Tell(Found found, ExplanationValues values)
    {
        string cure =
            values.Way is { } way && found.Row.Cures.TryGetValue(way, out string? other) ? other : found.Row.Cure;
        return new Explanation(
            found.Row,
            values.Fill(found.Row.Cause, found.Match),
            values.Fill(cure, found.Match),
            found.Line.Trim()
        );
    }

    private sealed record Found(KnownFailure Row, Match Match, string Line, (int Line, int Column) Place);
}
