namespace Jumpbox.Cleaning;

/// <summary>Something that refers to an image.</summary>
/// <param name="UserId">The virtual machine, scale set, gallery version or image template.</param>
/// <param name="ImageId">
/// The reference: a managed image, a gallery version, or a gallery's image definition; also in the form
/// <c>/sharedGalleries/…</c>, which consumers of a shared gallery use.
/// </param>
/// <param name="ExactVersion">
/// The version that a reference to a definition resolved to; null if Azure does not report it.
/// </param>
public sealed record ImageUse(string UserId, string ImageId, string? ExactVersion = null)
{
    private const string Latest = "/versions/latest";
    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether the user is itself a gallery version, made from the image.</summary>
    public bool IsCopy => UserId.Contains("/providers/Microsoft.Compute/galleries/", IgnoreCase);

    /// <summary>
    /// Whether it needs an image. A reference to a definition needs the version that it resolved to, or any version if that
    /// is unknown. A version does not use itself.
    /// </summary>
    /// <param name="image">The id of a managed image or of a gallery version.</param>
    public bool Needs(string image) =>
        !UserId.Equals(image, IgnoreCase) && (LeadsTo(image) || Shared(image) is { } shared && LeadsTo(shared));

    private bool LeadsTo(string image)
    {
        string wanted = ImageId.TrimEnd('/');
        wanted = wanted.EndsWith(Latest, IgnoreCase) ? wanted[..^Latest.Length] : wanted;
        return image.Equals(wanted, IgnoreCase)
            || image.StartsWith(wanted + "/", IgnoreCase)
                && (ExactVersion is null || image.EndsWith($"/versions/{ExactVersion}", IgnoreCase));
    }

    // A directly shared gallery appears to its consumers as <subscription>-<gallery>
    // (https://learn.microsoft.com/azure/virtual-machines/share-gallery-direct).
    private static string? Shared(string image) =>
        image.Split('/')
            is ["", _, var subscription, _, _, _, _, "galleries", var gallery, "images", var definition, _, var version]
            ? $"/sharedGalleries/{subscription}-{gallery}/images/{definition}/versions/{version}"
            : null;
}
