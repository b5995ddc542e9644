namespace LocalAzure.Providers.MarketplaceOrdering;

/// <summary>API versions of Microsoft.MarketplaceOrdering that clients in the field send.</summary>
internal static class MarketplaceOrderingVersions
{
    public static readonly string[] All = ["2021-01-01"];
}
