using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Insights;

internal static class InsightsTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context)
    {
        types.Add(new DiagnosticSettings(context));
        types.Add(new DataCollectionRules(context));
        types.Add(new RuleAssociations(context));
    }
}
