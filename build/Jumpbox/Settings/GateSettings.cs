namespace Jumpbox.Settings;

/// <summary>What a release asks of the evidence.</summary>
/// <param name="LockCheckedWithinDays">How old the last check of the lock may be, in days.</param>
/// <param name="MaximumAgeDays">How old the image may be, in days.</param>
/// <param name="AllowedBaseImages">Allowed base images as <c>publisher/offer/sku</c>, <c>*</c> for any part.</param>
/// <param name="DeniedLicences">SPDX licence ids that the bill of materials must not hold.</param>
/// <param name="AllowSkips">Whether recorded skips of checks are accepted.</param>
public sealed record GateSettings(
    int LockCheckedWithinDays,
    int MaximumAgeDays,
    IReadOnlyList<string> AllowedBaseImages,
    IReadOnlyList<string> DeniedLicences,
    bool AllowSkips
);
