using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Handover;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Versioning;

namespace Jumpbox.Azure.Versioning;

/// <summary>Reads what exists and is claimed where the image goes.</summary>
internal sealed class VersionSightReading(AzureSession azure, JumpboxSettings settings)
{
    private readonly Names _names = new(settings);

    /// <exception cref="AzureFailure">The versions or the templates could not be listed.</exception>
    public async Task<VersionSight> ReadAsync(CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<VersionClaim>> claims = ClaimsAsync(cancellationToken);
        if (settings.Image.Distribute is { Kind: DistributionKind.Gallery, GalleryImageId: { } definition })
        {
            Task<(IReadOnlyList<string>, string?)> deleted = SoftDeletedAsync(definition, cancellationToken);
            IReadOnlyList<KnownVersion> versions = await azure
                .GalleryVersions.ListAsync(definition, cancellationToken)
                .Select(version => new KnownVersion(
                    new ExistingImage(version.Id, version.ProvisioningState, version.Tags),
                    version.Number
                ))
                .ToListAsync(cancellationToken);
            (IReadOnlyList<string> numbers, string? unread) = await deleted;
            return new VersionSight(versions, numbers, await claims) { Unread = unread };
        }
        IReadOnlyList<KnownVersion> images = await azure
            .Images.ListAsync(settings.SubscriptionId, cancellationToken, settings.ResourceGroups.Image)
            .Where(image => _names.IsManagedImage(image.Id.Name))
            .Select(image => new KnownVersion(new ExistingImage(image.Id, image.ProvisioningState, image.Tags), null))
            .ToListAsync(cancellationToken);
        return new VersionSight(images, [], await claims);
    }

    /// <summary>Reads the image templates of the builder group that write one image each.</summary>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<VersionClaim>> ClaimsAsync(CancellationToken cancellationToken) =>
        await azure
            .ImageTemplates.ListAsync(settings.SubscriptionId, cancellationToken, settings.ResourceGroups.Builder)
            .Where(template => template.ProvisioningState != "Deleting")
            .SelectMany(template => template.DistributeTargets.Select(target => (template, target)).ToAsyncEnumerable())
            .Where(pair => ResourceId.TryParse(pair.target, out _))
            .Select(pair => new VersionClaim(
                pair.template.Id,
                ResourceId.Parse(pair.target),
                pair.template.Created,
                pair.template.LastRun.State != RunState.None,
                pair.template.IsBroken
            ))
            .ToListAsync(cancellationToken);

    // Soft delete is a preview that not every cloud and region has; a number that is taken after all is refused by Azure when
    // the version is written.
    private async Task<(IReadOnlyList<string>, string?)> SoftDeletedAsync(
        ResourceId definition,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (
                await azure
                    .GalleryVersions.ListSoftDeletedAsync(definition, cancellationToken)
                    .ToListAsync(cancellationToken),
                null
            );
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage && failure.Status is 400 or 403 or 404 or 501)
        {
            return ([], failure.Fault.Sign);
        }
    }
}
