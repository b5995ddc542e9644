using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Report;

/// <summary>
/// The release before: its evidence; or that there is none, and how that is known; or that it is unknown, and why. Only what was looked
/// for and not found is none.
/// </summary>
public sealed record EarlierRelease
{
    /// <summary>In place of evidence: that there is no earlier release, and where it was looked for. In one line.</summary>
    public const string NoneFileName = "no-release.txt";

    /// <summary>In place of evidence: why it could not be looked for or downloaded. In one line.</summary>
    public const string UnknownFileName = "unknown.txt";

    private const int Longest = 500;

    private EarlierRelease() { }

    /// <summary>The release; null if there is none, or it is unknown.</summary>
    public RememberedImage? Image { get; private init; }

    /// <summary>How it is known that there is none; null otherwise.</summary>
    public string? None { get; private init; }

    /// <summary>Why it is unknown; null otherwise.</summary>
    public string? Unknown { get; private init; }

    /// <summary>There is one.</summary>
    /// <param name="image">The release.</param>
    public static EarlierRelease Of(RememberedImage image) => new() { Image = image };

    /// <summary>There is none.</summary>
    /// <param name="how">How that is known, the end of a sentence.</param>
    public static EarlierRelease OfNone(string how) => new() { None = Short(how) };

    /// <summary>It is unknown.</summary>
    /// <param name="why">Why, the end of a sentence.</param>
    public static EarlierRelease OfUnknown(string why) => new() { Unknown = Short(why) };

    /// <summary>Reads what a folder says: evidence, or a file in its place.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What it says; null if it has none of the files.</returns>
    /// <exception cref="EvidenceException">A file is broken.</exception>
    public static EarlierRelease? OfFolder(string folder) =>
        File.Exists(Path.Combine(folder, EvidenceFiles.Image)) ? Of(PreviousImage.OfEvidence(folder))
        : Text(folder, UnknownFileName) is { } why ? OfUnknown(why)
        : Text(folder, NoneFileName) is { } how ? OfNone(how)
        : null;

    /// <summary>Compares what was found with what the cloud shows: a release that it has is not none.</summary>
    /// <param name="cloud">The other released images.</param>
    public EarlierRelease With(ReleasedImages cloud)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        return Image is not null ? this
            : cloud.Found.Count > 0
                ? OfUnknown(
                    $"{None ?? Unknown}, but {cloud.Found[0]} is released. Compare --from=FOLDER, with its evidence, writes the notes"
                )
            : None is null ? this
            : cloud.Unread is { } unread
                ? OfUnknown($"{None}, and whether the cloud has one could not be read: {unread}")
            : OfNone($"{None}, and the cloud has no other released image");
    }

    private static string? Text(string folder, string name) =>
        File.Exists(Path.Combine(folder, name))
            ? EvidenceJson.ReadFile(Path.Combine(folder, name), "Delete it, and download the evidence again.")
            : null;

    private static string Short(string text)
    {
        string line = PlainText.Line(text).Trim().TrimEnd('.');
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
