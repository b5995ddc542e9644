using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>The emulated types of Microsoft.Resources except deployments.</summary>
internal static class ResourcesTypes
{
    public static void Register(
        TypeCatalogue types,
        ResourceContext context,
        PermissionCheck permissions,
        string tenantId
    )
    {
        types.Add(new Subscriptions(context, permissions));
        types.Add(new ResourceGroups(context, permissions, types));
        types.Add(new Locations(context));
        types.Add(new ResourceProviders(context, types));
        types.Add(new Tenants(context, tenantId));
        types.Add(new Tags(context));
        types.Add(new GenericResources(context, permissions, types, "Microsoft.Resources/subscriptions"));
        types.Add(new GenericResources(context, permissions, types, ResourceGroups.TypeName));
    }
}
