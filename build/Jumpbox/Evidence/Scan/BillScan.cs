namespace Jumpbox.Evidence.Scan;

/// <summary>
/// The scan of one image by its bill: either of a scanner's report, or of advisories that are taken one after the other.
/// </summary>
public sealed class BillScan
{
    private readonly ImageRecord _record;
    private readonly ImageInventory _inventory;
    private readonly VexStatements _vex;
    private readonly AdvisoryMatcher _matcher;

    /// <summary>Prepares the scan.</summary>
    /// <param name="record">The image.</param>
    /// <param name="bill">The bytes of its <c>sbom.spdx.json</c>.</param>
    /// <param name="vex">The OpenVEX documents that apply.</param>
    /// <exception cref="EvidenceException">The bill is broken.</exception>
    public BillScan(ImageRecord record, byte[] bill, IReadOnlyList<VexDocument> vex)
    {
        _record = record;
        _inventory = ImageInventory.Read(bill);
        _vex = new VexStatements(vex, _inventory);
        _matcher = new AdvisoryMatcher(_inventory);
    }

    /// <summary>Reads a scanner's report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="ran">The command that wrote it for this bill just now; null if someone else wrote it.</param>
    /// <param name="now">The time.</param>
    /// <param name="dataOf">Of when the scanner's data is, if it said so beside its report.</param>
    /// <exception cref="EvidenceException">It is of another image, too large, broken, or of an unknown format or version.</exception>
    public VulnerabilityReport OfReport(
        Stream report,
        string path,
        ScannerCommand? ran,
        DateTimeOffset now,
        DateTimeOffset? dataOf = null
    )
    {
        ScannerReport said = ScannerReportReading.Read(report, path);
        return ImageScan.Create(
            _record,
            _inventory,
            said with
            {
                ByName = said.ByName && ran?.IsBySource is not true,
                IsSilent = said.IsSilent && ran?.AsksForVulnerabilities is not true,
                DatabaseAt = said.DatabaseAt ?? (said.IsOfServer ? null : dataOf),
            },
            null,
            ran is not null,
            _vex,
            now
        );
    }

    /// <summary>Takes an advisory.</summary>
    /// <param name="advisory">An OSV record as UTF-8; not kept.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <param name="isOfExport">Whether it is of an export that is complete; a single file shows nothing of the others.</param>
    /// <exception cref="EvidenceException">It is not an OSV record, or of a newer schema.</exception>
    public void Take(ReadOnlyMemory<byte> advisory, string source, bool isOfExport = true) =>
        _matcher.Take(advisory, source, isOfExport);

    /// <summary>Ends the scan with the advisories that were taken.</summary>
    /// <param name="now">The time.</param>
    public VulnerabilityReport OfAdvisories(DateTimeOffset now)
    {
        VulnerabilityReport report = ImageScan.Create(
            _record,
            _inventory,
            _matcher.Report(now),
            _matcher.LookedUp,
            ran: true,
            _vex,
            now
        );
        return report with { Source = report.Source with { Advisories = _matcher.Count } };
    }
}
