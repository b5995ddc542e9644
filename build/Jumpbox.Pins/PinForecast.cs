using Jumpbox.Evidence.Scan;

namespace Jumpbox.Pins;

/// <summary>What new pins will change in an image, as far as it can be known before a build. Pure.</summary>
internal static class PinForecast
{
    private const int Shown = 10;

    /// <summary>The lines; none if nothing changed.</summary>
    /// <param name="changes">The changed pins.</param>
    /// <param name="resolutions">What was resolved, with the catalogue's entries.</param>
    /// <param name="scan">The last scan; null if there is none.</param>
    public static IEnumerable<string> Lines(
        IReadOnlyList<ToolChange> changes,
        IReadOnlyList<ToolResolution> resolutions,
        VulnerabilityReport? scan
    )
    {
        if (changes.Count == 0)
        {
            yield break;
        }
        string[] licences =
        [
            .. resolutions
                .Where(one => changes.Any(change => change.Name == one.Tool.Name && change.After is not null))
                .Select(one => $"{one.Tool.Name} {one.Tool.Licence}"),
        ];
        yield return $"Licences of the changed tools: {(licences.Length == 0 ? "none" : string.Join(", ", licences))}.";
        if (scan is null)
        {
            yield return "Vulnerabilities that this may fix: unknown, because no scan is in the artifacts folder.";
        }
        else
        {
            string[] fixes =
            [
                .. ScanSummary
                    .Counted(scan)
                    .Where(finding => MayFix(finding, changes))
                    .Select(finding => $"{finding.Id} in {finding.Tool ?? finding.Package}")
                    .Distinct(),
            ];
            yield return $"Vulnerabilities of the scan of {scan.ScannedAt:yyyy-MM-dd} that this may fix: "
                + (fixes.Length == 0 ? "none" : string.Join(", ", fixes.Take(Shown)))
                + (fixes.Length > Shown ? $" and {fixes.Length - Shown} more" : "")
                + ".";
        }
        yield return "Only a build shows packages, settings, hardening, size and new vulnerabilities; Release writes them to release-notes.md.";
    }

    private static bool MayFix(Finding finding, IReadOnlyList<ToolChange> changes) =>
        finding.Remedy switch
        {
            Remedy.Snapshot => changes.Any(change => change.Name == LockChanges.Snapshot),
            Remedy.Update => finding.Tool?.Split(", ").All(tool => changes.Any(change => change.Name == tool)) is true,
            _ => false,
        };
}
