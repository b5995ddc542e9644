using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>An image template as Azure returns it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">Creating, Updating, Succeeded, Failed, Deleting or Canceled.</param>
/// <param name="ProvisioningError">Why it could not be created, as <c>code: message</c>; null otherwise.</param>
/// <param name="LastRun">Its last image build.</param>
/// <param name="StagingGroup">The staging resource group, with the logs; null until Azure has created it.</param>
/// <param name="Identities">Its user-assigned identities.</param>
/// <param name="ExactSourceVersion">The version of the base image that was used; null before a build.</param>
/// <param name="DistributeTargets">The ids of its distribution targets.</param>
/// <param name="Properties">All properties as Azure returns them.</param>
public sealed record ImageTemplate(
    ResourceId Id,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState,
    string? ProvisioningError,
    ImageRun LastRun,
    ResourceId? StagingGroup,
    IReadOnlyList<string> Identities,
    string? ExactSourceVersion,
    IReadOnlyList<string> DistributeTargets,
    JsonObject Properties
)
{
    private const int DefaultTimeout = 240;

    /// <summary>When Azure created it; null if Azure does not report it.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The size of the build VM; empty for Azure's default.</summary>
    public string VmSize => Properties.Text("vmProfile", "vmSize") ?? "";

    /// <summary>Its name.</summary>
    public string Name => Id.Name;

    /// <summary>The build timeout; Azure's documented default of 240 minutes if the template has none.</summary>
    public TimeSpan BuildTimeout =>
        TimeSpan.FromMinutes(
            Properties["buildTimeoutInMinutes"] is JsonValue minutes && minutes.TryGetValue(out int given) && given > 0
                ? given
                : DefaultTimeout
        );

    /// <summary>Whether a build can be started from it.</summary>
    public bool IsReady => ProvisioningState == "Succeeded";

    /// <summary>Whether its staging group has a VHD, which would be deleted together with the template.</summary>
    public bool HasVhd =>
        LastRun.State is RunState.Succeeded or RunState.PartiallySucceeded
        && (Properties["distribute"] as JsonArray ?? []).Any(target =>
            (string?)target?["type"] == "VHD" && string.IsNullOrEmpty((string?)target["uri"])
        );

    /// <summary>Whether Azure could not create it; it must be deleted before it can be created again.</summary>
    public bool IsBroken => ProvisioningState is "Failed" or "Canceled";
}
