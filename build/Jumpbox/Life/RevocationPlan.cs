using Jumpbox.Cleaning;

namespace Jumpbox.Life;

/// <summary>What Revoke changes.</summary>
/// <param name="Images">The image, and then its promoted copies in every place.</param>
/// <param name="After">The latest version of each region of each place afterwards.</param>
public sealed record RevocationPlan(
    IReadOnlyList<FoundImage> Images,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, FoundImage?>> After
)
{
    /// <summary>
    /// Decides. Copies in other environments are the same image, so they are revoked with it, and with a copy the image that
    /// it was copied from. An unreleased image can be revoked, too: it is never released then. Pure.
    /// </summary>
    /// <param name="places">The images of each place, by its name.</param>
    /// <param name="place">The place that the command names.</param>
    /// <param name="target">The id or name of the image.</param>
    /// <exception cref="LifeException">It is refused.</exception>
    public static RevocationPlan Of(
        IReadOnlyDictionary<string, IReadOnlyList<FoundImage>> places,
        string place,
        string target
    )
    {
        FoundImage[] all = [.. places.Values.SelectMany(images => images)];
        FoundImage image =
            all.FirstOrDefault(one => one.Id.Equals(target, StringComparison.OrdinalIgnoreCase))
            ?? LifeTarget.Find(places[place], target);
        if (!image.IsOurs)
        {
            throw new LifeException(
                $"{image.Id} cannot be revoked: it does not belong to this pipeline. Nothing was changed.",
                "name an image of this pipeline"
            );
        }
        // Copies of copies, too: without a tag of the run, only the next one names its source.
        List<FoundImage> same = [image];
        for (int at = 0; at < same.Count; at++)
        {
            same.AddRange(all.Where(one => one.IsOurs && !same.Contains(one) && IsCopy(one, same[at])).ToArray());
        }
        return new RevocationPlan(
            same,
            places
                .Select(images => KeyValuePair.Create(images.Key, LatestVersions.After(images.Value, same, null)))
                .Where(regions => regions.Value.Count > 0)
                .ToDictionary()
        );
    }

    private static bool IsCopy(FoundImage one, FoundImage other) =>
        one.IsOrCopies(other.Id)
        || other.IsOrCopies(one.Id)
        || Same(one.PromotedFrom, other.Id)
        || Same(other.PromotedFrom, one.Id)
        || (one.Run is not null && one.Run == other.Run && one.ContentHash == other.ContentHash);

    private static bool Same(string? left, string right) => right.Equals(left, StringComparison.OrdinalIgnoreCase);
}
