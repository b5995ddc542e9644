using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Sweeping;

namespace Jumpbox.Azure.Chain;

/// <summary>A sweep's part for images: all of ours, with what uses them.</summary>
internal sealed class SweptImages(AzureSession azure, JumpboxSettings settings, Ownership ownership)
{
    public async Task<IReadOnlyList<FoundThing>> ReadAsync(string contentHash, CancellationToken cancel)
    {
        List<FoundThing> images = settings.Image.Distribute.Kind switch
        {
            DistributionKind.ManagedImage => await ManagedAsync(cancel),
            DistributionKind.Gallery => await VersionsAsync(settings.Image.Distribute.GalleryImageId!, cancel),
            _ => [],
        };
        if (images.Count == 0)
        {
            return images;
        }
        List<ImageUse> uses =
        [
            .. await azure.Images.ListUsesAsync(settings.SubscriptionId, cancel).ToListAsync(cancel),
            .. await azure.Galleries.ListUsesAsync(settings.SubscriptionId, cancel).ToListAsync(cancel),
        ];
        string? current = new Names(settings).Image(contentHash)?.ToString();
        return
        [
            .. images.Select(image =>
                image with
                {
                    Held =
                        Same(image.Id, current) ? "it is the image that the settings ask for now"
                        : uses.FirstOrDefault(use => Uses(use, image.Id)) is { } use ? $"{use.UserId} uses it"
                        : null,
                }
            ),
        ];
    }

    private async Task<List<FoundThing>> ManagedAsync(CancellationToken cancel)
    {
        Dictionary<string, DateTimeOffset?> made = new(StringComparer.OrdinalIgnoreCase);
        await foreach (
            ResourceSummary resource in azure.ResourceGroups.ListResourcesAsync(
                settings.SubscriptionId,
                settings.ResourceGroups.Image,
                cancel
            )
        )
        {
            made[resource.Id] = resource.Created;
        }
        return await azure
            .Images.ListAsync(settings.SubscriptionId, cancel, settings.ResourceGroups.Image)
            .Where(image => ownership.IsOurs(image.Tags))
            .Select(image => new FoundThing(
                LeftOverKind.Image,
                image.Id.ToString(),
                made.GetValueOrDefault(image.Id.ToString()),
                null,
                null,
                image.OsDiskSizeGB
            ))
            .ToListAsync(cancel);
    }

    private async Task<List<FoundThing>> VersionsAsync(ResourceId definition, CancellationToken cancel) =>
        await azure
            .Galleries.ListVersionsAsync(definition, cancel)
            .Where(version => ownership.IsOurs(version.Tags))
            .Select(version => new FoundThing(LeftOverKind.Image, version.Id.ToString(), version.Published, null, null))
            .ToListAsync(cancel);

    // Who refers to the definition of a gallery gets its newest version: all of them count as used. A version is no user of itself.
    private static bool Uses(ImageUse use, string image) =>
        !Same(use.UserId, image)
        && (Same(use.ImageId, image) || image.StartsWith(use.ImageId + "/", StringComparison.OrdinalIgnoreCase));

    private static bool Same(string left, string? right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
