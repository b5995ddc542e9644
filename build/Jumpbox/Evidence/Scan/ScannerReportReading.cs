using System.Globalization;
using System.Text.Json;

namespace Jumpbox.Evidence.Scan;

/// <summary>Reads a scanner's report of any known format and any size up to a limit, in one pass.</summary>
internal static class ScannerReportReading
{
    /// <summary>The most bytes of a report.</summary>
    public const long LargestBytes = 512L * 1024 * 1024;

    private const string Cure = "Let the scanner write it again, as the page on scanning shows.";

    /// <summary>Reads a report.</summary>
    /// <param name="stream">The report.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="EvidenceException">It is too large, not JSON, or of an unknown format or version.</exception>
    public static ScannerReport Read(Stream stream, string path)
    {
        if (stream.CanSeek && stream.Length > LargestBytes)
        {
            throw new EvidenceException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{path}' has {stream.Length / 1024 / 1024} MiB; a report may have {LargestBytes / 1024 / 1024}. Leave "
                        + $"descriptions out, or let the scanner report fixed vulnerabilities only."
                )
            );
        }
        IScannerReading[] formats = [new GrypeReading(), new TrivyReading(), new OsvReading(), new SarifReading()];
        Dictionary<string, IScannerReading> readers = formats
            .SelectMany(format => format.Paths.Select(one => (one, format)))
            .ToDictionary(pair => pair.one, pair => pair.format, StringComparer.Ordinal);
        JsonWalk walk = new(readers.Keys.ToHashSet(StringComparer.Ordinal), (at, value) => readers[at].Take(at, value));
        try
        {
            walk.Read(stream);
            return formats.FirstOrDefault(format => format.Accepts(walk.Members))?.Report()
                ?? throw new EvidenceException(
                    $"'{path}' is JSON, but no report of Grype, Trivy or osv-scanner, and no SARIF. {Cure}"
                );
        }
        // A text that is not UTF-8 is noticed only when it is read, as an invalid operation.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new EvidenceException($"'{path}' is not a report: {broken.Message} {Cure}", broken);
        }
        catch (UnknownFormException unknown)
        {
            throw new EvidenceException(
                $"'{path}' {unknown.Message}, so what it says is unknown. Use that version of the scanner, or a newer version of "
                    + "this program."
            );
        }
    }

    /// <summary>Refuses a version that is not known.</summary>
    /// <param name="known">Whether it is known.</param>
    /// <param name="otherwise">What is wrong, continuing the file's name.</param>
    internal static void Demand(bool known, string otherwise)
    {
        if (!known)
        {
            throw new UnknownFormException(Boundaries.PlainText.Line(otherwise));
        }
    }

    private sealed class UnknownFormException(string message) : Exception(message);
}
