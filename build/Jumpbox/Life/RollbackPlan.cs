using Jumpbox.Cleaning;

namespace Jumpbox.Life;

/// <summary>What Rollback changes.</summary>
/// <param name="Target">The version that becomes the latest.</param>
/// <param name="Withdrawn">The released versions above it that are marked as withdrawn.</param>
/// <param name="Excluded">The versions above it that are excluded from <c>latest</c>, highest first.</param>
/// <param name="After">The latest version of each region afterwards.</param>
public sealed record RollbackPlan(
    FoundImage Target,
    IReadOnlyList<FoundImage> Withdrawn,
    IReadOnlyList<FoundImage> Excluded,
    IReadOnlyDictionary<string, FoundImage?> After
)
{
    /// <summary>Whether the target must be included, or its mark as withdrawn removed.</summary>
    public bool ChangesTarget => Target.OfferedIn.Count < Target.Regions.Count || Target.Withdrawn is not null;

    /// <summary>Whether anything is changed.</summary>
    public bool IsEmpty => Withdrawn.Count == 0 && Excluded.Count == 0 && !ChangesTarget;

    /// <summary>
    /// Decides. "Latest" is the highest number that is not excluded, so every higher version is excluded. Without a target it
    /// is the last good released version: the one below the latest, or the latest itself where a rollback or a revocation has
    /// already excluded a higher one, so that a second run changes nothing. Pure.
    /// </summary>
    /// <param name="images">All versions of the image definition, including those of others.</param>
    /// <param name="target">The id of the version that becomes the latest; null for the last good one.</param>
    /// <exception cref="LifeException">It is refused.</exception>
    public static RollbackPlan Of(IReadOnlyList<FoundImage> images, string? target = null)
    {
        FoundImage chosen = target is null ? LastGood(images) : Named(images, target);
        FoundImage[] higher =
        [
            .. images
                .Where(image => image.Number > chosen.Number && (image.Stage != ImageStage.Failed || image.IsOurs))
                .OrderBy(image => image.Number),
        ];
        FoundImage[] offered = [.. higher.Where(image => image.OfferedIn.Count > 0)];
        if (offered.Where(image => !image.IsOurs).ToArray() is { Length: > 0 } foreign)
        {
            throw new LifeException(
                $"{Names(foreign)} would remain the latest after a rollback to {chosen.Name}, and does not belong to this "
                    + "pipeline: nothing was changed.",
                "have its owner exclude it from latest, then run the same command"
            );
        }
        if (offered.FirstOrDefault(image => image.Stage == ImageStage.Changing) is { } busy)
        {
            throw new LifeException(
                $"{busy.Id} is {busy.StageWord} and offered as the latest: nothing was changed.",
                "wait until it is Succeeded or Failed, then run the same command"
            );
        }
        return new RollbackPlan(
            chosen,
            [.. higher.Where(IsBad)],
            offered,
            LatestVersions.After(images, offered, chosen)
        );
    }

    private static FoundImage LastGood(IReadOnlyList<FoundImage> images)
    {
        FoundImage[] good = [.. images.Where(image => IsGood(image)).OrderByDescending(image => image.Number)];
        FoundImage? latest = LatestVersions.ByRegion(images).Values.MaxBy(image => image.Number);
        bool isBack =
            latest is null
            || !IsGood(latest)
            || images.Any(image =>
                image.IsOurs
                && image.Number > latest.Number
                && image.Stage is ImageStage.Withdrawn or ImageStage.Revoked
            );
        return good.FirstOrDefault(image =>
                latest is null || (isBack ? image.Number <= latest.Number : image.Number < latest.Number)
            )
            ?? throw new LifeException(
                latest is null
                    ? "There is no good released version: nothing was changed."
                    : $"{latest.Name} is the latest, and there is no good released version below it: nothing was changed.",
                "release another version, or name one with --image=VERSION"
            );
    }

    private static FoundImage Named(IReadOnlyList<FoundImage> images, string target)
    {
        FoundImage image = LifeTarget.Find(images, target);
        return image is { IsOurs: true, Stage: ImageStage.Released or ImageStage.Withdrawn, Number: not null }
            ? image
            : throw new LifeException(
                $"{image.Id} cannot become the latest: it {(image.IsOurs ? $"is {image.StageWord}" : "does not belong to this pipeline")}. "
                    + "Nothing was changed.",
                image.Stage == ImageStage.Unreleased
                    ? "release it with --target=Release, or name a released version"
                    : "name a released version"
            );
    }

    // Whether Azure skips a failed version as the latest where its copies are complete is not documented.
    private static bool IsBad(FoundImage image) =>
        image is { IsOurs: true, Stage: ImageStage.Released }
        || image
            is {
                IsOurs: true,
                Stage: ImageStage.Failed,
                Released: not null,
                Withdrawn: null,
                Retired: null,
                Revoked: null,
            };

    private static bool IsGood(FoundImage image) =>
        image is { IsOurs: true, Stage: ImageStage.Released, Number: not null, Regions.Count: > 0 };

    private static string Names(IEnumerable<FoundImage> images) => string.Join(", ", images.Select(image => image.Id));
}
