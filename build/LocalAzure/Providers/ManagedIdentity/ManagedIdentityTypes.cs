using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ManagedIdentity;

internal static class ManagedIdentityTypes
{
    public static void Register(
        TypeCatalogue types,
        ResourceContext context,
        PrincipalDirectory directory,
        string tenantId
    ) => types.Add(new UserAssignedIdentities(context, tenantId, directory));
}
