using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.MarketplaceOrdering;

/// <summary>The modelled types of Microsoft.MarketplaceOrdering.</summary>
internal static class MarketplaceOrderingTypes
{
    public static void Register(TypeCatalogue types, ResourceContext context)
    {
        types.Add(new MarketplaceAgreements(context));
    }
}
