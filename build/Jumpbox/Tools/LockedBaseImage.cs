namespace Jumpbox.Tools;

/// <summary>The pinned version of a marketplace image.</summary>
/// <param name="Publisher">The marketplace publisher.</param>
/// <param name="Offer">The marketplace offer.</param>
/// <param name="Sku">The marketplace SKU.</param>
/// <param name="Version">The exact version, for example <c>24.04.202609040</c>.</param>
/// <param name="Stated">In how many public places the version was seen with this offer; null once Azure itself listed it.</param>
public sealed record LockedBaseImage(string Publisher, string Offer, string Sku, string Version, int? Stated);
