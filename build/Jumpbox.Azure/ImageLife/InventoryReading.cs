using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Cleaning;
using Jumpbox.Life;
using Jumpbox.Settings;

namespace Jumpbox.Azure.ImageLife;

/// <summary>
/// Reads all images and their users in every visible subscription: with Azure Resource Graph, or list by list where that does not
/// answer.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings, which say which images are the pipeline's.</param>
/// <param name="say">Receives why Azure Resource Graph was not used.</param>
public sealed class InventoryReading(AzureSession azure, JumpboxSettings settings, Action<string> say)
{
    private const string Columns = "| project id, type, location, tags, properties | order by id asc";

    private static readonly string Resources =
        $"resources | where type in~ ('{Images.Type.ToLowerInvariant()}', '{GalleryVersions.Type.ToLowerInvariant()}', "
        + $"'{string.Join("', '", ImageConsumers.Types.Select(type => type.ToLowerInvariant()))}') {Columns}";

    private static readonly string Instances =
        $"computeresources | where type =~ '{ImageConsumers.InstanceType.ToLowerInvariant()}' {Columns}";

    private readonly PlaceReading _places = new(azure, settings);

    /// <summary>Reads everything that the account can see.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">The subscriptions could not be listed.</exception>
    public async Task<InventorySight> ReadAsync(CancellationToken cancellationToken)
    {
        string[] subscriptions = await azure
            .Subscriptions.ListAsync(cancellationToken)
            .Select(one => one.Id)
            .ToArrayAsync(cancellationToken);
        UnreadPlaces unread = new(azure);
        await unread.EachAsync(subscriptions, unread.CheckRightsAsync, cancellationToken);
        return await QueryAsync(subscriptions, cancellationToken) is { } rows
            ? Sight("Azure Resource Graph", subscriptions, rows, unread.Reasons)
            : await ListAsync(subscriptions, unread, cancellationToken);
    }

    private async Task<IReadOnlyList<JsonObject>?> QueryAsync(
        string[] subscriptions,
        CancellationToken cancellationToken
    )
    {
        try
        {
            IReadOnlyList<JsonObject>[] parts = await Task.WhenAll(
                azure.ResourceGraph.QueryAsync(subscriptions, Resources, cancellationToken),
                azure.ResourceGraph.QueryAsync(subscriptions, Instances, cancellationToken)
            );
            return [.. parts.SelectMany(part => part)];
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            say($"Azure Resource Graph is not used ({failure.Code}): each subscription is listed instead.");
            return null;
        }
    }

    private InventorySight Sight(
        string source,
        string[] subscriptions,
        IReadOnlyList<JsonObject> rows,
        IEnumerable<string> unread
    ) =>
        new(
            source,
            subscriptions,
            [.. rows.Select(_places.OfRow).OfType<FoundImage>()],
            [.. rows.SelectMany(ImageConsumers.UsesOf)],
            [.. unread]
        );

    private async Task<InventorySight> ListAsync(
        string[] subscriptions,
        UnreadPlaces unread,
        CancellationToken cancellationToken
    )
    {
        ConcurrentBag<JsonObject> rows = [];
        await unread.EachAsync(
            subscriptions,
            async (subscription, cancellationToken) =>
            {
                foreach (JsonObject row in await azure.ImageConsumers.RowsAsync(subscription, cancellationToken))
                {
                    rows.Add(row);
                }
            },
            cancellationToken
        );
        return Sight(
            "lists of each subscription",
            subscriptions,
            [.. rows.OrderBy(row => row.Text("id"), StringComparer.OrdinalIgnoreCase)],
            unread.Reasons
        );
    }
}
