using System.Globalization;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Naming;

namespace Jumpbox.Rollouts;

/// <summary>Chooses the image that machines are created from, and refuses one that is not known to be good. Pure.</summary>
public static class RolloutImage
{
    // Clocks may differ slightly.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>The named image, or the newest released one: the highest number of a gallery, the latest build of managed images.</summary>
    /// <param name="images">The images of the place.</param>
    /// <param name="target">The id, number or name; null for the newest released one.</param>
    /// <exception cref="LifeException">There is none.</exception>
    public static FoundImage Choose(IReadOnlyList<FoundImage> images, string? target) =>
        target is not null
            ? LifeTarget.Find(images, target)
            : images
                .Where(image => image is { IsOurs: true, Stage: ImageStage.Released })
                .OrderBy(image => image.Number)
                .ThenBy(image => image.Built)
                .LastOrDefault()
                ?? throw new LifeException(
                    "There is no released image to create machines from: nothing was changed.",
                    "release one with --target=Release, or name one with --image=VERSION"
                );

    /// <summary>Refuses an image with every reason at once.</summary>
    /// <param name="image">The image.</param>
    /// <param name="identity">What it was built from, and who says so.</param>
    /// <param name="location">The region of the machines.</param>
    /// <param name="maximumAgeDays">The limit of its age, in days.</param>
    /// <param name="requiresSignature">Whether its tags alone are no proof.</param>
    /// <param name="baseObjections">Why its base image is not known to be good, each as a sentence without its full stop.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="LifeException">It is refused; nothing was changed.</exception>
    public static void Require(
        FoundImage image,
        ImageIdentity identity,
        string location,
        int maximumAgeDays,
        bool requiresSignature,
        IReadOnlyList<string> baseObjections,
        DateTimeOffset now
    )
    {
        string[] reasons =
        [
            .. OfStage(image, now),
            .. OfAge(image, maximumAgeDays, now),
            .. OfPlace(image, location),
            .. requiresSignature && !identity.IsSigned
                ?
                [
                    $"its signed evidence is required, and its identity is known {identity.Text}. Download the artifacts of its build ({image.Run ?? "unknown"}).",
                ]
                : Array.Empty<string>(),
            .. baseObjections.Select(objection => $"{objection}."),
        ];
        if (reasons.Length > 0)
        {
            throw new LifeException(
                $"No machine is created from {image.Id}:\n  - {string.Join("\n  - ", reasons)}\nNothing was changed.",
                "resolve each of these, or name another image with --image=VERSION"
            );
        }
    }

    private static IEnumerable<string> OfStage(FoundImage image, DateTimeOffset now)
    {
        if (!image.IsOurs)
        {
            yield return "it does not belong to this pipeline.";
        }
        else if (image.Stage != ImageStage.Released)
        {
            yield return $"it is {image.StageWord}; only a released image is rolled out.";
        }
        if (image.EndOfLife is { } end && end <= now)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its life ended on {end:u}.");
        }
    }

    private static IEnumerable<string> OfAge(FoundImage image, int most, DateTimeOffset now)
    {
        if (image.Built is not { } built)
        {
            yield return $"its age is unknown: it has no tag {TagNames.Run}, and Azure does not report when it was created.";
        }
        else if (built > now + Slack)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it was built on {built:u}, which is in the future: its age is unknown."
            );
        }
        else if (now - built > TimeSpan.FromDays(most))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"it was built {(now - built).TotalDays:F1} days ago; the limit is {most}."
            );
        }
    }

    private static IEnumerable<string> OfPlace(FoundImage image, string location)
    {
        string[] regions = [.. image.Regions.Select(Regions.Normalise)];
        if (!regions.Contains(Regions.Normalise(location)))
        {
            yield return regions.Length == 0
                ? $"whether it is in {location}, the region of the machines' subnet, is unknown."
                : $"it is in {string.Join(", ", regions)}, and the machines' subnet is in {location}: add that to "
                    + "image.distribute.replicationRegions, or to the version.";
        }
    }
}
