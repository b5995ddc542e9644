namespace Jumpbox.Settings;

/// <summary>Where the finished image goes.</summary>
/// <param name="Kind">Managed image, gallery version or VHD.</param>
/// <param name="GalleryImageId">The gallery's image definition, for <see cref="DistributionKind.Gallery"/>.</param>
/// <param name="GalleryVersion">Three numbers with dots, for <see cref="DistributionKind.Gallery"/>.</param>
/// <param name="ReplicationRegions">The regions of the gallery version; empty means the image's own.</param>
public sealed record DistributionSettings(
    DistributionKind Kind,
    ResourceId? GalleryImageId,
    string? GalleryVersion,
    IReadOnlyList<string> ReplicationRegions
);
