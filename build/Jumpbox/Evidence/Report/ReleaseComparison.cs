using System.Text.Json.Serialization;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Report;

/// <summary>
/// What changed from one release to another, <c>compare.json</c>. Its schema is <c>docs/schemas/compare.schema.json</c>. Pure.
/// </summary>
/// <param name="SchemaVersion">The schema version.</param>
/// <param name="From">The earlier one; null if there is none, or it is unknown.</param>
/// <param name="To">The later one.</param>
/// <param name="Parts">What was compared, in reading order.</param>
public sealed record ReleaseComparison(
    int SchemaVersion,
    ComparedImage? From,
    ComparedImage To,
    IReadOnlyList<ComparedPart> Parts
)
{
    /// <summary>The comparison as JSON.</summary>
    public const string FileName = "compare.json";

    /// <summary>The comparison as a page.</summary>
    public const string HtmlFileName = "compare.html";

    /// <summary>The comparison as release notes.</summary>
    public const string NotesFileName = "release-notes.md";

    /// <summary>How it is known that there is no earlier release; null if there is one, or it is unknown.</summary>
    public string? FirstRelease { get; init; }

    /// <summary>Why the earlier release is unknown; null if it is not.</summary>
    public string? Unknown { get; init; }

    /// <summary>Every difference as a row of the report.</summary>
    [JsonIgnore]
    internal IReadOnlyList<ReportRow> Rows =>
        [
            .. Parts.SelectMany(part =>
                part.Changes.Select(change => new ReportRow(
                    $"{part.Kind} {change.Name}".Trim(),
                    change.Word,
                    change.Text,
                    ""
                ))
            ),
        ];

    /// <summary>Compares an image with the release before it, or says why it cannot be compared.</summary>
    /// <param name="earlier">What is known of the release before.</param>
    /// <param name="newer">The image.</param>
    public static ReleaseComparison Between(EarlierRelease earlier, RememberedImage newer)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(newer);
        return earlier.Image is { } older
            ? Between(older, newer)
            : new ReleaseComparison(1, null, Image(newer), [])
            {
                FirstRelease = earlier.None,
                Unknown = earlier.Unknown,
            };
    }

    /// <summary>What it was compared with, as the end of the message about the file.</summary>
    [JsonIgnore]
    public string Subject =>
        From is { } from
            ? $"compared with {from.ImageId}"
                + (from.Released is { } at ? $", released {at:u}" : ", whose release this folder has no trace of")
        : FirstRelease is { } how ? $"a first release: {how}"
        : $"what changed is unknown: {Unknown}";

    /// <summary>Compares two images.</summary>
    /// <param name="older">The earlier one.</param>
    /// <param name="newer">The later one.</param>
    public static ReleaseComparison Between(RememberedImage older, RememberedImage newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        return new ReleaseComparison(
            1,
            Image(older),
            Image(newer),
            [
                BuildComparison.Base(older.Record, newer.Record),
                BuildComparison.Tools(older.Record, newer.Record),
                BillComparison.Packages(older, newer),
                VulnerabilityComparison.Of(older.Vulnerabilities, newer.Vulnerabilities),
                SettingsComparison.Settings(older.Settings, newer.Settings),
                SettingsComparison.Hardening(older, newer),
                BillComparison.Licences(older, newer),
                BillComparison.Size(older, newer),
                BuildComparison.Build(older.Record, newer.Record),
            ]
        );
    }

    /// <summary>Writes JSON, page and release notes.</summary>
    /// <param name="folder">The artifacts folder.</param>
    public void WriteTo(string folder)
    {
        AtomicFile.Write(Path.Combine(folder, FileName), EvidenceJson.Write(this));
        AtomicFile.Write(Path.Combine(folder, HtmlFileName), ReportWriter.Page("compare.html.liquid", this));
        AtomicFile.Write(Path.Combine(folder, NotesFileName), Notes);
    }

    /// <summary>The release notes in Markdown.</summary>
    [JsonIgnore]
    public string Notes => ReportWriter.Text("compare.md.liquid", this);

    /// <summary>One line for each part: how many differences, none, or why it is unknown.</summary>
    public IEnumerable<string> Lines() =>
        Parts.Select(part =>
            $"{part.Title}: "
            + (
                part.Unknown is { } reason ? $"unknown: {reason}"
                : part.Changes.Count == 0 ? "none"
                : part.Changes.Count <= 3
                    ? string.Join("; ", part.Changes.Select(change => $"{change.Word} {change.Name} {change.Text}"))
                : $"{part.Changes.Count} differences"
            )
        );

    private static ComparedImage Image(RememberedImage image) =>
        new(
            image.Record.ImageId,
            image.Record.ContentHash,
            image.Record.Commit + (image.Record.Dirty ? " with changes" : ""),
            image.Record.Finished,
            image.ReleasedAt
        );

    /// <summary>The differences between two lists of names and values, in the order of the names.</summary>
    internal static IReadOnlyList<ComparedChange> Changes(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    ) =>
        [
            .. before
                .Keys.Union(after.Keys)
                .Order(StringComparer.Ordinal)
                .Select(name => new ComparedChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
                .Where(change => change.Before != change.After),
        ];
}
