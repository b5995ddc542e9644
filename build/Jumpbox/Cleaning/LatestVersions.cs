using Jumpbox.Naming;

namespace Jumpbox.Cleaning;

/// <summary>What <c>latest</c> of an image definition is. Pure.</summary>
public static class LatestVersions
{
    /// <summary>
    /// The latest version of each region: the highest number, never the date, among those that are not excluded and are
    /// replicated to the region (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#image-versions).
    /// </summary>
    /// <param name="images">All versions of the definition, including those of others.</param>
    /// <returns>The region's short name and its latest version; regions without one are missing.</returns>
    public static IReadOnlyDictionary<string, FoundImage> ByRegion(IEnumerable<FoundImage> images) =>
        images
            .Where(image => image is { IsGood: true, Number: not null })
            .SelectMany(image => image.OfferedIn.Select(region => (Image: image, Region: Regions.Normalise(region))))
            .GroupBy(offer => offer.Region)
            .OrderBy(region => region.Key, StringComparer.Ordinal)
            .ToDictionary(region => region.Key, region => region.MaxBy(offer => offer.Image.Number).Image);

    /// <summary>The latest version of each region after a change.</summary>
    /// <param name="images">All versions of the definition.</param>
    /// <param name="excluded">Those that are excluded everywhere.</param>
    /// <param name="included">One that is included in all its regions; null for none.</param>
    /// <returns>The region and its latest version; null where there is none any longer.</returns>
    public static IReadOnlyDictionary<string, FoundImage?> After(
        IReadOnlyList<FoundImage> images,
        IReadOnlyCollection<FoundImage> excluded,
        FoundImage? included
    )
    {
        IReadOnlyDictionary<string, FoundImage> after = ByRegion(
            images.Select(image =>
                excluded.Contains(image) ? image with { OfferedIn = [] }
                : image == included ? image with { OfferedIn = image.Regions }
                : image
            )
        );
        return ByRegion(images)
            .Keys.Concat(after.Keys)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToDictionary(region => region, region => after.GetValueOrDefault(region));
    }

    /// <summary>The change in words, a line for each region.</summary>
    /// <param name="after">See <see cref="After"/>.</param>
    public static IEnumerable<string> Lines(IReadOnlyDictionary<string, FoundImage?> after) =>
        after.Select(region =>
            region.Value is { } version
                ? $"Latest in {region.Key}: {version.Name}{(version.Stage == ImageStage.Released ? "" : $", which is {version.StageWord}")}."
                : $"Latest in {region.Key}: none. Machines that request the latest version cannot be created there."
        );
}
