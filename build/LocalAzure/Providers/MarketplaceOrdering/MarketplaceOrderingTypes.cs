using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.MarketplaceOrdering;

internal static class MarketplaceOrderingTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context) =>
        types.Add(new MarketplaceAgreements(context));
}
