using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Deletes the custom roles.</summary>
internal sealed class Definitions(AzureSession azure, JumpboxSettings settings, Ownership ownership, Removal removal)
{
    private readonly Names _names = new(settings);

    public async Task RemoveAsync(RoleGuids roles, string? neededBy, CancellationToken cancellationToken)
    {
        if (settings.Roles.Kind == RoleKind.BuiltIn)
        {
            return;
        }
        string image = $"/subscriptions/{_names.ImageScope.SubscriptionId}";
        foreach ((string scope, string guid) in new[] { (_names.Subscription, roles.Network), (image, roles.Image) })
        {
            string id = $"{scope}/providers/Microsoft.Authorization/roleDefinitions/{guid}";
            await removal.TryAsync(id, () => RemoveAsync(id, neededBy, cancellationToken));
        }
    }

    private async Task<bool> RemoveAsync(string id, string? neededBy, CancellationToken cancellationToken)
    {
        if (await azure.RoleDefinitions.GetAsync(id, cancellationToken) is null)
        {
            return true;
        }
        if (neededBy is not null)
        {
            removal.Leave(id, neededBy);
            return false;
        }
        if (!await ownership.IsOursAsync(id, _names.SubscriptionDeployment(TemplateSet.Roles), cancellationToken))
        {
            removal.Leave(id, "neither the journal nor a deployment record shows that the pipeline created it");
            return false;
        }
        return await removal.RemoveAsync(
            id,
            ApiVersions.Authorization,
            async () =>
            {
                await azure.RoleDefinitions.DeleteAsync(id, cancellationToken);
                return null;
            },
            cancellationToken
        );
    }
}
