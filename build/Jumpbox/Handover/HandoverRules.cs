using Jumpbox.Cleaning;
using Jumpbox.Leases;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Handover;

/// <summary>
/// Decides whether a build may write its image to the configured destination. Azure refuses to change the source of a
/// gallery version, but only after half an hour; it overwrites a managed image. Pure.
/// </summary>
public static class HandoverRules
{
    private static readonly string[] TakenBack = [TagNames.Revoked, TagNames.Withdrawn, TagNames.Retired];

    /// <summary>Whether the existing image can be the image of this content.</summary>
    /// <param name="image">The existing image.</param>
    /// <param name="owner">The pipeline's value of the tag <see cref="TagNames.Owner"/>.</param>
    /// <param name="contentHash">The content's SHA-256 as hex.</param>
    /// <returns>Why the build must not continue; null when it may.</returns>
    public static HandoverRefusal? Other(ExistingImage image, string owner, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (
            !image.Tags.TryGetValue(TagNames.Owner, out string? other)
            || !other.Equals(owner, StringComparison.OrdinalIgnoreCase)
        )
        {
            return new HandoverRefusal(
                $"{image.Title} exists and does not belong to this pipeline: {image.Account}. Its tag {TagNames.Owner} is "
                    + $"{other ?? "missing"}, but {owner} is expected.",
                Elsewhere(image)
            );
        }
        if (image.ContentHash != contentHash)
        {
            return new HandoverRefusal(
                $"{image.Title} exists with different content: {image.Account}. The content to build is {contentHash}.",
                Elsewhere(image)
            );
        }
        return image is { IsVersion: true, State: "Failed" or "Canceled" } ? Again(image) : null;
    }

    /// <summary>Why a template is not replaced: another run needs it.</summary>
    /// <param name="template">The template.</param>
    /// <param name="image">The image that it names.</param>
    /// <param name="reason">Who needs it until when, as a sentence without its full stop.</param>
    public static HandoverRefusal Needed(ResourceId template, ResourceId image, string reason) =>
        new(
            $"Image template {template.Name} of {image.Name} is not replaced: {reason}.",
            "let that run end with its target Cleanup, then run the same command again; without --force, this run uses the same image"
        );

    /// <summary>Why a template is not used: another run has announced its deletion, and it is still there.</summary>
    /// <param name="template">The template.</param>
    /// <param name="deleter">The lease of that run.</param>
    /// <param name="deployment">The deployment that has the lease.</param>
    public static HandoverRefusal NeverDeleted(ResourceId template, TemplateLease deleter, string deployment) =>
        new(
            $"Image template {template.Name} is not used: {deleter.Title} has reserved it for its deletion and did not delete it"
                + (deleter.IsUnreadable ? ", and when the reservation ends cannot be read." : "."),
            $"if that run has ended, delete the deployment {deployment} in resource group {template.ResourceGroup}, which deletes nothing "
                + "else, then run the same command again"
        );

    /// <summary>Why a template is not replaced: an image is being built from it.</summary>
    /// <param name="template">The template.</param>
    /// <param name="image">The image that it names.</param>
    public static HandoverRefusal Building(ResourceId template, ResourceId image) =>
        new(
            $"Image template {template.Name} is not replaced: its build of {image.Name} is running.",
            "run the same command when it has ended; without --force, this run attaches to it"
        );

    /// <summary>Whether a build may start that would overwrite an image of the same content.</summary>
    /// <param name="image">The existing image: the pipeline's, with this content.</param>
    /// <param name="uses">What uses images; read for managed images only, since a version is never overwritten.</param>
    /// <returns>Why it must not; null when it may.</returns>
    public static HandoverRefusal? Overwriting(ExistingImage image, ImageUses uses)
    {
        if (image.IsVersion)
        {
            return Again(image);
        }
        string? held =
            image.Released is { } moment ? $"it was released on {moment}"
            // The marks would be lost with it, and the same content could be released again.
            : TakenBack.FirstOrDefault(image.Tags.ContainsKey) is { } mark ? $"its tag {mark} is {image.Tags[mark]}"
            : uses.HolderOf(image.Id.ToString());
        return held is null
            ? null
            : new HandoverRefusal(
                $"{image.Title} exists with the same content, and a build must not overwrite it: {held}.",
                "run Build with its dependencies and --force, which gives the image a new name, or change the image's inputs "
                    + "(different content has a different name)"
            );
    }

    private static HandoverRefusal Again(ExistingImage image) =>
        new(
            $"{image.Title} exists with the same content and is {image.State}; {image.Account}. Azure never overwrites a version "
                + "from another build, not even with --force.",
            image.Released is null
                ? $"{Elsewhere(image)}, or, if nothing uses it, delete it: az sig image-version delete --ids {image.Id}"
                : Elsewhere(image)
        );

    private static string Elsewhere(ExistingImage image) =>
        image.IsVersion
            ? "image.distribute.galleryVersion must be a version that does not exist yet, or image.distribute.versioning must be "
                + "semver or date, with which --force takes the next version"
            : $"image.name must be another name, or the owner of {image.Id} must remove it";
}

/// <summary>Why a build must not write its image to its destination.</summary>
/// <param name="Message">The existing image, with its content and whether it was released.</param>
/// <param name="Cure">What to do.</param>
public sealed record HandoverRefusal(string Message, string Cure);
