using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Evidence;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// Marks an image as released with a tag, and includes a gallery image version in <c>latest</c>. Until then <c>latest</c> is
/// the previous version.
/// </summary>
public sealed class ImageRelease(AzureSession azure)
{
    private static readonly Dictionary<string, string> NoTags = [];

    /// <summary>What is set on a gallery version that its build's identity was not allowed to change.</summary>
    public GallerySettings? Gallery { get; init; }

    /// <summary>Marks the image as released; a released image keeps its date.</summary>
    /// <param name="record">The image.</param>
    /// <param name="now">The time of the release.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The message.</returns>
    /// <exception cref="AzureFailure">The image cannot be changed.</exception>
    /// <exception cref="EvidenceException">The image no longer exists, or is not the one that passed the gate.</exception>
    public async Task<string> MarkAsync(ImageRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!ResourceId.TryParse(record.ImageId, out ResourceId? image))
        {
            return $"{record.ImageId} is a VHD and cannot be tagged: gate.json is its release.";
        }
        if (!image.IsOfType(Images.Type) && !image.IsOfType(GalleryVersions.Type))
        {
            throw new EvidenceException($"{image} is not an image but a {image.Type}: nothing was tagged.");
        }
        IReadOnlyDictionary<string, string> tags =
            await azure.Tags.GetAsync(image, cancellationToken)
            ?? throw new EvidenceException(
                $"The image {image} no longer exists, so it cannot be released. Run the target Build, then Gate."
            );
        if (
            tags.GetValueOrDefault(TagNames.ContentHash) != record.ContentHash
            // Without the tag, the gate has proven the build in another way.
            || tags.GetValueOrDefault(TagNames.Run, record.Run) != record.Run
        )
        {
            throw new EvidenceException(
                $"The image {image} is not the one that passed the gate: its tags name content "
                    + $"{tags.GetValueOrDefault(TagNames.ContentHash, "nothing")}, build {tags.GetValueOrDefault(TagNames.Run, "nothing")}, "
                    + $"the record of {record.ContentHash}, {record.Run}. Nothing was tagged; run the target Build, then Gate."
            );
        }
        RefuseTakenBack(image, tags);
        if (Gallery is not null && image.IsOfType(GalleryVersions.Type))
        {
            _ = await new VersionAftercare(azure, Gallery).SetAsync(image, record.Started, cancellationToken);
        }
        // The tag first: a run that is cut off must not leave a latest version that is not released.
        string moment = TagNames.TimeOf(now);
        if (!tags.TryGetValue(TagNames.Released, out string? before))
        {
            await azure.Tags.AddAsync(
                image,
                new Dictionary<string, string> { [TagNames.Released] = moment },
                cancellationToken
            );
        }
        if (image.IsOfType(GalleryVersions.Type))
        {
            await IncludeAsync(image, cancellationToken);
        }
        return before is not null
            ? $"{image} was already released on {before}."
            : $"{image} is released: its tag {TagNames.Released} is {moment}.";
    }

    // Someone may revoke, withdraw or retire it at the same time: then the exclusion is the last word.
    private async Task IncludeAsync(ResourceId image, CancellationToken cancellationToken)
    {
        await azure.GalleryVersions.UpdateAsync(
            image,
            new VersionChange { ExcludeFromLatest = false },
            cancellationToken
        );
        IReadOnlyDictionary<string, string> tags = await azure.Tags.GetAsync(image, cancellationToken) ?? NoTags;
        if (TakenBack(tags) is not null)
        {
            await azure.GalleryVersions.UpdateAsync(
                image,
                new VersionChange { ExcludeFromLatest = true },
                cancellationToken
            );
            RefuseTakenBack(image, tags);
        }
    }

    private static void RefuseTakenBack(ResourceId image, IReadOnlyDictionary<string, string> tags)
    {
        if (TakenBack(tags) is { } taken)
        {
            throw new EvidenceException($"The image {image} {taken} It was not released.");
        }
    }

    private static string? TakenBack(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(TagNames.Revoked, out string? revoked)
            ? $"was revoked on {revoked}: {tags.GetValueOrDefault(TagNames.RevokedBecause, "no reason is recorded").TrimEnd('.')}. "
                + "Build from other content."
        : tags.TryGetValue(TagNames.Withdrawn, out string? withdrawn)
            ? $"was withdrawn on {withdrawn}. --target=Rollback --image=NUMBER makes it the latest again."
        : tags.TryGetValue(TagNames.Retired, out string? retired) ? $"was retired on {retired}. Build another one."
        : null;
}
