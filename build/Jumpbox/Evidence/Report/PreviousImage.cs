using System.Globalization;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Report;

/// <summary>
/// Keeps each image's record and bill of materials in the artifacts folder, to compare them with the next image.
/// </summary>
/// <param name="folder">The folder <c>history</c> of the artifacts folder.</param>
public sealed class PreviousImage(string folder)
{
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
        if (found is null)
        {
            return null;
        }
        string bill = Path.Combine(found, EvidenceFiles.Bill);
        string settings = Path.Combine(found, SettingsList.FileName);
        return new RememberedImage(
            ImageRecord.Read(Path.Combine(found, EvidenceFiles.Image)),
            File.Exists(bill) ? File.ReadAllText(bill) : null,
            File.Exists(settings) ? SettingsList.Parse(File.ReadAllText(settings)) : null
        );
    }

    /// <summary>Stores an image for comparison.</summary>
    /// <param name="record">Its record.</param>
    /// <param name="bill">Its bill of materials.</param>
    /// <param name="settings">Its settings, path and value.</param>
    public void Remember(ImageRecord record, string bill, IReadOnlyDictionary<string, string> settings)
    {
        string path = Path.Combine(folder, Name(record));
        record.WriteTo(Path.Combine(path, EvidenceFiles.Image));
        AtomicFile.Write(Path.Combine(path, EvidenceFiles.Bill), bill);
        AtomicFile.Write(Path.Combine(path, SettingsList.FileName), SettingsList.ToJson(settings));
    }

    private static string Name(ImageRecord record) =>
        record.Finished.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)
        + "-"
        + record.ContentHash[..12];
}
