using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>
/// Requires that what the settings name exists, because Azure's own errors come in the middle and name neither the setting nor the cause. What
/// may not be read is not judged here: the rights are looked at next.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="rollout">The settings.</param>
internal sealed class NamedResources(AzureSession azure, RolloutSettings rollout)
{
    private const string BastionSubnet = "AzureBastionSubnet";

    /// <summary>Requires it.</summary>
    /// <exception cref="LifeException">Something does not exist; all of it is named, and nothing was changed.</exception>
    /// <exception cref="AzureFailure">Azure cannot be reached.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        List<string> missing = [];
        if (
            rollout.IdentityId is { } identity
            && await IsMissingAsync(identity, ApiVersions.Identities, cancellationToken)
        )
        {
            missing.Add($"the identity {identity} (rollout.identityId)");
        }
        if (
            rollout.WorkspaceId is { } workspace
            && await IsMissingAsync(workspace, ApiVersions.Workspaces, cancellationToken)
        )
        {
            missing.Add($"the workspace {workspace} (rollout.workspaceId)");
        }
        ResourceId network = rollout.SubnetId!.Parent!;
        if (
            rollout.HasOwnBastionHost
            && await azure.VirtualNetworks.GetAsync(network, cancellationToken) is { } found
            && found.Find(network.Child("subnets", BastionSubnet)) is null
        )
        {
            missing.Add($"the subnet {BastionSubnet} of {network.Name} (rollout.bastionSku)");
        }
        if (missing.Count > 0)
        {
            throw new LifeException(
                $"No machine was changed: {string.Join("; ", missing)} {(missing.Count == 1 ? "does" : "do")} not exist.",
                "create what is missing, or correct or remove the setting"
            );
        }
    }

    private async Task<bool> IsMissingAsync(ResourceId id, string version, CancellationToken cancellationToken)
    {
        try
        {
            return await azure.GetAsync($"{id}", version, cancellationToken) is null;
        }
        catch (AzureFailure failure) when (failure.Status is 401 or 403)
        {
            return false;
        }
    }
}
