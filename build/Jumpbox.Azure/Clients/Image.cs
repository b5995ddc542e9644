using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>A managed image.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c>.</param>
/// <param name="HyperVGeneration">V1 or V2.</param>
/// <param name="OsDiskSizeGB">The size of its OS disk in GB; null if Azure does not report it.</param>
internal sealed record Image(
    ResourceId Id,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState,
    string? HyperVGeneration,
    long? OsDiskSizeGB
);
