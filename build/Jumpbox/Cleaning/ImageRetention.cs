using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides which images a sweep must keep: those in use or possibly in use, released ones, those that "latest" resolves to,
/// the last good one of each region, and those that are being created. Azure deletes a version even if scale sets run from
/// it; they fail only when they next scale out. Pure.
/// </summary>
public static class ImageRetention
{
    /// <summary>
    /// The pipeline's images, each with why it is kept; images whose creation failed are leftovers, regardless of their
    /// number.
    /// </summary>
    /// <param name="images">All images in the same place, including foreign ones, which may be the latest.</param>
    /// <param name="uses">What uses images.</param>
    /// <param name="wanted">The image of the current settings; null when it has no id.</param>
    public static IReadOnlyList<FoundThing> Of(IReadOnlyList<FoundImage> images, ImageUses uses, string? wanted)
    {
        FoundImage[] ours = [.. images.Where(image => image.IsOurs)];
        ILookup<FoundImage, string> lastGood = LastGoodByRegion(ours);
        ILookup<FoundImage, string> latest = LatestByRegion(images);
        return
        [
            .. ours.Select(image => new FoundThing(
                LeftOverKind.Image,
                image.Id,
                image.Since,
                !image.HasPipelineName ? "its name does not follow the pipeline's naming"
                    : image.IsGood ? null
                    : $"it is {(image.State.Length == 0 ? "in a state that Azure does not report" : image.State)}",
                Held(image),
                image.SizeGiB
            )),
        ];

        string? Held(FoundImage image) =>
            !image.HasPipelineName ? NameProof.Foreign
            : !image.IsGood && !image.IsBroken ? "it is still being created or changed"
            : image.IsGood && image.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase)
                ? "it is the image that the current settings describe"
            : uses.HolderOf(image.Id) is { } holder ? holder
            : image.Released is { } released ? $"it was released on {released}"
            : latest[image].ToArray() is { Length: > 0 } regions
                ? $"it is the latest version in {string.Join(", ", regions)}"
            : lastGood[image].ToArray() is { Length: > 0 } places
                ? $"it is the last good one{string.Join(" and", places.Where(place => place.Length > 0).Select(place => $" in {place}"))}"
            : null;
    }

    // VMs use images of their own region, so an image of another region is no fallback. An image definition, and a group of
    // managed images, has one architecture.
    private static ILookup<FoundImage, string> LastGoodByRegion(IReadOnlyList<FoundImage> ours) =>
        ours.Where(image => image is { IsGood: true, HasPipelineName: true })
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

    // The highest number, never the date, among those that are not excluded and are replicated to the region
    // (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#image-versions).
    private static ILookup<FoundImage, string> LatestByRegion(IReadOnlyList<FoundImage> images) =>
        images
            .Where(image => image is { IsGood: true, Number: not null })
            .SelectMany(image => image.OfferedIn.Select(region => (Image: image, Region: Regions.Normalise(region))))
            .GroupBy(offer => offer.Region)
            .Select(region => (region.MaxBy(offer => offer.Image.Number).Image, Region: region.Key))
            .ToLookup(latest => latest.Image, latest => latest.Region);
}

/// <summary>The uses of images.</summary>
/// <param name="Known">Every use that was found.</param>
/// <param name="Unread">What could not be read, with the reason; then no image counts as unused.</param>
public sealed record ImageUses(IReadOnlyList<ImageUse> Known, IReadOnlyList<string> Unread)
{
    /// <summary>
    /// Returns why an image counts as used: its first use, or what could not be read; null when it is unused.
    /// </summary>
    /// <param name="image">The id of a managed image or of a gallery version.</param>
    public string? HolderOf(string image) =>
        Known.FirstOrDefault(use => use.Needs(image)) is { } use ? $"{use.UserId} uses it"
        : Unread.Count > 0 ? $"it is unknown whether something uses it: {string.Join("; ", Unread)}"
        : null;
}
