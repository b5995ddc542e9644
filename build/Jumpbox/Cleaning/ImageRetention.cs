using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>
/// Decides which images a sweep must leave alone: what is used or may be, what was released, what somebody gets who asks for
/// the latest version, the last good one of each region, and what is being worked on. Azure itself deletes a version that scale sets run
/// from, and they notice when they next grow. Pure.
/// </summary>
public static class ImageRetention
{
    /// <summary>Our own images, each with what holds it; those that never became good are left over whatever their number.</summary>
    /// <param name="images">All images of the place, also those of others: theirs may be the latest.</param>
    /// <param name="uses">Who uses images.</param>
    /// <param name="wanted">The image that the settings ask for now; null when they ask for none that has an id.</param>
    public static IReadOnlyList<FoundThing> Of(IReadOnlyList<FoundImage> images, ImageUses uses, string? wanted)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(uses);
        FoundImage[] ours = [.. images.Where(image => image.IsOurs)];
        ILookup<FoundImage, string> lastGood = LastGoodByRegion(ours);
        ILookup<FoundImage, string> latest = LatestByRegion(images);
        return
        [
            .. ours.Select(image => new FoundThing(
                LeftOverKind.Image,
                image.Id,
                image.Since,
                !image.HasOurName ? "its name is not one that we give"
                    : image.IsGood ? null
                    : $"it is {(image.State.Length == 0 ? "in a state that Azure does not tell" : image.State)}",
                Held(image),
                image.SizeGiB
            )),
        ];

        string? Held(FoundImage image) =>
            !image.HasOurName ? NameProof.Foreign
            : !image.IsGood && !image.IsBroken ? "somebody is at work with it"
            : image.IsGood && image.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase)
                ? "it is the image that the settings ask for now"
            : uses.HolderOf(image.Id) is { } holder ? holder
            : image.Released is { } released ? $"it was released, on {released}"
            : latest[image].ToArray() is { Length: > 0 } regions
                ? $"it is the latest version in {string.Join(", ", regions)}"
            : lastGood[image].ToArray() is { Length: > 0 } places
                ? $"it is the last good one{string.Join(" and", places.Where(place => place.Length > 0).Select(place => $" in {place}"))}"
            : null;
    }

    // Machines of a region run from what is in that region; another region's image is no way back for them. One definition, and
    // one group of managed images, has one architecture.
    private static ILookup<FoundImage, string> LastGoodByRegion(IReadOnlyList<FoundImage> ours) =>
        ours.Where(image => image is { IsGood: true, HasOurName: true })
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

/// <summary>What is known of who uses images.</summary>
/// <param name="Known">Every user that was seen.</param>
/// <param name="Unread">Where nobody could look, each with the reason; then no image may be called unused.</param>
public sealed record ImageUses(IReadOnlyList<ImageUse> Known, IReadOnlyList<string> Unread)
{
    /// <summary>Why an image must be taken for used: its first user, or where nobody could look; null when nothing uses it.</summary>
    /// <param name="image">The id of a managed image or of a gallery version.</param>
    public string? HolderOf(string image) =>
        Known.FirstOrDefault(use => use.Needs(image)) is { } use ? $"{use.UserId} uses it"
        : Unread.Count > 0 ? $"whether something uses it is not known: {string.Join("; ", Unread)}"
        : null;
}
