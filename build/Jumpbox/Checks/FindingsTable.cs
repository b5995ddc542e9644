namespace Jumpbox.Checks;

/// <summary>The findings as a table: grouped by area, the worst area and the worst finding first, with their cures.</summary>
public static class FindingsTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="results">The results of the checks.</param>
    /// <returns>Lines of text, none longer than its finding.</returns>
    public static IReadOnlyList<string> Write(IReadOnlyList<CheckResult> results)
    {
        int width = results.Select(result => result.Id.Length).DefaultIfEmpty(0).Max();
        IOrderedEnumerable<IGrouping<CheckArea, CheckResult>> areas = results
            .GroupBy(result => result.Area)
            .OrderByDescending(area => area.Max(result => result.Status))
            .ThenBy(area => area.Key);
        Dictionary<string, string> told = [];
        return [.. areas.SelectMany(area => Area(area.Key, [.. area], width, told))];
    }

    /// <summary>The table's last line: the number of checks with each result.</summary>
    /// <param name="results">The results of the checks.</param>
    public static string Summary(IReadOnlyList<CheckResult> results) =>
        string.Join(
            ", ",
            Enum.GetValues<CheckStatus>()
                .OrderDescending()
                .Select(status => (Status: status, Count: results.Count(result => result.Status == status)))
                .Where(pair => pair.Count > 0)
                .Select(pair => $"{pair.Count} {Word(pair.Status)}")
        );

    private static IEnumerable<string> Area(
        CheckArea area,
        CheckResult[] results,
        int width,
        Dictionary<string, string> told
    )
    {
        yield return $"{area}";
        foreach (CheckResult result in results.OrderByDescending(result => result.Status))
        {
            foreach (Finding finding in Shown(result))
            {
                yield return $"  {Word(finding.Status), -7}  {result.Id.PadRight(width)}  {Message(result, finding, told)}";
                foreach (string line in Cure(finding.Cure))
                {
                    yield return $"           {new string(' ', width)}  {line}";
                }
            }
            if (result.Status is CheckStatus.Warn or CheckStatus.Fail)
            {
                yield return $"           {new string(' ', width)}  see {result.Link}";
            }
        }
    }

    // One unreadable fact affects many checks, and its reason is long: it is printed once.
    private static string Message(CheckResult result, Finding finding, Dictionary<string, string> told) =>
        finding.Status != CheckStatus.Unknown || told.TryAdd(finding.Message, result.Id)
            ? finding.Message
            : $"Same as {told[finding.Message]}.";

    // A passed check takes one line; otherwise each finding is listed.
    private static IEnumerable<Finding> Shown(CheckResult result) =>
        result.Status <= CheckStatus.Skipped
            ? [One(result)]
            : result
                .Findings.Where(finding => finding.Status > CheckStatus.Skipped)
                .DistinctBy(finding => (finding.Status, finding.Message))
                .OrderByDescending(finding => finding.Status);

    private static Finding One(CheckResult result) =>
        result.Findings.Count == 1 ? result.Findings[0] : result.Findings[0] with { Message = $"{result.Title}." };

    private static IEnumerable<string> Cure(Cure? cure)
    {
        if (cure is null)
        {
            return [];
        }
        string kind = cure.Kind switch
        {
            CureKind.Command => "$ ",
            CureKind.Setting => "set ",
            CureKind.Bicep => "add ",
            _ => "do: ",
        };
        return cure.Text.Split('\n').Select((line, index) => index == 0 ? kind + line : line);
    }

    private static string Word(CheckStatus status) =>
        status switch
        {
            CheckStatus.Pass => "ok",
            CheckStatus.Skipped => "skipped",
            CheckStatus.Unknown => "unknown",
            CheckStatus.Warn => "warning",
            _ => "FAIL",
        };
}

/// <summary>The result of a check.</summary>
/// <param name="Id">The check's id.</param>
/// <param name="Title">The requirement.</param>
/// <param name="Area">The area.</param>
/// <param name="Findings">The findings, at least one.</param>
public sealed record CheckResult(string Id, string Title, CheckArea Area, IReadOnlyList<Finding> Findings)
{
    /// <summary>The worst of the findings.</summary>
    public CheckStatus Status => Findings.Max(finding => finding.Status);

    /// <summary>The page that explains the check, relative to the repository.</summary>
    public string Link => $"docs/failures/{Id}.md";
}
