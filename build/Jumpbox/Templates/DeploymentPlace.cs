namespace Jumpbox.Templates;

/// <summary>Where a template is deployed: the context in which its expressions are evaluated.</summary>
/// <param name="TenantId">The tenant's GUID.</param>
/// <param name="SubscriptionId">The subscription's GUID.</param>
/// <param name="ResourceGroup">The group, or null for a deployment to the subscription.</param>
/// <param name="Location">The region of the deployment's record or of the group.</param>
/// <param name="DeploymentName">The deployment's name.</param>
public sealed record DeploymentPlace(
    string TenantId,
    string SubscriptionId,
    string? ResourceGroup,
    string Location,
    string DeploymentName
);
