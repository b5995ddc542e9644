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
        ResourceId network = rollout.SubnetId!.Parent!;
        string?[] problems = await Task.WhenAll(
            MissingAsync(rollout.IdentityId, ApiVersions.Identities, "identity", "identityId", cancellationToken),
            MissingAsync(rollout.WorkspaceId, ApiVersions.Workspaces, "workspace", "workspaceId", cancellationToken),
            MissingSubnetAsync(network, cancellationToken)
        );
        string[] missing = [.. problems.OfType<string>()];
        if (missing.Length > 0)
        {
            throw new LifeException(
                $"No machine was changed: {string.Join("; ", missing)} {(missing.Length == 1 ? "does" : "do")} not exist.",
                "create what is missing, or correct or remove the setting"
            );
        }
    }

    private async Task<string?> MissingAsync(
        ResourceId? id,
        string version,
        string what,
        string setting,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return id is null || await azure.GetAsync($"{id}", version, cancellationToken) is not null
                ? null
                : $"the {what} {id} (rollout.{setting})";
        }
        catch (AzureFailure failure) when (failure.Status is 401 or 403)
        {
            return null;
        }
    }

    private async Task<string?> MissingSubnetAsync(ResourceId network, CancellationToken cancellationToken) =>
        rollout.HasOwnBastionHost
        && await azure.VirtualNetworks.GetAsync(network, cancellationToken) is { } found
        && found.Find(network.Child("subnets", BastionSubnet)) is null
            ? $"the subnet {BastionSubnet} of {network.Name} (rollout.bastionSku)"
            : null;
}
