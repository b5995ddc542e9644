namespace Jumpbox.Versioning;

/// <summary>What exists or is claimed where the image goes.</summary>
/// <param name="Versions">The existing versions, or managed images.</param>
/// <param name="SoftDeleted">The numbers of deleted versions that can still be restored.</param>
/// <param name="Claims">The pipeline's image templates that write there.</param>
public sealed record VersionSight(
    IReadOnlyList<KnownVersion> Versions,
    IReadOnlyList<string> SoftDeleted,
    IReadOnlyList<VersionClaim> Claims
)
{
    /// <summary>Why the soft-deleted versions could not be listed; null if they were.</summary>
    public string? Unread { get; init; }
}
