namespace LocalAzure.Providers.MarketplaceOrdering;

/// <summary>The API versions of Microsoft.MarketplaceOrdering that real clients send.</summary>
internal static class MarketplaceOrderingVersions
{
    public static readonly string[] All = ["2021-01-01"];
}
