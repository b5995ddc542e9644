namespace Jumpbox.Settings;

/// <summary>
/// How long images are kept. What is in use, the latest, or the last good one of its place is kept regardless.
/// </summary>
/// <param name="KeepReleased">How many of the newest released images are kept.</param>
/// <param name="KeepUnreleased">How many of the newest good images are kept that were not released.</param>
/// <param name="Released">The minimum age of a released image that is deleted.</param>
/// <param name="Unreleased">The minimum age of an image that is deleted although nobody released it.</param>
/// <param name="Failed">The minimum age of an image that is deleted because its creation failed.</param>
/// <param name="Retired">How long a retired or revoked image is kept after that.</param>
public sealed record RetentionSettings(
    int KeepReleased,
    int KeepUnreleased,
    TimeSpan Released,
    TimeSpan Unreleased,
    TimeSpan Failed,
    TimeSpan Retired
)
{
    /// <summary>The defaults.</summary>
    public static RetentionSettings Default { get; } =
        new(3, 3, TimeSpan.FromDays(90), TimeSpan.FromDays(14), TimeSpan.FromDays(7), TimeSpan.FromDays(30));
}
