using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Scan;

/// <summary>Recognises reports that are of another image, or of which nobody can say what they are about.</summary>
internal static class ForeignReport
{
    private const int Shown = 5;
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>Refuses a report by what it says of itself.</summary>
    /// <exception cref="EvidenceException">It is of another image, recognised no operating system, or has results that name nothing.</exception>
    public static void Refuse(ImageRecord record, ImageInventory inventory, ScannerReport scan, DateTimeOffset now)
    {
        ReportedMatch[] nameless =
        [
            .. scan.Matches.Where(match => match.Id.Length == 0 || match is { Purl.Length: 0, Name.Length: 0 }),
        ];
        if (nameless.Length > 0)
        {
            throw new EvidenceException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{nameless.Length} of the {scan.Matches.Count} results in the report of {PlainText.Line(scan.Name)} name no vulnerability or no "
                        + $"component, so nobody can judge them: {PlainText.Line(string.Join(", ", nameless.Take(Shown).Select(Named)))}. Let the "
                        + $"scanner write its own JSON instead."
                )
            );
        }
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

    /// <summary>The refusal of a report with components that the image does not have.</summary>
    public static EvidenceException Of(ImageInventory inventory, ScannerReport scan, List<string> strange)
    {
        string[] names = [.. strange.Distinct().Select(PlainText.Line)];
        return new EvidenceException(
            $"The report of {scan.Name} is of another image: {names.Length} of its components are not among the "
                + $"{inventory.Components.Count} of this image, such as {string.Join(", ", names.Take(Shown))}. Scan {EvidenceFiles.Bill} "
                + "of this image."
        );
    }

    private static string Named(ReportedMatch match) =>
        new[] { match.Id, match.Purl, match.Name }.FirstOrDefault(text => text.Length > 0, "one without any name");
}
