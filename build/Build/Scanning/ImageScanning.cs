using Build.Arguments;
using Build.Evidence;
using Build.Run;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Files;

namespace Build.Scanning;

/// <summary>Scans the image of the artifacts folder, and writes the result and the evidence that lists it.</summary>
internal static class ImageScanning
{
    /// <summary>Scans with the report of <c>--report</c>, or else as the settings say.</summary>
    /// <param name="context">The run.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="EvidenceException">There is nothing to scan, nothing to scan with, or the result is not usable.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(BuildContext context)
    {
        ImageRecord record = ImageRecord.Read(context.Workspace.ImageRecord);
        string bill = context.Workspace.File(EvidenceFiles.Bill);
        if (!File.Exists(bill))
        {
            throw new EvidenceException($"'{bill}' does not exist, so nothing can be scanned. Run the target Logs.");
        }
        BillScan scan = new(record, await File.ReadAllBytesAsync(bill, context.Interrupted), Vex(context));
        VulnerabilityReport report = await ScanAsync(context, scan, bill);
        report.WriteTo(context.Workspace.File(EvidenceFiles.Vulnerabilities));
        string vex = context.Workspace.File(VexWriting.FileName);
        AtomicFile.Write(
            vex,
            VexWriting.Write(
                record,
                report,
                context.Settings.Gate,
                File.Exists(vex) ? await File.ReadAllTextAsync(vex) : null
            )
        );
        return
        [
            .. ScanSummary.Lines(report),
            $"{VexWriting.FileName}: a statement for each finding.",
            .. await EvidenceWriting.ListAsync(context, record),
            ReportWriting.Write(context),
        ];
    }

    private static async Task<VulnerabilityReport> ScanAsync(BuildContext context, BillScan scan, string bill)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        if (context.Given.Text(CommandLine.Report) is { } given)
        {
            return OfReport(context, scan, given, ran: null, dataOf: null);
        }
        if (context.Settings.Scan is { Command.Count: 0, Advisories: { } advisories })
        {
            AdvisoryFolder.Read(Path.Combine(UserRepository.Root, advisories), scan);
            return scan.OfAdvisories(now);
        }
        ScannerCommand command =
            ScannerCommand.Choose(context.Settings.Scan, bill, name => ProgramPath.Has(name, context.Variables))
            ?? throw new EvidenceException(
                "There is nothing to scan with: neither grype nor trivy nor osv-scanner is installed. Install one, set scan.command or "
                    + "scan.advisories, or pass a scanner's report with --report=FILE."
            );
        string path = await ScannerRun.RunAsync(context, command);
        return OfReport(
            context,
            scan,
            path,
            command,
            command.AsksService ? now : await ScannerRun.AgeOfDataAsync(context, command)
        );
    }

    private static VulnerabilityReport OfReport(
        BuildContext context,
        BillScan scan,
        string path,
        ScannerCommand? ran,
        DateTimeOffset? dataOf
    )
    {
        try
        {
            using FileStream report = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
            return scan.OfReport(report, path, ran, context.Time.GetUtcNow(), dataOf);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException(
                $"The report '{path}' cannot be read: {failure.Message} Let the scanner write it again.",
                failure
            );
        }
    }

    private static List<VexDocument> Vex(BuildContext context)
    {
        List<VexDocument> documents = [];
        List<string> problems = [];
        foreach (string name in context.Settings.Scan.Vex)
        {
            string path = Path.Combine(UserRepository.Root, name);
            try
            {
                documents.Add(VexDocument.Read(File.ReadAllText(path), path));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or EvidenceException)
            {
                problems.Add(
                    failure is EvidenceException
                        ? failure.Message
                        : $"'{path}' of scan.vex cannot be read: {failure.Message} Correct scan.vex."
                );
            }
        }
        return problems.Count == 0 ? documents : throw new EvidenceException(string.Join(" ", problems));
    }
}
