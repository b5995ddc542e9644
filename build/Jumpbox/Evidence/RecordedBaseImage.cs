namespace Jumpbox.Evidence;

/// <summary>The base image of an image.</summary>
/// <param name="Publisher">The marketplace publisher; empty for a custom image.</param>
/// <param name="Offer">The marketplace offer; empty for a custom image.</param>
/// <param name="Sku">The marketplace SKU; empty for a custom image.</param>
/// <param name="Version">The exact version that Azure used; empty for a custom image.</param>
/// <param name="ImageId">The resource id of a custom image; null for a marketplace image.</param>
public sealed record RecordedBaseImage(
    string Publisher,
    string Offer,
    string Sku,
    string Version,
    string? ImageId = null
)
{
    /// <summary>The image on one line: <c>publisher/offer/sku/version</c>, or the resource id.</summary>
    public override string ToString() => ImageId ?? $"{Publisher}/{Offer}/{Sku}/{Version}";
}
