using System.Text.Json.Nodes;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Rollouts;

/// <summary>The names of what Rollout creates: pure functions of settings and revision.</summary>
/// <param name="rollout">The settings.</param>
public sealed class RolloutNames(RolloutSettings rollout)
{
    /// <summary>The tag that names the rollout.</summary>
    public const string RolloutTag = "jumpbox:rollout";

    /// <summary>The tag that names the revision.</summary>
    public const string RevisionTag = "jumpbox:revision";

    /// <summary>The tag that says why a revision was given up.</summary>
    public const string FailedTag = "jumpbox:failed";

    /// <summary>The tag of what has machines that were closed to new sign-ins.</summary>
    public const string ClosedTag = "jumpbox:closed";

    /// <summary>The tag with the digest of what all revisions share.</summary>
    public const string SurroundingsTag = "jumpbox:surroundings";

    /// <summary>The identity of the machines.</summary>
    public ResourceId Identity => Of("Microsoft.ManagedIdentity/userAssignedIdentities", $"id-{rollout.Name}-machines");

    /// <summary>The data collection rule.</summary>
    public ResourceId Rule => Of("Microsoft.Insights/dataCollectionRules", $"dcr-{rollout.Name}");

    /// <summary>The deployment of what all revisions share.</summary>
    public string Surroundings => $"jumpbox-{rollout.Name}-surroundings";

    /// <summary>What the lease of a rollout is on.</summary>
    public ResourceId Lease =>
        Of("Microsoft.Compute/virtualMachineScaleSets", $"rollout-{rollout.ResourceGroup}-{rollout.Name}");

    /// <summary>The deployment of a revision.</summary>
    /// <param name="revision">The revision.</param>
    public string Deployment(string revision) => $"jumpbox-{rollout.Name}-{revision}";

    /// <summary>A single machine of a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="number">Its number, counted from 1.</param>
    public ResourceId Machine(string revision, int number) =>
        Of("Microsoft.Compute/virtualMachines", FormattableString.Invariant($"{Stem(rollout, revision)}-{number}"));

    /// <summary>The name of the scale set, and the beginning of a machine's.</summary>
    /// <param name="rollout">The settings.</param>
    /// <param name="revision">The revision.</param>
    public static string Stem(RolloutSettings rollout, string revision) =>
        $"{(rollout.Kind == RolloutKind.Machines ? "vm" : "vmss")}-{rollout.Name}-{revision}";

    /// <summary>The parameters of <c>templates/jumpbox-surroundings.bicep</c>; null if there is nothing to create.</summary>
    /// <param name="location">The region.</param>
    /// <param name="tags">The tags.</param>
    public JsonObject? SurroundingValues(string location, IReadOnlyDictionary<string, string> tags)
    {
        if (!rollout.CreatesIdentity && rollout.WorkspaceId is null && rollout.BastionSku is null)
        {
            return null;
        }
        return new JsonObject
        {
            ["location"] = location,
            ["identityName"] = rollout.CreatesIdentity ? Identity.Name : "",
            ["roles"] = new JsonArray([
                .. rollout.Roles.Select(role => new JsonObject
                {
                    ["roleGuid"] = role.RoleGuid,
                    ["subscriptionId"] = role.Group.SubscriptionId,
                    ["groupName"] = role.Group.ResourceGroup,
                }),
            ]),
            ["ruleName"] = rollout.WorkspaceId is null ? "" : Rule.Name,
            ["workspaceId"] = $"{rollout.WorkspaceId}",
            ["bastionName"] = rollout.BastionSku is null ? "" : rollout.Bastion!.Name,
            ["bastionSku"] = rollout.BastionSku ?? "Basic",
            ["virtualNetworkId"] = $"{rollout.SubnetId!.Parent}",
            ["tags"] = TemplateValues.Map(tags),
        };
    }

    private ResourceId Of(string type, string name) =>
        ResourceId.ForResource(rollout.SubnetId!.SubscriptionId, rollout.ResourceGroup, type, name);
}
