using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>An image template as Azure shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">Creating, Updating, Succeeded, Failed, Deleting or Canceled.</param>
/// <param name="ProvisioningError">Why it could not be made, as <c>code: message</c>; null unless that is so.</param>
/// <param name="LastRun">Its last image build.</param>
/// <param name="StagingGroup">The group where builds of it work and keep their logs; null before Azure has made it.</param>
/// <param name="Identities">The identities that it works as.</param>
/// <param name="ExactSourceVersion">The version of the base image that was really used; null before a build.</param>
/// <param name="DistributeTargets">The ids of the images that it makes.</param>
/// <param name="Properties">All properties as Azure shows them.</param>
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

    /// <summary>Its name.</summary>
    public string Name => Id.Name;

    /// <summary>After how long Azure ends a build of it; 240 minutes where the template leaves it to Azure, as it documents.</summary>
    public TimeSpan BuildTimeout =>
        TimeSpan.FromMinutes(
            Properties["buildTimeoutInMinutes"] is JsonValue minutes && minutes.TryGetValue(out int given) && given > 0
                ? given
                : DefaultTimeout
        );

    /// <summary>Whether it can be built from.</summary>
    public bool IsReady => ProvisioningState == "Succeeded";

    /// <summary>Whether a VHD that it made lies in its staging group, with which it would go.</summary>
    public bool HoldsVhd =>
        LastRun.State is RunState.Succeeded or RunState.PartiallySucceeded
        && (Properties["distribute"] as JsonArray ?? []).Any(target =>
            (string?)target?["type"] == "VHD" && string.IsNullOrEmpty((string?)target["uri"])
        );

    /// <summary>Whether Azure could not make it; it must be deleted before another try.</summary>
    public bool IsBroken => ProvisioningState is "Failed" or "Canceled";
}
