namespace Jumpbox.Settings;

/// <summary>What the image is made from: a marketplace image, or an image of one's own.</summary>
/// <param name="Publisher">The marketplace publisher, for example <c>Canonical</c>.</param>
/// <param name="Offer">The marketplace offer, for example <c>ubuntu-24_04-lts</c>.</param>
/// <param name="Sku">The marketplace SKU, for example <c>server</c>.</param>
/// <param name="Version">An exact version, or <c>locked</c> for the one in the lock.</param>
/// <param name="ImageId">A managed image or a gallery image version; it takes the place of the four others.</param>
public sealed record BaseImageSettings(string Publisher, string Offer, string Sku, string Version, ResourceId? ImageId)
{
    /// <summary>The word that asks for the version in the lock.</summary>
    public const string Locked = "locked";

    /// <summary>Whether a base image may be used that the catalogue refuses, such as Ubuntu 18.04.</summary>
    public bool AllowUnsupported { get; init; }
}
