using System.Globalization;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>
/// Versions of marketplace images: three numbers separated by dots, the last of which contains a date.
/// </summary>
public static class BaseImageVersions
{
    /// <summary>Returns the newest version, compared by number and not as text.</summary>
    /// <param name="versions">The versions; those in another format rank lowest.</param>
    /// <returns>The newest, or null if there is none.</returns>
    public static string? Newest(IEnumerable<string> versions) =>
        versions.OrderBy(Numbers).ThenBy(version => version, StringComparer.Ordinal).LastOrDefault();

    /// <summary>Updates pinned images to the newest version that Azure offers.</summary>
    /// <param name="catalogue">The catalogue: the images that are supported.</param>
    /// <param name="toolLock">The current lock.</param>
    /// <param name="offered">Azure's versions of each supported image; an image without any keeps its pin.</param>
    public static IReadOnlyList<LockedBaseImage> Update(
        ToolCatalogue catalogue,
        ToolLock toolLock,
        IReadOnlyDictionary<CatalogueBaseImage, IReadOnlyList<string>> offered
    )
    {
        List<LockedBaseImage> images = [];
        foreach (CatalogueBaseImage image in catalogue.BaseImages.Where(image => image.Refused is null))
        {
            LockedBaseImage? before = toolLock.FindBaseImage(image.Publisher, image.Offer, image.Sku);
            string? newest = Newest(offered.GetValueOrDefault(image) ?? []);
            if (newest is not null)
            {
                images.Add(new LockedBaseImage(image.Publisher, image.Offer, image.Sku, newest, null));
            }
            else if (before is not null)
            {
                images.Add(before);
            }
        }
        return images;
    }

    /// <summary>The images whose new version is lower than the pinned one, a sentence each without its full stop.</summary>
    /// <param name="toolLock">The pins.</param>
    /// <param name="images">The new ones.</param>
    public static IEnumerable<string> StepsBack(ToolLock toolLock, IReadOnlyList<LockedBaseImage> images) =>
        from image in images
        let before = toolLock.FindBaseImage(image.Publisher, image.Offer, image.Sku)
        where before is not null && Newest([before.Version, image.Version]) != image.Version
        select $"the base image {image.Offer}/{image.Sku} {image.Version} is lower than the pinned {before.Version}, which Azure does not offer";

    private static (long, long, long) Numbers(string version)
    {
        long[] parts =
        [
            .. version
                .Split('.')
                .Select(part =>
                    long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : -1
                ),
        ];
        return parts.Length == 3 ? (parts[0], parts[1], parts[2]) : (-1, -1, -1);
    }
}
