using Jumpbox.Settings;

namespace Jumpbox.Versioning;

/// <summary>The image that a content gets.</summary>
/// <param name="Id">Its id; null for a VHD.</param>
/// <param name="Reason">Why this one, as the end of a sentence.</param>
/// <param name="Exists">Whether an image of this content already has the name.</param>
public sealed record ChosenImage(ResourceId? Id, string Reason, bool Exists)
{
    /// <summary>
    /// The image that the template of this content still names and that it can never write; null when the template does not
    /// exist or names <see cref="Id"/>. Such a template must be replaced.
    /// </summary>
    public ResourceId? Abandons { get; init; }

    /// <summary>What it is, for display.</summary>
    public string Title =>
        Id is null ? "VHD"
        : Id.IsOfType("Microsoft.Compute/images") ? $"Managed image {Id.Name}"
        : $"Version {Id.Name} of {Id.Parent!.Name}";
}
