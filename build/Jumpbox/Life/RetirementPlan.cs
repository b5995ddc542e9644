using System.Globalization;
using Jumpbox.Cleaning;

namespace Jumpbox.Life;

/// <summary>What Retire changes.</summary>
/// <param name="Image">The image.</param>
/// <param name="EndOfLife">The end of its life; from then on Sweep may delete it.</param>
/// <param name="After">The latest version of each region afterwards; empty for a managed image.</param>
public sealed record RetirementPlan(
    FoundImage Image,
    DateTimeOffset EndOfLife,
    IReadOnlyDictionary<string, FoundImage?> After
)
{
    /// <summary>Decides. An image that is already retired keeps its date. Pure.</summary>
    /// <param name="images">All images of the place.</param>
    /// <param name="target">Its id or name.</param>
    /// <param name="notice">The time until the end of its life.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="LifeException">It is refused.</exception>
    public static RetirementPlan Of(
        IReadOnlyList<FoundImage> images,
        string target,
        TimeSpan notice,
        DateTimeOffset now
    )
    {
        FoundImage image = LifeTarget.Find(images, target);
        if (!image.IsOurs || image.Stage is ImageStage.Changing or ImageStage.Failed or ImageStage.Revoked)
        {
            throw new LifeException(
                $"{image.Id} cannot be retired: it {(image.IsOurs ? $"is {image.StageWord}" : "does not belong to this pipeline")}. "
                    + "Nothing was changed.",
                image.Stage is ImageStage.Failed or ImageStage.Revoked
                    ? "Sweep deletes it when nothing uses it"
                    : "name another image"
            );
        }
        IReadOnlyDictionary<string, FoundImage?> after = LatestVersions.After(images, [image], null);
        string[] bare =
        [
            .. image
                .OfferedIn.Select(Naming.Regions.Normalise)
                .Where(region => after.GetValueOrDefault(region)?.Stage != ImageStage.Released),
        ];
        if (bare.Length > 0)
        {
            throw new LifeException(
                $"{image.Name} is the only released version that is offered in {string.Join(", ", bare)}: nothing was changed.",
                "release a newer version first, or withdraw this one with --target=Rollback, or revoke it with --target=Revoke"
            );
        }
        // Azure keeps days and refuses a date in the past.
        DateTimeOffset end =
            image.Stage == ImageStage.Retired && image.EndOfLife is { } known
                ? known
                : Start(image, now) + (notice > TimeSpan.Zero ? notice : TimeSpan.FromHours(1));
        return new RetirementPlan(image, image.EndOfLife is { } sooner && sooner < end ? sooner : end, after);
    }

    // A run that was interrupted after the mark continues with the time of the mark.
    private static DateTimeOffset Start(FoundImage image, DateTimeOffset now) =>
        DateTimeOffset.TryParse(
            image.Retired,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset marked
        )
        && marked > now.AddHours(-1)
            ? marked
            : now;
}
