namespace LocalAzure.Settings;

/// <summary>A version of a marketplace image.</summary>
/// <param name="Publisher">The publisher.</param>
/// <param name="Offer">The offer.</param>
/// <param name="Sku">The SKU.</param>
/// <param name="Version">The exact version.</param>
public sealed record MarketplaceImage(string Publisher, string Offer, string Sku, string Version)
{
    /// <summary>The image as <c>publisher/offer/sku/version</c>.</summary>
    public override string ToString() => $"{Publisher}/{Offer}/{Sku}/{Version}";
}
