using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.OperationalInsights;

internal static class OperationalInsightsTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context) => types.Add(new Workspaces(context));
}
