using LocalAzure.Access;
using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;
using LocalAzure.Server;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>Microsoft.Resources/deployments and their operations.</summary>
internal static class DeploymentTypes
{
    public static void Register(
        TypeCatalogue types,
        ResourceContext context,
        PermissionCheck permissions,
        PolicyEngine policies,
        IReadOnlyList<RequestGuard> guards,
        ResourceGateway gateway,
        BackgroundWork background,
        string location
    )
    {
        Preflight preflight = new(context.Store, types, permissions, policies, guards, location);
        types.Add(new Deployments(context, types, gateway, background, preflight, location));
        types.Add(new DeploymentOperations(context));
    }
}
