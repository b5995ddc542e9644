using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Report;

/// <summary>Finds the release that a text means among those in the history of an artifacts folder. Pure.</summary>
public static class ReleaseChoice
{
    private const int ShortestHash = 7;
    private const int Shown = 8;

    /// <summary>Finds the image of an id, a name, a content hash or a commit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="commit">The commit that the text is a Git tag of; null if it is none.</param>
    /// <param name="known">The stored images, the newest first.</param>
    /// <returns>The newest one that matches; several builds may have one commit.</returns>
    /// <exception cref="EvidenceException">None matches.</exception>
    public static RememberedImage Find(string text, string? commit, IReadOnlyList<RememberedImage> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        return known.FirstOrDefault(image => Means(text, commit, image.Record))
            ?? throw new EvidenceException(
                $"There is no release '{PlainText.Line(text)}': it is neither a folder of evidence, nor a Git tag or an image that the "
                    + "history of the artifacts folder has. "
                    + (
                        known.Count == 0
                            ? "The history is empty; pass a folder with the evidence of the release."
                            : $"It has {string.Join(", ", known.Take(Shown).Select(image => Name(image.Record)))}. Pass one of them, or a folder "
                                + "with the evidence of the release."
                    )
            );
    }

    /// <summary>The release to compare an image with: the last one that was released, otherwise the last other one; null for none.</summary>
    /// <param name="image">The image.</param>
    /// <param name="known">The stored images, the newest first.</param>
    public static RememberedImage? Before(ImageRecord image, IReadOnlyList<RememberedImage> known)
    {
        RememberedImage[] earlier =
        [
            .. known.Where(one => one.Record.ContentHash != image.ContentHash && one.Record.Finished < image.Finished),
        ];
        return earlier.FirstOrDefault(one => one.ReleasedAt is not null) ?? earlier.FirstOrDefault();
    }

    private static bool Means(string text, string? commit, ImageRecord record) =>
        record.ImageId.Equals(text, StringComparison.OrdinalIgnoreCase)
        || Name(record).Equals(text, StringComparison.OrdinalIgnoreCase)
        || (text.Length >= ShortestHash && record.ContentHash.StartsWith(text, StringComparison.OrdinalIgnoreCase))
        || record.Commit == commit;

    private static string Name(ImageRecord record) => record.ImageId[(record.ImageId.LastIndexOf('/') + 1)..];
}
