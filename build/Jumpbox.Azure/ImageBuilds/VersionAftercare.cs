using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>
/// Sets what Image Builder cannot: the end of life, the safety profile and the exclusion of regions. Encryption with
/// customer-managed keys cannot be added to a version. Source:
/// https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#distribute-sharedimage.
/// </summary>
internal sealed class VersionAftercare(AzureSession azure, GallerySettings settings)
{
    /// <summary>Sets it, if anything differs.</summary>
    /// <param name="id">The version.</param>
    /// <param name="built">When its build started, from which its life counts.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether anything was changed.</returns>
    /// <exception cref="AzureFailure">The version could not be read or changed.</exception>
    public async Task<bool> SetAsync(ResourceId id, DateTimeOffset built, CancellationToken cancellationToken)
    {
        if (settings is { EndOfLifeDays: 0, KeepRegions: false, ExcludedRegions: [] })
        {
            return false;
        }
        GalleryVersion? version = await azure.GalleryVersions.GetAsync(id, cancellationToken);
        DateTimeOffset end = built.AddDays(settings.EndOfLifeDays);
        // An end that someone has set since is kept, and Azure refuses one in the past.
        bool ends =
            settings.EndOfLifeDays > 0 && version is { EndOfLife: null } && end > azure.Options.Time.GetUtcNow();
        return await azure.GalleryVersions.UpdateAsync(
            id,
            new VersionChange
            {
                EndOfLife = ends ? end : null,
                BlockDeletion = settings.BlockDeletion ? true : null,
                AllowDeletionOfLocations = settings.KeepRegions ? false : null,
                Regions =
                [
                    .. (version?.Targets ?? [])
                        .Where(target => settings.ExcludedRegions.Any(region => Regions.Same(region, target.Name)))
                        .Select(target => new TargetRegion(target.Name, ExcludedFromLatest: true)),
                ],
            },
            cancellationToken
        );
    }
}
