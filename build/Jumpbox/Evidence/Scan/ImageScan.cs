using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Scan;

/// <summary>Turns what a scanner or the advisories say into the report of one image. Pure.</summary>
internal static class ImageScan
{
    /// <summary>Creates the report.</summary>
    /// <param name="record">The image.</param>
    /// <param name="inventory">Its bill.</param>
    /// <param name="scan">What the scanner says.</param>
    /// <param name="lookedUp">Whether a component was looked up; null for what the report shows.</param>
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
        ForeignReport.Refuse(record, inventory, scan, now);
        List<Finding> found = [];
        List<string> strange = [];
        foreach (ReportedMatch match in scan.Matches)
        {
            IReadOnlyList<BilledComponent> components = inventory.Find(match.Purl, match.Name, match.Version);
            found.AddRange(components.Select(component => Finding(component, match)));
            if (components.Count == 0)
            {
                strange.Add(match.Purl.Length > 0 ? match.Purl : $"{match.Name} {match.Version}");
            }
        }
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string purl in scan.Listed)
        {
            IReadOnlyList<BilledComponent> components = inventory.Find(purl, "", "");
            seen.UnionWith(components.Select(component => component.Purl));
            if (components.Count == 0)
            {
                strange.Add(purl);
            }
        }
        if (strange.Count > 0)
        {
            throw ForeignReport.Of(inventory, scan, strange);
        }
        HashSet<string> kinds =
        [
            .. found.Select(finding => finding.Purl).Distinct().Select(one => PurlParts.Parse(one)!.Type),
        ];
        // A scanner that recognised no release has looked up no package of it, and none looks up what has no version. One whose database does
        // not know the release finds nothing and says nothing; every Ubuntu has vulnerabilities without a fix.
        bool hasUbuntu = found.Any(finding => PurlParts.Parse(finding.Purl) is { Type: "deb", Namespace: "ubuntu" });
        Func<BilledComponent, bool> covered =
            lookedUp
            ?? (
                one =>
                    !scan.IsSilent
                    && scan.Scope switch
                    {
                        ScanScope.List => seen.Contains(one.Purl),
                        ScanScope.Findings => kinds.Contains(one.Url.Type),
                        _ => true,
                    }
                    && one.Url.Version.Length > 0
                    && !one.IsOfUnknownOrigin
                    && !(one.IsUbuntu && (inventory.Release is null || scan.LacksAdvisories || !hasUbuntu))
                    && !(scan.ByName && one.IsUbuntu && one.SourceName != one.Url.Name)
            );
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
                    : seen.Count > 0 ? ScanLink.List
                    : found.Count > 0 ? ScanLink.Findings
                    : ScanLink.None,
                scan.Ignored
            )
            {
                DatabaseAt = scan.DatabaseAt,
                Undated = !ran && scan.WrittenAt is null,
            },
            Components = Kinds(inventory.Components),
            NotLookedUp = Kinds(inventory.Components.Where(one => one.IsIndexed && !covered(one))),
            NotIndexed = Kinds(inventory.Components.Where(one => !one.IsIndexed)),
            Findings =
            [
                .. Merge(found)
                    .Select(finding => finding with { Vex = vex.About(finding, record, now) })
                    .OrderByDescending(finding => finding.Severity)
                    .ThenBy(finding => finding.Id, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Purl, StringComparer.Ordinal),
            ],
        };
    }

    private static Finding Finding(BilledComponent component, ReportedMatch match)
    {
        string[] ids =
        [
            .. match.Aliases.Prepend(match.Id).Select(PlainText.Line).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        string[] cves = [.. ids.Where(OneName.IsCve)];
        string name = OneName.IsCve(ids[0]) || cves.Length != 1 ? ids[0] : cves[0];
        return component.Find(name, match.Severity, match.Fix) with
        {
            Aliases = [.. ids.Where(id => id != name)],
            FixedIn = [.. match.FixedIn.Select(PlainText.Line)],
            Published = match.Published,
            FixPublished = match.FixPublished,
        };
    }

    // Several records, or several matches, may be about one vulnerability of one component.
    private static IEnumerable<Finding> Merge(List<Finding> found)
    {
        OneName names = new(found);
        return found
            .GroupBy(finding => (Id: names.Of(finding), finding.Purl))
            .Select(group =>
                group.MaxBy(finding => finding.Fix)! with
                {
                    Id = group.Key.Id,
                    Severity = group.Max(finding => finding.Severity),
                    Aliases =
                    [
                        .. group
                            .SelectMany(finding => finding.Aliases.Prepend(finding.Id))
                            .Where(id => id != group.Key.Id)
                            .Distinct()
                            .Order(StringComparer.Ordinal),
                    ],
                    FixedIn = [.. group.SelectMany(finding => finding.FixedIn).Distinct()],
                    Published = group.Min(finding => finding.Published),
                    FixPublished = group.Min(finding => finding.FixPublished),
                }
            );
    }

    private static SortedDictionary<string, int> Kinds(IEnumerable<BilledComponent> components) =>
        new(
            components.GroupBy(one => one.Kind).ToDictionary(group => group.Key, group => group.Count()),
            StringComparer.Ordinal
        );
}
