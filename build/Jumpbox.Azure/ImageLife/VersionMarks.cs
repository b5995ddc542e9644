using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageLife;

/// <summary>Changes tags and <c>latest</c> of an image; what already holds is not written again.</summary>
internal sealed class VersionMarks(AzureSession azure, JumpboxSettings settings)
{
    public async Task MarkAsync(
        FoundImage image,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        ResourceId id = ResourceId.Parse(image.Id);
        IReadOnlyDictionary<string, string> now = await azure.Tags.GetAsync(id, cancellationToken) ?? tags;
        if (tags.Any(tag => now.GetValueOrDefault(tag.Key) != tag.Value))
        {
            await azure.Tags.AddAsync(id, tags, cancellationToken);
        }
    }

    public async Task UnmarkAsync(FoundImage image, string tag, CancellationToken cancellationToken)
    {
        ResourceId id = ResourceId.Parse(image.Id);
        if ((await azure.Tags.GetAsync(id, cancellationToken))?.TryGetValue(tag, out string? value) == true)
        {
            await azure.Tags.RemoveAsync(id, new Dictionary<string, string> { [tag] = value! }, cancellationToken);
        }
    }

    /// <summary>Includes a version in <c>latest</c> of all its regions, except those that the settings exclude.</summary>
    public async Task IncludeAsync(FoundImage image, CancellationToken cancellationToken)
    {
        ResourceId id = ResourceId.Parse(image.Id);
        string[] excluded =
            id.Parent == settings.Image.Distribute.GalleryImageId ? [.. settings.Gallery.ExcludedRegions] : [];
        IReadOnlyList<TargetRegion> overridden = await OverriddenAsync(id, true, cancellationToken);
        await azure.GalleryVersions.UpdateAsync(
            id,
            new VersionChange
            {
                ExcludeFromLatest = false,
                Regions =
                [
                    .. overridden
                        .Where(region => !excluded.Any(name => Naming.Regions.Same(name, region.Name)))
                        .Select(region => new TargetRegion(region.Name, ExcludedFromLatest: false)),
                ],
            },
            cancellationToken
        );
    }

    /// <summary>Excludes a version from <c>latest</c> of all its regions; nothing happens to a managed image.</summary>
    public async Task ExcludeAsync(
        FoundImage image,
        CancellationToken cancellationToken,
        DateTimeOffset? endOfLife = null
    )
    {
        ResourceId id = ResourceId.Parse(image.Id);
        if (!id.IsOfType(GalleryVersions.Type))
        {
            return;
        }
        IReadOnlyList<TargetRegion> overridden = await OverriddenAsync(id, false, cancellationToken);
        await azure.GalleryVersions.UpdateAsync(
            id,
            new VersionChange
            {
                ExcludeFromLatest = true,
                EndOfLife = endOfLife,
                Regions = [.. overridden.Select(region => new TargetRegion(region.Name, ExcludedFromLatest: true))],
            },
            cancellationToken
        );
    }

    // A region's own exclusion wins over the version's.
    private async Task<IReadOnlyList<TargetRegion>> OverriddenAsync(
        ResourceId id,
        bool excluded,
        CancellationToken cancellationToken
    ) =>
        [
            .. ((await azure.GalleryVersions.GetAsync(id, cancellationToken))?.Targets ?? []).Where(region =>
                region.ExcludedFromLatest == excluded
            ),
        ];
}
