using Jumpbox.Settings;

namespace Jumpbox.Evidence.Scan;

/// <summary>A scan in a few lines: how many vulnerabilities, and what would bring their fixes.</summary>
public static class ScanSummary
{
    /// <summary>The lines.</summary>
    /// <param name="report">The scan.</param>
    public static IEnumerable<string> Lines(VulnerabilityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ScanSource source = report.Source;
        string data = source.DatabaseAt is { } built ? $"data of {built:yyyy-MM-dd}" : "age of its data unknown";
        yield return $"{EvidenceFiles.Vulnerabilities}: {report.Counts}, in {report.Components.Values.Sum()} components, by "
            + $"{source.Name} {source.Version}".TrimEnd()
            + (source.Advisories is { } count ? $" with {count} {(count == 1 ? "advisory" : "advisories")}" : "")
            + $" ({data}).";
        foreach (
            IGrouping<Remedy, Finding> group in Counted(report)
                .GroupBy(finding => finding.Remedy)
                .OrderBy(one => one.Key)
        )
        {
            yield return $"  {Words(group.Key)}: {group.Count()}";
        }
        if (report.NotLookedUp.Count > 0)
        {
            yield return $"  not looked up: {Kinds(report.NotLookedUp)}";
        }
        foreach (Finding finding in report.Findings.Where(finding => finding.Vex?.Contradiction is not null))
        {
            yield return $"  {finding.Id}: the VEX statements contradict each other, so it counts: {finding.Vex!.Contradiction}";
        }
    }

    /// <summary>A remedy in words.</summary>
    /// <param name="remedy">The remedy.</param>
    public static string Words(Remedy remedy) =>
        remedy switch
        {
            Remedy.Snapshot => "fixed by a newer snapshot (Update, then Build)",
            Remedy.Update => "fixed by a newer release of the tool (Update, then Build), once it contains the fix",
            Remedy.None => "no fix is published",
            _ => "unknown whether there is a fix",
        };

    /// <summary>The findings that no statement dismisses.</summary>
    /// <param name="report">The scan.</param>
    public static IEnumerable<Finding> Counted(VulnerabilityReport report) =>
        report.Findings.Where(finding => !finding.IsDismissed);

    /// <summary>Numbers by kind, in words.</summary>
    internal static string Kinds(IReadOnlyDictionary<string, int> kinds) =>
        string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"));

    /// <summary>A severity in words.</summary>
    internal static string Words(Severity severity) => severity.ToString().ToLowerInvariant();
}
