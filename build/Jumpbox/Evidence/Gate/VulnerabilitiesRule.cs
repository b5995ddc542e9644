using System.Globalization;
using System.Security.Cryptography;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>No more known vulnerabilities than the settings allow, by a scan of exactly this bill.</summary>
internal sealed class VulnerabilitiesRule()
    : GateRule(
        "vulnerabilities",
        "A recent scan of this image's bill found no more vulnerabilities than gate.vulnerabilities allows.",
        GateSource.File
    )
{
    private const string Cure = "run the target Scan";

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        bool decides = settings.VulnerabilityLimits.Any(limit => limit.Most is not null);
        if (!decides && !evidence.Files.ContainsKey(EvidenceFiles.Vulnerabilities))
        {
            return Pass("gate.vulnerabilities sets no limit, and there is no scan: vulnerabilities do not decide");
        }
        VulnerabilityReport report;
        try
        {
            report = VulnerabilityReport.Parse(evidence.Text(EvidenceFiles.Vulnerabilities));
        }
        catch (EvidenceException unreadable)
        {
            return Unknown(unreadable.Message);
        }
        if (Foreign(report, evidence, image) is { } other)
        {
            return Fail(other);
        }
        string told = Told(report);
        VulnerabilityJudgement judgement = VulnerabilityJudgement.Of(report, settings, now);
        string notes = string.Concat(judgement.Notes.Select(note => $"; {note}"));
        return report.ScannedAt > now.AddMinutes(5)
                ? Fail($"{told}: that is in the future. Compare the clocks, and {Cure}")
            : !decides ? Pass($"{told}; gate.vulnerabilities sets no limit{notes}")
            : judgement.Over.Count > 0
                ? Fail(
                    $"{told}; {string.Join("; ", judgement.Over)}. Run Update and build again for what has a fix, or add a dated "
                        + $"exception to gate.vulnerabilityExceptions{notes}"
                )
            : (Doubt(report, settings, now) ?? Unlisted(evidence, settings)) is { } doubt ? Unknown($"{told}; {doubt}")
            : judgement.Open.Count > 0
                ? Unknown(
                    $"{told}; {string.Join("; ", judgement.Open)}. Scan with a source that states it, or set a limit for unknown{notes}"
                )
            : Pass(told + notes);
    }

    private static string? Foreign(VulnerabilityReport report, GateEvidence evidence, ImageRecord image)
    {
        Differences differences = new(EvidenceFiles.Vulnerabilities);
        differences.Same("its image", report.ImageId, image.ImageId);
        differences.Same("its content", report.ContentHash, image.ContentHash);
        differences.Same("its build", report.Run, image.Run);
        differences.Same(
            "the SHA-256 of the bill that it scanned",
            report.BillSha256,
            evidence.Files.TryGetValue(EvidenceFiles.Bill, out byte[]? bill)
                ? Convert.ToHexStringLower(SHA256.HashData(bill))
                : ""
        );
        return differences.Any ? $"{differences}: {Cure}" : null;
    }

    // What the scan cannot have seen.
    private static string? Doubt(VulnerabilityReport report, GateSettings settings, DateTimeOffset now) =>
        report.Source.Link == ScanLink.None
            ? "the report names no component, so nothing shows that it is of this image: let Scan run the scanner, or let it list "
                + "all packages (trivy --list-all-pkgs)"
        : report.Source.Undated
            ? "the report does not say when it was written, so what was published since then is unknown: let Scan run the scanner, or use "
                + "a format that says it (Grype's or Trivy's JSON)"
        : report.Source.DatabaseAt > now.AddMinutes(5)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"its data is of {report.Source.DatabaseAt:u}, which is in the future, so its age is unknown: renew the data, compare the clocks, and {Cure}"
            )
        : now - report.ScannedAt > TimeSpan.FromDays(settings.MaximumScanAgeDays)
            ? $"what was published since then is unknown, and gate.maximumScanAgeDays is {settings.MaximumScanAgeDays}: {Cure}"
        : settings.MaximumAdvisoryAgeDays > 0
        && report.Source.DatabaseAt is { } built
        && now - built > TimeSpan.FromDays(settings.MaximumAdvisoryAgeDays)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"its data is {(now - built).TotalDays:F0} days old, and gate.maximumAdvisoryAgeDays is {settings.MaximumAdvisoryAgeDays}: renew the data, and {Cure}"
            )
        : report.Source.DatabaseAt is null && settings.MaximumAdvisoryAgeDays > 0
            ? report.Source.Kind == ScannerKind.Advisories
                    ? $"the advisories state no day, so their age is unknown: download them again, and {Cure}"
                : $"nothing states the age of its data, and gate.maximumAdvisoryAgeDays is {settings.MaximumAdvisoryAgeDays}: let Scan run the "
                    + "scanner, use Grype's JSON, or set it to 0 to accept data of any age"
        : report.NotLookedUp.Count > 0 && !settings.AcceptUnscanned
            ? $"not looked up: {ScanSummary.Kinds(report.NotLookedUp)}. Use a scanner or advisories that know them, or set gate.unscanned to accept"
        : null;

    // What the bill does not list, no scanner has looked up.
    private static string? Unlisted(GateEvidence evidence, GateSettings settings)
    {
        try
        {
            LogSummary log = new(
                CustomizationLog.Parse(evidence.Text(EvidenceFiles.CustomizationLog)),
                CustomizationLog.Parse(evidence.Text(EvidenceFiles.ValidationLog))
            );
            return
                InventoryGaps.In(log.Listed, evidence.Image.Tools.Select(tool => tool.Name)) is { } gap
                && !settings.AcceptUnscanned
                ? $"not in the bill, and so not looked up: {gap}. Build again, or set gate.unscanned to accept"
                : null;
        }
        catch (EvidenceException missing)
        {
            return $"what the bill should list is unknown: {missing.Message}";
        }
    }

    private static string Told(VulnerabilityReport report) =>
        $"scanned {report.ScannedAt:u} by {report.Source.Name} {report.Source.Version}".TrimEnd()
        + (report.Source.DatabaseAt is { } built ? $", data of {built:yyyy-MM-dd}" : ", age of its data unknown")
        + $": {report.Counts}"
        + (report.NotLookedUp.Count > 0 ? $"; not looked up: {ScanSummary.Kinds(report.NotLookedUp)}" : "")
        + (report.NotIndexed.Count > 0 ? $"; in no database: {ScanSummary.Kinds(report.NotIndexed)}" : "")
        + (report.Source.Ignored > 0 ? $"; {report.Source.Ignored} that the scanner's own rules ignore count" : "");
}
