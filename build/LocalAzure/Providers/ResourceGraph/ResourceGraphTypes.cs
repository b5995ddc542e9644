using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ResourceGraph;

internal static class ResourceGraphTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context, PermissionCheck permissions) =>
        types.Add(new GraphQueries(context, permissions));
}
