using System.Globalization;
using System.Security.Cryptography;
using Jumpbox.Boundaries;
using Jumpbox.Evidence.Provenance;
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

    private static readonly string[] Compared =
    [
        EvidenceFiles.Image,
        EvidenceFiles.Bill,
        EvidenceFiles.Settings,
        EvidenceFiles.Vulnerabilities,
    ];

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
        AtomicFile.Write(Path.Combine(path, EvidenceFiles.Settings), SettingsList.ToJson(settings));
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
    /// <exception cref="EvidenceException">A file is missing, broken, or not the one that the folder's provenance lists.</exception>
    public static RememberedImage OfEvidence(string path)
    {
        RequireListed(path);
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
        (VulnerabilityReport? scan, string? unscanned) = Scan(
            Text(Path.Combine(path, EvidenceFiles.Vulnerabilities)),
            record
        );
        return new RememberedImage(
            record,
            Text(Path.Combine(path, EvidenceFiles.Bill)),
            Text(Path.Combine(path, EvidenceFiles.Settings)) is { } settings ? SettingsList.Parse(settings) : null
        )
        {
            Vulnerabilities = scan,
            Unscanned = unscanned,
            ReleasedAt = Text(Path.Combine(path, Released)) is { } at ? JsonText.Time(at) : null,
        };
    }

    private static (VulnerabilityReport? Scan, string? Unscanned) Scan(string? text, ImageRecord record)
    {
        try
        {
            return text is null ? (null, null)
                : VulnerabilityReport.Parse(text) is { } report && report.IsOf(record) ? (report, null)
                : (null, $"its {EvidenceFiles.Vulnerabilities} is of another image or build");
        }
        catch (EvidenceException broken)
        {
            return (null, broken.Message.TrimEnd('.'));
        }
    }

    // Evidence of two releases mixed, or changed later, would give differences that are none. A folder without provenance says nothing.
    private static void RequireListed(string folder)
    {
        if (Text(Path.Combine(folder, EvidenceFiles.Provenance)) is not { } text)
        {
            return;
        }
        ILookup<string?, string?> listed = ProvenanceStatement
            .Parse(text)
            .Subject.ToLookup(one => one.Name, one => one.Digest?.GetValueOrDefault("sha256"));
        string[] wrong =
        [
            .. Compared
                .Where(name => File.Exists(Path.Combine(folder, name)))
                .Where(name => !listed[name].Contains(Sha256(Path.Combine(folder, name)))),
        ];
        if (wrong.Length > 0)
        {
            throw new EvidenceException(
                $"In '{PlainText.Line(folder)}' {string.Join(", ", wrong)} is not what {EvidenceFiles.Provenance} lists: changed later, or of "
                    + "another image. Pass the unchanged evidence of one release; in the artifacts folder run the target Logs again."
            );
        }
    }

    private static string Sha256(string path)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(PlainFile.Read(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EvidenceException(
                $"'{path}' cannot be read: {failure.Message} Pass a folder that can be.",
                failure
            );
        }
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
