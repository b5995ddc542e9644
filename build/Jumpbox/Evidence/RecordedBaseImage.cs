namespace Jumpbox.Evidence;

/// <summary>What an image was made from.</summary>
/// <param name="Publisher">The marketplace publisher; empty for an image of one's own.</param>
/// <param name="Offer">The marketplace offer; empty for an image of one's own.</param>
/// <param name="Sku">The marketplace SKU; empty for an image of one's own.</param>
/// <param name="Version">The exact version that Azure really used; empty for an image of one's own.</param>
/// <param name="ImageId">The resource id of an image of one's own; null for a marketplace image.</param>
public sealed record RecordedBaseImage(
    string Publisher,
    string Offer,
    string Sku,
    string Version,
    string? ImageId = null
)
{
    /// <summary>The image in one line: <c>publisher/offer/sku/version</c>, or the resource id.</summary>
    public override string ToString() => ImageId ?? $"{Publisher}/{Offer}/{Sku}/{Version}";
}
