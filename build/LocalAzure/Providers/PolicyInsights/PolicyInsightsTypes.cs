using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.PolicyInsights;

internal static class PolicyInsightsTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context, PolicyEngine policies) =>
        types.Add(new PolicyRestrictions(context, policies));
}
