using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Scan;

/// <summary>Turns what a scanner or the advisories say into the report of one image. Pure.</summary>
internal static class ImageScan
{
    private const int Shown = 5;
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>Creates the report.</summary>
    /// <param name="record">The image.</param>
    /// <param name="inventory">Its bill.</param>
    /// <param name="scan">What the scanner says.</param>
    /// <param name="lookedUp">Whether a component was looked up; null if the scanner does that by itself.</param>
    /// <param name="ran">Whether this program scanned the bill or ran the scanner.</param>
    /// <param name="vex">The statements of the settings.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="EvidenceException">The report is of another image, or recognised no operating system.</exception>
    public static VulnerabilityReport Create(
        ImageRecord record,
        ImageInventory inventory,
        ScannerReport scan,
        Func<BilledComponent, bool>? lookedUp,
        bool ran,
        VexStatements vex,
        DateTimeOffset now
    )
    {
        Refuse(record, inventory, scan, now);
        List<Finding> found = [];
        List<string> strange = [];
        foreach (ReportedMatch match in scan.Matches)
        {
            if (inventory.Find(match.Purl, match.Name, match.Version) is { } component)
            {
                found.Add(Finding(component, match));
            }
            else
            {
                strange.Add(match.Purl.Length > 0 ? match.Purl : $"{match.Name} {match.Version}");
            }
        }
        strange.AddRange(scan.Listed.Where(purl => inventory.Find(purl, "", "") is null));
        if (strange.Count > 0)
        {
            throw Other(inventory, scan, strange);
        }
        HashSet<string> listed = [.. scan.Listed.Select(purl => inventory.Find(purl, "", "")!.Purl)];
        Func<BilledComponent, bool> covered =
            lookedUp ?? (component => listed.Count == 0 || listed.Contains(component.Purl));
        return new VulnerabilityReport
        {
            SchemaVersion = VulnerabilityReport.CurrentSchemaVersion,
            ImageId = record.ImageId,
            ContentHash = record.ContentHash,
            Run = record.Run,
            BillSha256 = inventory.Sha256,
            ScannedAt = scan.WrittenAt ?? now,
            Source = new ScanSource(
                scan.Kind,
                PlainText.Line(scan.Name),
                PlainText.Line(scan.Version),
                ran ? ScanLink.Run
                    : listed.Count > 0 ? ScanLink.List
                    : found.Count > 0 ? ScanLink.Findings
                    : ScanLink.None,
                scan.Ignored
            )
            {
                DatabaseAt = scan.DatabaseAt,
            },
            Components = Kinds(inventory.Components),
            NotLookedUp = Kinds(inventory.Components.Where(one => one.IsIndexed && !covered(one))),
            NotIndexed = Kinds(inventory.Components.Where(one => !one.IsIndexed)),
            Findings =
            [
                .. Merge(found)
                    .Select(finding => finding with { Vex = vex.About(finding, record) })
                    .OrderByDescending(finding => finding.Severity)
                    .ThenBy(finding => finding.Id, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Purl, StringComparer.Ordinal),
            ],
        };
    }

    private static void Refuse(ImageRecord record, ImageInventory inventory, ScannerReport scan, DateTimeOffset now)
    {
        if (scan.WrittenAt < record.Finished - Slack)
        {
            throw new EvidenceException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The report of {scan.Name} was written at {scan.WrittenAt:u}, before this image was built at {record.Finished:u}, so it is "
                        + $"of another image. Scan {EvidenceFiles.Bill} of this image."
                )
            );
        }
        if (scan.WrittenAt > now + Slack)
        {
            throw new EvidenceException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The report of {scan.Name} was written at {scan.WrittenAt:u}, which is in the future. Compare the clocks, and scan again."
                )
            );
        }
        if (scan.OperatingSystem is { } system && inventory.Release is { } release)
        {
            string expected = $"ubuntu {release}";
            if (system.Length == 0)
            {
                throw new EvidenceException(
                    $"{scan.Name} recognised no operating system in what it scanned, so it looked up no package of Ubuntu; no finding "
                        + $"would mean nothing. Scan {EvidenceFiles.Bill} as it is."
                );
            }
            if (!system.Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                throw new EvidenceException(
                    $"The report of {scan.Name} is of {PlainText.Line(system)}, but this image is {expected}. Scan {EvidenceFiles.Bill} of "
                        + "this image."
                );
            }
        }
    }

    private static EvidenceException Other(ImageInventory inventory, ScannerReport scan, List<string> strange)
    {
        string[] names = [.. strange.Distinct().Select(PlainText.Line)];
        return new EvidenceException(
            $"The report of {scan.Name} is of another image: {names.Length} of its components are not among the "
                + $"{inventory.Components.Count} of this image, such as {string.Join(", ", names.Take(Shown))}. Scan {EvidenceFiles.Bill} "
                + "of this image."
        );
    }

    private static Finding Finding(BilledComponent component, ReportedMatch match)
    {
        string[] ids = [.. match.Aliases.Prepend(match.Id).Select(PlainText.Line).Distinct()];
        string[] cves = [.. ids.Where(id => id.StartsWith("CVE-", StringComparison.Ordinal))];
        string name = ids[0].StartsWith("CVE-", StringComparison.Ordinal) || cves.Length != 1 ? ids[0] : cves[0];
        return component.Find(name, match.Severity, match.Fix) with
        {
            Aliases = [.. ids.Where(id => id != name)],
            FixedIn = [.. match.FixedIn.Select(PlainText.Line)],
            Published = match.Published,
            FixPublished = match.FixPublished,
        };
    }

    // Several records, or several matches, may be about one vulnerability of one component.
    private static IEnumerable<Finding> Merge(IEnumerable<Finding> found) =>
        found
            .GroupBy(finding => (finding.Id, finding.Purl))
            .Select(group =>
                group.MaxBy(finding => finding.Fix)! with
                {
                    Severity = group.Max(finding => finding.Severity),
                    Aliases =
                    [
                        .. group.SelectMany(finding => finding.Aliases).Distinct().Order(StringComparer.Ordinal),
                    ],
                    FixedIn = [.. group.SelectMany(finding => finding.FixedIn).Distinct()],
                    Published = group.Min(finding => finding.Published),
                    FixPublished = group.Min(finding => finding.FixPublished),
                }
            );

    private static SortedDictionary<string, int> Kinds(IEnumerable<BilledComponent> components) =>
        new(
            components.GroupBy(one => one.Kind).ToDictionary(group => group.Key, group => group.Count()),
            StringComparer.Ordinal
        );
}
