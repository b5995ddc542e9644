using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Reads the images of a place, the pipeline's and others.</summary>
internal sealed class PlaceReading(AzureSession azure, JumpboxSettings settings)
{
    private readonly Names _names = new(settings);
    private readonly Ownership _ownership = new(azure, settings);

    /// <summary>Reads them.</summary>
    /// <param name="place">The place.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<FoundImage>> ReadAsync(LifePlace place, CancellationToken cancellationToken) =>
        place.Definition is { } definition ? await VersionsAsync(definition, cancellationToken)
        : settings.Image.Distribute.Kind == DistributionKind.ManagedImage ? await ManagedAsync(cancellationToken)
        : [];

    /// <summary>Reads one image again, without its creation time.</summary>
    /// <param name="id">A managed image or a gallery version.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The image, or null if it does not exist.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<FoundImage?> ReadAsync(ResourceId id, CancellationToken cancellationToken) =>
        id.IsOfType(GalleryVersions.Type)
            ? await azure.GalleryVersions.GetAsync(id, cancellationToken) is { } version
                ? Of(version, version.Published)
                : null
            : await azure.Images.GetAsync(id, cancellationToken) is { } image
                ? Of(image, null)
                : null;

    /// <summary>An image of a list or a query of any place; null for a row of another type.</summary>
    /// <param name="row">The resource, as Azure Resource Manager or Azure Resource Graph shows it.</param>
    public FoundImage? OfRow(JsonObject row) =>
        ImageConsumers.IsOfType(row, Images.Type) ? Of(Images.Read(row), null)
        : ImageConsumers.IsOfType(row, GalleryVersions.Type) && GalleryVersionReading.Version(row) is { } version
            ? Of(version, version.Published)
        : null;

    private async Task<IReadOnlyList<FoundImage>> ManagedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, DateTimeOffset?> made = await CreationTimesAsync(
            settings.SubscriptionId,
            settings.ResourceGroups.Image,
            cancellationToken
        );
        return await azure
            .Images.ListAsync(settings.SubscriptionId, cancellationToken, settings.ResourceGroups.Image)
            .Select(image => Of(image, made.GetValueOrDefault(image.Id.ToString())))
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
            .Select(version => Of(version, version.Published ?? made.GetValueOrDefault(version.Id.ToString())))
            .ToListAsync(cancellationToken);
    }

    private FoundImage Of(Image image, DateTimeOffset? since) =>
        Found(image.Id, image.ProvisioningState, since, image.Tags) with
        {
            HasPipelineName = _names.IsManagedImage(image.Id.Name),
            SizeGiB = image.OsDiskSizeGB,
            Regions = [image.Location],
        };

    private FoundImage Of(GalleryVersion version, DateTimeOffset? since) =>
        Found(version.Id, version.ProvisioningState, since, version.Tags) with
        {
            OfferedIn = version.OfferedIn,
            Regions = version.Regions,
            SourceId = version.SourceId,
            EndOfLife = version.EndOfLife,
            BlocksDeletion = version.BlocksDeletion,
            IsEncrypted = version.IsEncrypted,
            SizeGiB = version.SizeGB,
            Copies = Math.Max(1, version.Targets.Sum(target => target.Replicas ?? 1)),
        };

    private FoundImage Found(
        ResourceId id,
        string state,
        DateTimeOffset? since,
        IReadOnlyDictionary<string, string> tags
    ) =>
        new(id.ToString(), state, since)
        {
            IsOurs = _ownership.IsOurs(tags),
            ContentHash = tags.GetValueOrDefault(TagNames.ContentHash),
            Released = tags.GetValueOrDefault(TagNames.Released),
            Withdrawn = tags.GetValueOrDefault(TagNames.Withdrawn),
            Retired = tags.GetValueOrDefault(TagNames.Retired),
            Revoked = tags.GetValueOrDefault(TagNames.Revoked),
            RevokedBecause = tags.GetValueOrDefault(TagNames.RevokedBecause),
            Run = tags.GetValueOrDefault(TagNames.Run),
            Commit = tags.GetValueOrDefault(TagNames.Commit),
            Packages = tags.GetValueOrDefault(TagNames.Packages),
            PromotedFrom = tags.GetValueOrDefault(TagNames.PromotedFrom),
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
