using System.Globalization;
using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides which images a sweep must keep: those in use or possibly in use, those that "latest" resolves to, the last good one
/// and the last good released one of each region, and those that are being created. Azure deletes a version even if scale sets
/// run from it; they fail only when they next scale out. Pure.
/// </summary>
public static class ImageRetention
{
    /// <summary>
    /// The pipeline's images, each with why it is kept; failed, retired and revoked images are leftovers, regardless of their
    /// number.
    /// </summary>
    /// <param name="images">All images in the same place, including foreign ones, which may be the latest.</param>
    /// <param name="uses">What uses images.</param>
    /// <param name="wanted">The image of the current settings; null when it has no id.</param>
    /// <param name="now">The time; null where no image is protected until a date.</param>
    public static IReadOnlyList<FoundThing> Of(
        IReadOnlyList<FoundImage> images,
        ImageUses uses,
        string? wanted,
        DateTimeOffset? now = null
    )
    {
        FoundImage[] ours = [.. images.Where(image => image.IsOurs)];
        ILookup<FoundImage, string> lastGood = NewestByRegion(
            ours.Where(image => image.Stage is ImageStage.Unreleased or ImageStage.Released)
        );
        ILookup<FoundImage, string> lastReleased = NewestByRegion(
            ours.Where(image => image.Stage == ImageStage.Released)
        );
        ILookup<FoundImage, string> latest = LatestVersions
            .ByRegion(images)
            .ToLookup(region => region.Value, region => region.Key);
        return
        [
            .. ours.Select(image => new FoundThing(
                LeftOverKind.Image,
                image.Id,
                image.Since,
                Superfluous(image),
                Held(image),
                image.SizeGiB
            )
            {
                Stage = image.Stage,
                StageSince = StageSince(image),
                Copies = image.Copies,
            }),
        ];

        string? Held(FoundImage image) =>
            !image.HasPipelineName ? NameProof.Foreign
            : image.Stage == ImageStage.Changing ? "it is still being created or changed"
            : IsWanted(image) ? "it is the image that the current settings describe"
            : uses.HolderOf(image.Id) is { } holder ? holder
            : image is { Released: { } day, Stage: ImageStage.Failed } ? $"it was released on {day}"
            : latest[image].ToArray() is { Length: > 0 } regions
                ? $"it is the latest version in {string.Join(", ", regions)}"
            : lastReleased[image].ToArray() is { Length: > 0 } released
                ? $"it is the last good released one{In(released)}"
            : lastGood[image].ToArray() is { Length: > 0 } places ? $"it is the last good one{In(places)}"
            : image is { BlocksDeletion: true, EndOfLife: { } end } && (now is null || end > now)
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Azure protects it until the end of its life, {end:yyyy-MM-dd}"
                )
            : null;

        bool IsWanted(FoundImage image) =>
            image.Stage is ImageStage.Unreleased or ImageStage.Released or ImageStage.Withdrawn
            && image.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Superfluous(FoundImage image) =>
        !image.HasPipelineName ? "its name does not follow the pipeline's naming"
        : image is { Stage: ImageStage.Revoked } ? $"it was revoked on {image.Revoked}"
        : image is { Stage: ImageStage.Retired } ? $"it was retired on {image.Retired}"
        : image.IsGood ? null
        : $"it is {(image.State.Length == 0 ? "in a state that Azure does not report" : image.State)}";

    // A tag that is no time leaves the age unknown, and then nothing is deleted. No image was taken back before it was created:
    // a user who may write tags gains no earlier deletion by it.
    private static DateTimeOffset? StageSince(FoundImage image) =>
        image.Stage switch
        {
            ImageStage.Revoked => Later(Time(image.Revoked), image.Since),
            ImageStage.Retired => Later(Time(image.Retired), image.Since),
            _ => image.Since,
        };

    private static DateTimeOffset? Later(DateTimeOffset? marked, DateTimeOffset? created) =>
        created > marked ? created : marked;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time
        )
            ? time
            : null;

    private static string In(string[] places) =>
        string.Join(" and", places.Where(place => place.Length > 0).Select(place => $" in {place}"));

    // VMs use images of their own region, so an image of another region is no fallback. An image definition, and a group of
    // managed images, has one architecture.
    private static ILookup<FoundImage, string> NewestByRegion(IEnumerable<FoundImage> images) =>
        images
            .Where(image => image.HasPipelineName)
            .SelectMany(image =>
                image.Regions.DefaultIfEmpty("").Select(region => (Image: image, Region: Regions.Normalise(region)))
            )
            .GroupBy(place => place.Region)
            .Select(region =>
                (
                    region
                        .OrderByDescending(place => place.Image.Since ?? DateTimeOffset.MaxValue)
                        .ThenByDescending(place => place.Image.Number)
                        .First()
                        .Image,
                    Region: region.Key
                )
            )
            .ToLookup(last => last.Image, last => last.Region);
}

/// <summary>The uses of images.</summary>
/// <param name="Known">Every use that was found.</param>
/// <param name="Unread">What could not be read, with the reason; then no image counts as unused.</param>
public sealed record ImageUses(IReadOnlyList<ImageUse> Known, IReadOnlyList<string> Unread)
{
    /// <summary>What runs, or was made, from an image.</summary>
    /// <param name="image">The id of a managed image or of a gallery version.</param>
    public IReadOnlyList<string> UsersOf(string image) =>
        [.. Known.Where(use => use.Needs(image)).Select(use => use.UserId).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// Returns why an image counts as used: its first use, or what could not be read; null when it is unused.
    /// </summary>
    /// <param name="image">The id of a managed image or of a gallery version.</param>
    public string? HolderOf(string image) =>
        Known.FirstOrDefault(use => use.Needs(image)) is { } use ? $"{use.UserId} uses it"
        : Unread.Count > 0 ? $"it is unknown whether something uses it: {string.Join("; ", Unread)}"
        : null;
}
