namespace Jumpbox.Settings;

/// <summary>A place that released versions are promoted to, with its own limits.</summary>
/// <param name="Name">Its name, for example <c>prod</c>.</param>
/// <param name="GalleryImageId">Its image definition, in any subscription of the tenant.</param>
/// <param name="Regions">The regions of its versions.</param>
/// <param name="From">The environment that its versions come from; null for the gallery of the build.</param>
/// <param name="MaximumAgeDays">How old a version may be, in days since its build.</param>
/// <param name="RequiresSignature">Whether signed evidence of the version must be in the artifacts folder.</param>
public sealed record EnvironmentSettings(
    string Name,
    ResourceId GalleryImageId,
    IReadOnlyList<string> Regions,
    string? From,
    int MaximumAgeDays,
    bool RequiresSignature
)
{
    /// <summary>
    /// How many days a version must have been released where it comes from before Advance promotes it; null if it never does.
    /// </summary>
    public int? PromoteAfterDays { get; init; }

    /// <summary>The disk encryption set of each region, by its short name; none for platform-managed keys.</summary>
    public IReadOnlyDictionary<string, ResourceId> EncryptionSets { get; init; } = new Dictionary<string, ResourceId>();
}
