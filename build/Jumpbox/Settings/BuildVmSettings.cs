namespace Jumpbox.Settings;

/// <summary>The build VM.</summary>
/// <param name="Size">The VM size.</param>
/// <param name="OsDiskSizeGB">The OS disk in GiB; 0 means the base image's own size.</param>
/// <param name="ProxySize">
/// The size of the proxy VM, only without a container-instance subnet; null means Azure's default.
/// </param>
/// <param name="TimeoutMinutes">The build's timeout: 6 to 960 minutes.</param>
/// <param name="Attempts">How often a build is begun that fails for a reason that passes: 1 to 5.</param>
/// <param name="StagingResourceGroup">A custom, empty group for the transient resources; null lets Azure create one.</param>
/// <param name="ManagedResourceTags">Tags for what Azure Image Builder creates in the staging group.</param>
/// <param name="OnCustomizerError">
/// <c>cleanup</c> deletes the build VM after a failure, <c>abort</c> leaves it running (and costing).
/// </param>
public sealed record BuildVmSettings(
    string Size,
    int OsDiskSizeGB,
    string? ProxySize,
    int TimeoutMinutes,
    int Attempts,
    ResourceId? StagingResourceGroup,
    IReadOnlyDictionary<string, string> ManagedResourceTags,
    string OnCustomizerError
)
{
    /// <summary>The sizes that later attempts use in turn where Azure has no capacity for the first one.</summary>
    public IReadOnlyList<string> FallbackSizes { get; init; } = [];

    /// <summary>All sizes that a build may use, the preferred one first.</summary>
    public IReadOnlyList<string> Sizes => [Size, .. FallbackSizes];
}
