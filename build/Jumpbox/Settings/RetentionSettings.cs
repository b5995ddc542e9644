namespace Jumpbox.Settings;

/// <summary>
/// How long images are kept. What is in use, the latest, or the last good one of its place is kept regardless.
/// </summary>
/// <param name="KeepReleased">How many of the newest released images are kept.</param>
/// <param name="KeepUnreleased">How many of the newest good unreleased images are kept.</param>
/// <param name="Released">The minimum age of a released image that is deleted.</param>
/// <param name="Unreleased">The minimum age of an unreleased image that is deleted.</param>
/// <param name="Failed">The minimum age of a failed image that is deleted.</param>
/// <param name="Retired">How long an image is kept after it was retired or revoked.</param>
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
