using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Facts;
using Jumpbox.Checks;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// Reads the tags of the images that a verdict depends on: the image and others of its content, the base image, and what that
/// was copied or created from, as far as it still exists.
/// </summary>
internal sealed class RelativeReading(AzureSession azure)
{
    // Versions of versions of versions: no gallery needs more.
    private const int Most = 16;

    /// <summary>The contents of revoked images in the same place; filled by <see cref="ReadAsync"/>.</summary>
    public HashSet<string> RevokedContents { get; } = [];

    public async Task<Reading<IReadOnlyList<SeenRelative>>> ReadAsync(
        TemplateRecord expected,
        CancellationToken cancellationToken
    )
    {
        const string what = "the images that the verdict depends on";
        try
        {
            List<SeenRelative> seen =
            [
                .. await SameContentAsync(expected, cancellationToken),
                .. await BaseAsync(expected.SourceImageId, cancellationToken),
            ];
            return Readings.Present<IReadOnlyList<SeenRelative>>(what, seen);
        }
        catch (AzureFailure failure)
        {
            return Readings.Unreadable<IReadOnlyList<SeenRelative>>(what, failure.Message);
        }
    }

    /// <summary>Reads a base image and what it was created from.</summary>
    /// <param name="baseImage">The id of a custom base image; null for one of the marketplace.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure could not be asked.</exception>
    public async Task<IReadOnlyList<SeenRelative>> BaseAsync(string? baseImage, CancellationToken cancellationToken)
    {
        List<SeenRelative> seen = [];
        HashSet<ResourceId> known = [];
        Queue<string> open = new(new[] { baseImage }.OfType<string>());
        while (open.TryDequeue(out string? next))
        {
            if (
                !ResourceId.TryParse(next, out ResourceId? id)
                || !(id.IsOfType(GalleryVersions.Type) || id.IsOfType(Images.Type))
                || !known.Add(id)
            )
            {
                continue;
            }
            string title = seen.Count == 0 ? "the base image" : "its source";
            if (known.Count > Most)
            {
                seen.Add(
                    new SeenRelative(
                        $"{title} {id}",
                        Readings.Unreadable<IReadOnlyDictionary<string, string>>(
                            next,
                            $"It is the source of more than {Most} images."
                        )
                    )
                );
                break;
            }
            Reading<SeenSource> source = await FactReader.AskAsync(next, () => SourceAsync(id, cancellationToken));
            if (source.State == ReadingState.Absent && seen.Count > 0)
            {
                // A source may be deleted once its copy exists, and Revoke marks the copies of an image with it.
                continue;
            }
            seen.Add(
                new SeenRelative(
                    $"{title} {id}",
                    source.State switch
                    {
                        ReadingState.Present => Readings.Present(next, source.Value.Tags),
                        ReadingState.Absent => Readings.Absent<IReadOnlyDictionary<string, string>>(next),
                        _ => Readings.Unreadable<IReadOnlyDictionary<string, string>>(next, source.Reason ?? ""),
                    }
                )
            );
            foreach (string one in source.State == ReadingState.Present ? source.Value.SourceIds : [])
            {
                open.Enqueue(one);
            }
        }
        return seen;
    }

    /// <summary>Why a base image is not known to be good, each as a sentence without its full stop.</summary>
    /// <param name="baseImage">The id of a custom base image; null for one of the marketplace.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure could not be asked.</exception>
    public async Task<IReadOnlyList<string>> ObjectionsAsync(string? baseImage, CancellationToken cancellationToken) =>
        [.. (await BaseAsync(baseImage, cancellationToken)).Select(ObjectionTo).OfType<string>()];

    // As the gate: what cannot be read is not known to be good.
    private static string? ObjectionTo(SeenRelative one) =>
        one.Tags.State switch
        {
            ReadingState.Present => one.Tags.Value.TryGetValue(TagNames.Revoked, out string? when)
                ? $"{one.Title} was revoked on {when}"
                : null,
            ReadingState.Absent => $"{one.Title} no longer exists, so whether it was revoked is unknown",
            _ =>
                $"{one.Title} could not be read, so whether it was revoked is unknown: {one.Tags.Reason?.TrimEnd('.')}",
        };

    private async Task<SeenSource?> SourceAsync(ResourceId id, CancellationToken cancellationToken) =>
        id.IsOfType(GalleryVersions.Type)
            ? await azure.GalleryVersions.GetAsync(id, cancellationToken) is { } version
                // A user who may write tags can name another source, so what Azure reports is followed, too.
                ? new SeenSource(
                    version.Tags,
                    [
                        .. new[]
                        {
                            version.SourceId,
                            version.Tags.GetValueOrDefault(TagNames.PromotedFrom),
                        }.OfType<string>(),
                    ]
                )
                : null
            : await azure.Images.GetAsync(id, cancellationToken) is { } image
                ? new SeenSource(image.Tags, [])
                : null;

    private async Task<IReadOnlyList<SeenRelative>> SameContentAsync(
        TemplateRecord expected,
        CancellationToken cancellationToken
    )
    {
        if (expected.ImageId is null)
        {
            return [];
        }
        ResourceId id = ResourceId.Parse(expected.ImageId);
        List<(ResourceId Id, IReadOnlyDictionary<string, string> Tags)> found = [];
        if (id.IsOfType(GalleryVersions.Type))
        {
            await foreach (GalleryVersion version in azure.GalleryVersions.ListAsync(id.Parent!, cancellationToken))
            {
                found.Add((version.Id, version.Tags));
            }
        }
        else
        {
            await foreach (
                Image image in azure.Images.ListAsync(id.SubscriptionId, cancellationToken, id.ResourceGroup)
            )
            {
                found.Add((image.Id, image.Tags));
            }
        }
        RevokedContents.UnionWith(
            found
                .Where(one => one.Tags.ContainsKey(TagNames.Revoked))
                .Select(one => one.Tags.GetValueOrDefault(TagNames.ContentHash))
                .OfType<string>()
                .Where(content => content.Length == 64)
        );
        return
        [
            .. found
                .Where(one => one.Tags.GetValueOrDefault(TagNames.ContentHash) == expected.ContentHash)
                .Select(one => new SeenRelative(
                    one.Id == id ? $"the image {one.Id}" : $"{one.Id}, which has the same content,",
                    Readings.Present($"{one.Id}", one.Tags)
                )),
        ];
    }

    private sealed record SeenSource(IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> SourceIds);
}
