using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Handover;

/// <summary>An existing image or gallery version at the destination of a build.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state, for example <c>Succeeded</c>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record ExistingImage(ResourceId Id, string State, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The SHA-256 of its content; null when unknown.</summary>
    public string? ContentHash => Tags.GetValueOrDefault(TagNames.ContentHash);

    /// <summary>When it was released; null when it was not.</summary>
    public string? Released => Tags.GetValueOrDefault(TagNames.Released);

    /// <summary>Whether it is a version in a gallery, whose source Azure never changes.</summary>
    public bool IsVersion => Id.IsOfType("Microsoft.Compute/galleries/images/versions");

    /// <summary>Its kind and name for display.</summary>
    public string Title => IsVersion ? $"The version {Id.Name} of {Id.Parent!.Name}" : $"The image {Id.Name}";

    /// <summary>Its content and whether it was released, as the end of a sentence.</summary>
    public string Account =>
        $"its content ({TagNames.ContentHash}) is {ContentHash ?? "unknown: it has no such tag"}, and it "
        + (Released is { } moment ? $"was released on {moment}" : "was not released");
}
