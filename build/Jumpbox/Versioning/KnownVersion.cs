using Jumpbox.Handover;
using Jumpbox.Naming;

namespace Jumpbox.Versioning;

/// <summary>An existing image under a name that the pipeline could choose: a gallery version or a managed image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Number">The number of a version; null for a managed image and for a name that is not a number.</param>
public sealed record KnownVersion(ExistingImage Image, Version? Number)
{
    /// <summary>Whether its creation failed, or it is being deleted: it can never be built from this content.</summary>
    public bool IsLost => Image.State is "Failed" or "Canceled" or "Deleting";

    /// <summary>Whether the pipeline created it from this content.</summary>
    /// <param name="owner">The pipeline's value of the tag <see cref="TagNames.Owner"/>.</param>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    public bool Is(string owner, string contentHash) =>
        Image.ContentHash == contentHash
        && owner.Equals(Image.Tags.GetValueOrDefault(TagNames.Owner), StringComparison.OrdinalIgnoreCase);
}
