using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the hubs of Azure Virtual WAN with their connections and routing intents.</summary>
internal sealed class HubFacts(FactReader reader)
{
    /// <summary>The hubs of subscriptions; what could not be read is absent and so unknown.</summary>
    public async Task<IReadOnlyList<VirtualHub>> GatherAsync(IEnumerable<string> subscriptions)
    {
        IReadOnlyList<JsonObject>[] lists = await Task.WhenAll(
            subscriptions
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(subscription =>
                    ListAsync($"/subscriptions/{subscription}/providers/Microsoft.Network/virtualHubs")
                )
        );
        return await Task.WhenAll(
            lists
                .SelectMany(list => list)
                .Where(hub => ResourceId.TryParse(hub.Text("id"), out _))
                .Select(async hub =>
                    await HubAsync(ResourceId.Parse(hub.Text("id")!)) with
                    {
                        State = hub.Text("properties", "provisioningState"),
                    }
                )
        );
    }

    private async Task<VirtualHub> HubAsync(ResourceId id)
    {
        Task<Reading<IReadOnlyList<JsonObject>>> connections = ReadAsync($"{id}/hubVirtualNetworkConnections");
        IReadOnlyList<JsonObject> intents = await ListAsync($"{id}/routingIntent");
        string? next = intents
            .SelectMany(intent => intent.Objects("properties", "routingPolicies"))
            .FirstOrDefault(policy =>
                policy.Texts("destinations").Contains("Internet", StringComparer.OrdinalIgnoreCase)
            )
            .Text("nextHop");
        Reading<IReadOnlyList<JsonObject>> read = await connections;
        return new(
            id,
            read.State == ReadingState.Present
                ? read
                    .Value.Where(one => Remote(one) is not null)
                    .DistinctBy(Remote)
                    .ToDictionary(one => Remote(one)!, one => one.Flag("properties", "enableInternetSecurity") ?? false)
                : null,
            ResourceId.TryParse(next, out ResourceId? hop) ? hop : null
        );
    }

    private static ResourceId? Remote(JsonObject connection) =>
        ResourceId.TryParse(connection.Text("properties", "remoteVirtualNetwork", "id"), out ResourceId? id)
            ? id
            : null;

    private async Task<IReadOnlyList<JsonObject>> ListAsync(string path)
    {
        Reading<IReadOnlyList<JsonObject>> list = await ReadAsync(path);
        return list.State == ReadingState.Present ? list.Value : [];
    }

    private Task<Reading<IReadOnlyList<JsonObject>>> ReadAsync(string path) =>
        reader.ListAsync(path, reader.Session.ListAsync(path, ApiVersions.Network, reader.Cancel));
}
