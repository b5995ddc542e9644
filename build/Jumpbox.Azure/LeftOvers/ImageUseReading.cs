using System.Collections.Concurrent;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Finds users of images in every visible subscription, and reports where it could not look.</summary>
internal sealed class ImageUseReading(AzureSession azure, JumpboxSettings settings)
{
    private const int MaximumParallel = 8;

    public async Task<ImageUses> ReadAsync(CancellationToken cancellationToken)
    {
        ConcurrentBag<ImageUse> uses = [];
        ConcurrentQueue<string> unread = [];
        HashSet<string> visible = new(StringComparer.OrdinalIgnoreCase) { settings.SubscriptionId };
        await NoteAsync(
            "the subscriptions",
            unread,
            async () =>
                visible.UnionWith(
                    await azure
                        .Subscriptions.ListAsync(cancellationToken)
                        .Select(subscription => subscription.Id)
                        .ToListAsync(cancellationToken)
                )
        );
        NoteEnvironments(visible, unread);
        await NoteAsync(
            "who the gallery is shared with",
            unread,
            () => NoteSharingAsync(visible, unread, cancellationToken)
        );
        await Parallel.ForEachAsync(
            visible,
            new ParallelOptions { MaxDegreeOfParallelism = MaximumParallel, CancellationToken = cancellationToken },
            async (subscription, cancellationToken) =>
                await NoteAsync(
                    $"subscription {subscription}",
                    unread,
                    async () =>
                    {
                        foreach (ImageUse use in await azure.ImageConsumers.ListAsync(subscription, cancellationToken))
                        {
                            uses.Add(use);
                        }
                        await NoteRightsAsync(subscription, unread, cancellationToken);
                    }
                )
        );
        return new ImageUses([.. uses.OrderBy(use => use.UserId, StringComparer.Ordinal)], [.. unread.Order()]);
    }

    private async Task NoteRightsAsync(
        string subscription,
        ConcurrentQueue<string> unread,
        CancellationToken cancellationToken
    )
    {
        if (!await azure.Permissions.ReadsAllAsync($"/subscriptions/{subscription}", cancellationToken))
        {
            unread.Enqueue($"the account may not read all of subscription {subscription} (*/read)");
        }
    }

    private async Task NoteSharingAsync(
        HashSet<string> visible,
        ConcurrentQueue<string> unread,
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
    private void NoteEnvironments(HashSet<string> visible, ConcurrentQueue<string> unread)
    {
        foreach (
            EnvironmentSettings one in settings.Environments.Where(one =>
                !visible.Contains(one.GalleryImageId.SubscriptionId)
            )
        )
        {
            unread.Enqueue(
                $"the environment {one.Name} is in subscription {one.GalleryImageId.SubscriptionId}, which this account cannot see"
            );
        }
    }

    private async Task NoteSharingAsync(
        ResourceId gallery,
        HashSet<string> visible,
        ConcurrentQueue<string> unread,
        CancellationToken cancellationToken
    )
    {
        GallerySharing sharing = await azure.ImageConsumers.SharingAsync(gallery, cancellationToken);
        if (sharing.WithEverybody)
        {
            unread.Enqueue("the gallery is shared with the community, whose virtual machines are not visible");
        }
        foreach (string subscription in sharing.Subscriptions.Where(one => !visible.Contains(one)))
        {
            unread.Enqueue($"the gallery is shared with subscription {subscription}, which this account cannot see");
        }
        foreach (string tenant in sharing.Tenants)
        {
            unread.Enqueue($"the gallery is shared with tenant {tenant}, whose subscriptions may not all be visible");
        }
    }

    private static async Task NoteAsync(string what, ConcurrentQueue<string> unread, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (AzureFailure failure)
        {
            string status = failure.Status > 0 ? $", {failure.Status}" : "";
            unread.Enqueue($"{what} could not be read ({failure.Code}{status})");
        }
    }
}
