using LocalAzure.Access;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

internal static class AuthorizationTypes
{
    public static void Register(
        TypeCatalogue types,
        ResourceContext context,
        PermissionCheck permissions,
        PrincipalDirectory directory,
        string tenantId
    )
    {
        types.Add(new RoleDefinitions(context));
        types.Add(new RoleAssignments(context, tenantId, directory));
        types.Add(new Permissions(context, permissions));
        types.Add(new Locks(context));
        types.Add(new DenyAssignments(context));
        types.Add(new PolicyDefinitions(context));
        types.Add(new PolicyAssignments(context));
    }
}
