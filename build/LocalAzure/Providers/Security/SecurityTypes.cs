using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Security;

internal static class SecurityTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context)
    {
        types.Add(new AccessPolicies(context));
        types.Add(new DefenderPlans(context));
    }
}
