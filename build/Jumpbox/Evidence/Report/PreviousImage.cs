using System.Globalization;
using Jumpbox.Evidence.Scan;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Report;

/// <summary>
/// Keeps each image's record and bill of materials in the artifacts folder, to compare them with the next image.
/// </summary>
/// <param name="folder">The folder <c>history</c> of the artifacts folder.</param>
public sealed class PreviousImage(string folder)
{
    private const string Released = "released.txt";

    /// <summary>Finds the newest earlier image with different content.</summary>
    /// <param name="now">The image to compare.</param>
    /// <param name="revoked">The contents of revoked images, which nothing is compared with; null for none.</param>
    /// <returns>The stored image; null if there is none.</returns>
    public RememberedImage? Before(ImageRecord now, IReadOnlyCollection<string>? revoked = null)
    {
        string? found = Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder)
                .Where(path => !path.EndsWith(now.ContentHash[..12], StringComparison.Ordinal))
                .Where(path => string.CompareOrdinal(Path.GetFileName(path), Name(now)) < 0)
                .Where(path => File.Exists(Path.Combine(path, EvidenceFiles.Image)))
                .Where(path =>
                    revoked?.Any(content => path.EndsWith(content[..12], StringComparison.Ordinal)) is not true
                )
                .Max(StringComparer.Ordinal)
            : null;
        return found is null ? null : Read(found);
    }

    /// <summary>Every stored image, the newest first.</summary>
    public IReadOnlyList<RememberedImage> All() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(folder)
                    .Where(path => File.Exists(Path.Combine(path, EvidenceFiles.Image)))
                    .OrderDescending(StringComparer.Ordinal)
                    .Select(Read),
            ]
            : [];

    /// <summary>Stores an image for comparison.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="bill">Its bill of materials.</param>
    /// <param name="settings">Its settings, path and value.</param>
    /// <param name="vulnerabilities">Its known vulnerabilities; null leaves those of an earlier scan.</param>
    public void Remember(
        ImageRecord record,
        string bill,
        IReadOnlyDictionary<string, string> settings,
        VulnerabilityReport? vulnerabilities = null
    )
    {
        string path = Path.Combine(folder, Name(record));
        record.WriteTo(Path.Combine(path, EvidenceFiles.Image));
        AtomicFile.Write(Path.Combine(path, EvidenceFiles.Bill), bill);
        AtomicFile.Write(Path.Combine(path, SettingsList.FileName), SettingsList.ToJson(settings));
        vulnerabilities?.WriteTo(Path.Combine(path, EvidenceFiles.Vulnerabilities));
    }

    /// <summary>Stores that an image was released.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="at">When.</param>
    public void MarkReleased(ImageRecord record, DateTimeOffset at)
    {
        string path = Path.Combine(folder, Name(record), Released);
        if (Directory.Exists(Path.GetDirectoryName(path)) && !File.Exists(path))
        {
            AtomicFile.Write(path, at.ToUniversalTime().ToString("O"));
        }
    }

    /// <summary>Reads the image of a folder of evidence; what only its folder <c>history</c> has comes from there.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="EvidenceException">A file is missing or broken.</exception>
    public static RememberedImage OfEvidence(string path)
    {
        RememberedImage image = Read(path);
        RememberedImage? stored = new PreviousImage(Path.Combine(path, "history"))
            .All()
            .FirstOrDefault(one =>
                one.Record.ContentHash == image.Record.ContentHash && one.Record.Run == image.Record.Run
            );
        return image with { Settings = image.Settings ?? stored?.Settings, ReleasedAt = stored?.ReleasedAt };
    }

    /// <summary>Reads an image from a folder of its own, in which anything but its record may be missing.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="EvidenceException">A file is broken.</exception>
    public static RememberedImage Read(string path)
    {
        ImageRecord record = ImageRecord.Read(Path.Combine(path, EvidenceFiles.Image));
        return new RememberedImage(
            record,
            Text(Path.Combine(path, EvidenceFiles.Bill)),
            Text(Path.Combine(path, SettingsList.FileName)) is { } settings ? SettingsList.Parse(settings) : null
        )
        {
            Vulnerabilities = VulnerabilityReport.Of(Text(Path.Combine(path, EvidenceFiles.Vulnerabilities)), record),
            ReleasedAt = Text(Path.Combine(path, Released)) is { } at ? JsonText.Time(at) : null,
        };
    }

    private static string? Text(string path) =>
        File.Exists(path)
            ? EvidenceJson.ReadFile(path, "Restore it, or delete the folder history of the artifacts.")
            : null;

    private static string Name(ImageRecord record) =>
        record.Finished.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)
        + "-"
        + record.ContentHash[..12];
}
