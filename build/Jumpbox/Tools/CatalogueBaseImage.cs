namespace Jumpbox.Tools;

/// <summary>A marketplace image that the catalogue knows.</summary>
/// <param name="Publisher">The marketplace publisher.</param>
/// <param name="Offer">The marketplace offer.</param>
/// <param name="Sku">The marketplace SKU.</param>
/// <param name="Architecture"><c>amd64</c> or <c>arm64</c>.</param>
/// <param name="Suite">The Ubuntu code name, for example <c>noble</c>.</param>
/// <param name="Refused">Why the image is not to be used, or null for a supported one.</param>
public sealed record CatalogueBaseImage(
    string Publisher,
    string Offer,
    string Sku,
    string Architecture,
    string Suite,
    string? Refused
);
