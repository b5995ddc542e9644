using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Handover;

/// <summary>An image or gallery version that stands where a build would put its own.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its provisioning state, for example <c>Succeeded</c>.</param>
/// <param name="Tags">Its tags.</param>
public sealed record StandingImage(ResourceId Id, string State, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>The SHA-256 of what it was made from; null when nobody says.</summary>
    public string? ContentHash => Tags.GetValueOrDefault(TagNames.ContentHash);

    /// <summary>When it was released; null when it was not.</summary>
    public string? Released => Tags.GetValueOrDefault(TagNames.Released);

    /// <summary>Whether it is a version in a gallery, whose source Azure never changes.</summary>
    public bool IsVersion => Id.IsOfType("Microsoft.Compute/galleries/images/versions");

    /// <summary>Its kind and name for a person.</summary>
    public string Title => IsVersion ? $"The version {Id.Name} of {Id.Parent!.Name}" : $"The image {Id.Name}";

    /// <summary>What it is made from and whether it was released, as the end of a sentence.</summary>
    public string Account =>
        $"its content ({TagNames.ContentHash}) is {ContentHash ?? "not told by a tag"}, and it "
        + (Released is { } moment ? $"was released on {moment}" : "was not released");
}
