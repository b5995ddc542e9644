namespace Torture.Tests;

/// <summary>The table of a torture.</summary>
internal static class TortureTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<CaseOutcome> outcomes)
    {
        yield return $"{"", -18}{"cases", 7}{"hit", 7}{"resumed", 9}{"cleaned", 9}{"lost", 6}";
        foreach (
            IGrouping<Hardship, CaseOutcome> group in outcomes
                .GroupBy(outcome => outcome.Case.Hardship)
                .OrderBy(g => g.Key)
        )
        {
            yield return Line(group.Key.ToString(), [.. group]);
        }
        yield return Line("all", outcomes);
    }

    private static string Line(string name, IReadOnlyCollection<CaseOutcome> outcomes) =>
        $"{name, -18}{outcomes.Count, 7}{outcomes.Count(o => o.Hit), 7}{outcomes.Count(o => o.Runs > 1), 9}"
        + $"{outcomes.Count(o => o.Problems.Count == 0), 9}{outcomes.Count(o => o.Problems.Count > 0), 6}";
}
