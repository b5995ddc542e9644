using System.Collections.Concurrent;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Finds users of images in every visible subscription, and reports where it could not look.</summary>
internal sealed class ImageUseReading(AzureSession azure, JumpboxSettings settings)
{
    public async Task<ImageUses> ReadAsync(CancellationToken cancellationToken)
    {
        ConcurrentBag<ImageUse> uses = [];
        UnreadPlaces unread = new(azure);
        HashSet<string> visible = new(StringComparer.OrdinalIgnoreCase) { settings.SubscriptionId };
        await unread.TryAsync(
            "the subscriptions",
            async () =>
                visible.UnionWith(
                    await azure
                        .Subscriptions.ListAsync(cancellationToken)
                        .Select(subscription => subscription.Id)
                        .ToListAsync(cancellationToken)
                )
        );
        NoteEnvironments(visible, unread);
        await unread.TryAsync(
            "who the gallery is shared with",
            () => NoteSharingAsync(visible, unread, cancellationToken)
        );
        await unread.EachAsync(
            visible,
            async (subscription, cancellationToken) =>
            {
                foreach (ImageUse use in await azure.ImageConsumers.ListAsync(subscription, cancellationToken))
                {
                    uses.Add(use);
                }
                await unread.CheckRightsAsync(subscription, cancellationToken);
            },
            cancellationToken
        );
        return new ImageUses([.. uses.OrderBy(use => use.UserId, StringComparer.Ordinal)], [.. unread.Reasons.Order()]);
    }

    private async Task NoteSharingAsync(
        HashSet<string> visible,
        UnreadPlaces unread,
        CancellationToken cancellationToken
    )
    {
        foreach (
            ResourceId gallery in LifePlace
                .Of(settings)
                .Select(place => place.Definition?.Parent)
                .OfType<ResourceId>()
                .Distinct()
        )
        {
            await NoteSharingAsync(gallery, visible, unread, cancellationToken);
        }
    }

    // A promoted version is a user of the one that it was copied from.
    private void NoteEnvironments(HashSet<string> visible, UnreadPlaces unread)
    {
        foreach (
            EnvironmentSettings one in settings.Environments.Where(one =>
                !visible.Contains(one.GalleryImageId.SubscriptionId)
            )
        )
        {
            unread.Add(
                $"the environment {one.Name} is in subscription {one.GalleryImageId.SubscriptionId}, which this account cannot see"
            );
        }
    }

    private async Task NoteSharingAsync(
        ResourceId gallery,
        HashSet<string> visible,
        UnreadPlaces unread,
        CancellationToken cancellationToken
    )
    {
        GallerySharing sharing = await azure.ImageConsumers.SharingAsync(gallery, cancellationToken);
        if (sharing.WithEverybody)
        {
            unread.Add("the gallery is shared with the community, whose virtual machines are not visible");
        }
        foreach (string subscription in sharing.Subscriptions.Where(one => !visible.Contains(one)))
        {
            unread.Add($"the gallery is shared with subscription {subscription}, which this account cannot see");
        }
        foreach (string tenant in sharing.Tenants)
        {
            unread.Add($"the gallery is shared with tenant {tenant}, whose subscriptions may not all be visible");
        }
    }
}
