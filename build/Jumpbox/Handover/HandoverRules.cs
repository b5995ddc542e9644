using Jumpbox.Cleaning;
using Jumpbox.Naming;

namespace Jumpbox.Handover;

/// <summary>
/// Decides whether a build may hand its image over where the settings say. Azure refuses to change what a gallery version is
/// made from, and says so after half an hour; a managed image it overwrites. Pure.
/// </summary>
public static class HandoverRules
{
    /// <summary>Whether what stands there can be the image of this very content.</summary>
    /// <param name="image">What stands there.</param>
    /// <param name="owner">Our value of the tag <see cref="TagNames.Owner"/>.</param>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    /// <returns>Why the build must not go on; null when it may.</returns>
    public static HandoverRefusal? Other(StandingImage image, string owner, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!image.Tags.TryGetValue(TagNames.Owner, out string? other) || other != owner)
        {
            return new HandoverRefusal(
                $"{image.Title} exists and is not ours: {image.Account}. Its tag {TagNames.Owner} is "
                    + $"{other ?? "missing"}, and ours is {owner}.",
                Elsewhere(image)
            );
        }
        if (image.ContentHash != contentHash)
        {
            return new HandoverRefusal(
                $"{image.Title} exists with other content: {image.Account}. The content that is asked for is {contentHash}.",
                Elsewhere(image)
            );
        }
        return image is { IsVersion: true, State: "Failed" or "Canceled" } ? Again(image) : null;
    }

    /// <summary>Whether a build may begin that would write over an image of the same content.</summary>
    /// <param name="image">What stands there: our own, of this very content.</param>
    /// <param name="uses">Who uses images; looked at for managed images only, since a version is never written again.</param>
    /// <returns>Why it must not; null when it may.</returns>
    public static HandoverRefusal? Overwriting(StandingImage image, ImageUses uses)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(uses);
        if (image.IsVersion)
        {
            return Again(image);
        }
        string? held = image.Released is { } moment
            ? $"it was released on {moment}"
            : uses.HolderOf(image.Id.ToString());
        return held is null
            ? null
            : new HandoverRefusal(
                $"{image.Title} exists with the same content, and a build would write over it, which must not be: {held}.",
                "change what the image is made from (other content has another name), or set image.name to another name"
            );
    }

    private static HandoverRefusal Again(StandingImage image) =>
        new(
            $"{image.Title} exists with the same content and is {image.State}; {image.Account}. Azure never writes a version "
                + "again from another build, also not with --force.",
            image.Released is null
                ? $"{Elsewhere(image)}, or, if nothing runs from it, delete it: az sig image-version delete --ids {image.Id}"
                : Elsewhere(image)
        );

    private static string Elsewhere(StandingImage image) =>
        image.IsVersion
            ? "image.distribute.galleryVersion must be a version that does not exist yet"
            : $"image.name must be another name, or {image.Id} must be moved out of the way by its owner";
}

/// <summary>Why a build must not write its image where it would.</summary>
/// <param name="Message">What stands there, with its content and whether it was released.</param>
/// <param name="Cure">What to do.</param>
public sealed record HandoverRefusal(string Message, string Cure);
