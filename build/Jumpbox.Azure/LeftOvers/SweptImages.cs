using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Finds all images of the pipeline with their users, and deletes those without any.</summary>
internal sealed class SweptImages(AzureSession azure, JumpboxSettings settings, Ownership ownership)
{
    private readonly Names _names = new(settings);

    public async Task<IReadOnlyList<FoundThing>> ReadAsync(string contentHash, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundImage> images = await FindAsync(cancellationToken);
        ImageUses uses = images.Any(image => image.IsOurs)
            ? await new ImageUseReading(azure, settings).ReadAsync(cancellationToken)
            : new ImageUses([], []);
        return ImageRetention.Of(images, uses, WantedOf(images, contentHash));
    }

    /// <summary>
    /// Deletes unused images. Everything is read again first, and each image again before its deletion, because it may have
    /// been released or used meanwhile.
    /// </summary>
    public async Task RemoveAsync(
        Removal removal,
        IReadOnlyList<LeftOver> leftOvers,
        string contentHash,
        CancellationToken cancellationToken
    )
    {
        if (leftOvers.Count == 0)
        {
            return;
        }
        Dictionary<string, FoundThing> now = (await ReadAsync(contentHash, cancellationToken))
            .DistinctBy(image => image.Id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(image => image.Id, StringComparer.OrdinalIgnoreCase);
        foreach (LeftOver leftOver in leftOvers)
        {
            if (!now.TryGetValue(leftOver.Id, out FoundThing? image))
            {
                continue;
            }
            ResourceId id = ResourceId.Parse(leftOver.Id);
            if (image.Held is { } held)
            {
                removal.Leave(leftOver.Id, held);
            }
            else if (
                await removal.TryAsync(leftOver.Id, () => IsReleasedAsync(id, cancellationToken)) is not { } released
            )
            {
                // The reason is recorded.
            }
            else if (released)
            {
                removal.Leave(leftOver.Id, "it has just been released");
            }
            else
            {
                await RemoveAsync(removal, id, cancellationToken);
            }
        }
    }

    // The newest of the images that were built from this content: --force builds more than one.
    private static string? WantedOf(IReadOnlyList<FoundImage> images, string contentHash) =>
        images
            .Where(image => image is { IsOurs: true, IsGood: true } && image.ContentHash == contentHash)
            .OrderBy(image => image.Number)
            .ThenBy(image => image.Since)
            .LastOrDefault()
            ?.Id;

    private Task<bool> RemoveAsync(Removal removal, ResourceId id, CancellationToken cancellationToken)
    {
        bool managed = id.IsOfType("Microsoft.Compute/images");
        return removal.RemoveAsync(
            id.ToString(),
            managed ? ApiVersions.Compute : ApiVersions.Galleries,
            () =>
                managed
                    ? azure.Images.DeleteAsync(id, cancellationToken)
                    : azure.GalleryVersions.DeleteAsync(id, cancellationToken),
            cancellationToken
        );
    }

    private async Task<bool?> IsReleasedAsync(ResourceId id, CancellationToken cancellationToken) =>
        (await azure.Tags.GetAsync(id, cancellationToken))?.ContainsKey(TagNames.Released) ?? false;

    private async Task<IReadOnlyList<FoundImage>> FindAsync(CancellationToken cancellationToken) =>
        settings.Image.Distribute.Kind switch
        {
            DistributionKind.ManagedImage => await ManagedAsync(cancellationToken),
            DistributionKind.Gallery => await VersionsAsync(
                settings.Image.Distribute.GalleryImageId!,
                cancellationToken
            ),
            _ => [],
        };

    private async Task<IReadOnlyList<FoundImage>> ManagedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, DateTimeOffset?> made = await CreationTimesAsync(
            settings.SubscriptionId,
            settings.ResourceGroups.Image,
            cancellationToken
        );
        return await azure
            .Images.ListAsync(settings.SubscriptionId, cancellationToken, settings.ResourceGroups.Image)
            .Select(image =>
                Found(image.Id, image.ProvisioningState, made.GetValueOrDefault(image.Id.ToString()), image.Tags) with
                {
                    HasPipelineName = _names.IsManagedImage(image.Id.Name),
                    SizeGiB = image.OsDiskSizeGB,
                    Regions = [image.Location],
                }
            )
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<FoundImage>> VersionsAsync(
        ResourceId definition,
        CancellationToken cancellationToken
    )
    {
        // A failed version has no publishing date; the list of the resource group has its creation time.
        IReadOnlyDictionary<string, DateTimeOffset?> made = await CreationTimesAsync(
            definition.SubscriptionId,
            definition.ResourceGroup,
            cancellationToken
        );
        return await azure
            .GalleryVersions.ListAsync(definition, cancellationToken)
            .Select(version =>
                Found(
                    version.Id,
                    version.ProvisioningState,
                    version.Published ?? made.GetValueOrDefault(version.Id.ToString()),
                    version.Tags
                ) with
                {
                    OfferedIn = version.OfferedIn,
                    Regions = version.Regions,
                }
            )
            .ToListAsync(cancellationToken);
    }

    private FoundImage Found(
        ResourceId id,
        string state,
        DateTimeOffset? since,
        IReadOnlyDictionary<string, string> tags
    ) =>
        new(id.ToString(), state, since)
        {
            IsOurs = ownership.IsOurs(tags),
            ContentHash = tags.GetValueOrDefault(TagNames.ContentHash),
            Released = tags.GetValueOrDefault(TagNames.Released),
        };

    private async Task<IReadOnlyDictionary<string, DateTimeOffset?>> CreationTimesAsync(
        string subscription,
        string group,
        CancellationToken cancellationToken
    )
    {
        Dictionary<string, DateTimeOffset?> made = new(StringComparer.OrdinalIgnoreCase);
        await foreach (
            ResourceSummary resource in azure.ResourceGroups.ListResourcesAsync(subscription, group, cancellationToken)
        )
        {
            made[resource.Id] = resource.Created;
        }
        return made;
    }
}
