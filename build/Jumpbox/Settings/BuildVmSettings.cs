namespace Jumpbox.Settings;

/// <summary>The machine on which the image is built.</summary>
/// <param name="Size">The VM size.</param>
/// <param name="OsDiskSizeGB">The OS disk in GiB; 0 means the base image's own size.</param>
/// <param name="ProxySize">The size of the proxy VM, only without a container-instance subnet; null means Azure's default.</param>
/// <param name="TimeoutMinutes">When Azure ends the build: 6 to 960 minutes.</param>
/// <param name="StagingResourceGroup">An empty group of one's own for the transient resources; null lets Azure make one.</param>
/// <param name="ManagedResourceTags">Tags for what Azure Image Builder makes in the staging group.</param>
/// <param name="OnCustomizerError"><c>cleanup</c> takes the build VM away after a failure, <c>abort</c> leaves it (and its cost).</param>
public sealed record BuildVmSettings(
    string Size,
    int OsDiskSizeGB,
    string? ProxySize,
    int TimeoutMinutes,
    ResourceId? StagingResourceGroup,
    IReadOnlyDictionary<string, string> ManagedResourceTags,
    string OnCustomizerError
);
