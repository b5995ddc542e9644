using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the hubs of Azure Virtual WAN with their connections and routing intents.</summary>
internal sealed class HubFacts(FactReader reader)
{
    /// <summary>The hubs of a network's subscription; what could not be read is absent and so unknown.</summary>
    /// <param name="network">The network; without a peering with a hub, nothing is read.</param>
    /// <param name="needs">The facts that are needed.</param>
    public async Task<IReadOnlyList<VirtualHub>> GatherAsync(VirtualNetwork network, IReadOnlySet<FactName> needs)
    {
        if (!needs.Contains(FactName.Firewall) || !network.Peerings.Any(peering => peering.IsVirtualHub))
        {
            return [];
        }
        IReadOnlyList<JsonObject> list = await ListAsync(
            $"/subscriptions/{network.Id.SubscriptionId}/providers/Microsoft.Network/virtualHubs"
        );
        return await Task.WhenAll(
            list.Where(hub => ResourceId.TryParse(hub.Text("id"), out _))
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
        Task<Reading<IReadOnlyList<JsonObject>>> tables = ReadAsync($"{id}/hubRouteTables");
        IReadOnlyList<JsonObject> intents = await ListAsync($"{id}/routingIntent");
        string? next = intents
            .SelectMany(intent => intent.Objects("properties", "routingPolicies"))
            .FirstOrDefault(policy =>
                policy.Texts("destinations").Contains("Internet", StringComparer.OrdinalIgnoreCase)
            )
            .Text("nextHop");
        Reading<IReadOnlyList<JsonObject>> read = await connections;
        Reading<IReadOnlyList<JsonObject>> routes = await tables;
        return new(
            id,
            read.State == ReadingState.Present ? [.. read.Value.Select(Connection).OfType<HubConnection>()] : null,
            Id(next)
        )
        {
            Routes = routes.State == ReadingState.Present ? [.. routes.Value.SelectMany(Routes)] : null,
        };
    }

    private static HubConnection? Connection(JsonObject body) =>
        Id(body.Text("id")) is { } id && Id(body.Text("properties", "remoteVirtualNetwork", "id")) is { } network
            ? new(id, network, body.Flag("properties", "enableInternetSecurity") ?? false)
            {
                TableId = Id(body.Text("properties", "routingConfiguration", "associatedRouteTable", "id")),
                Appliances =
                [
                    .. from route in body.Objects("properties", "routingConfiguration", "vnetRoutes", "staticRoutes")
                    let address = route.Text("nextHopIpAddress")
                    where address is not null
                    from prefix in route.Texts("addressPrefixes")
                    select (prefix, address),
                ],
            }
            : null;

    private static IEnumerable<HubRoute> Routes(JsonObject table) =>
        Id(table.Text("id")) is not { } id
            ? []
            : from route in table.Objects("properties", "routes")
            from destination in route.Texts("destinations")
            select new HubRoute(id, route.Text("name") ?? "", destination, Id(route.Text("nextHop")));

    private static ResourceId? Id(string? text) => ResourceId.TryParse(text, out ResourceId? id) ? id : null;

    private async Task<IReadOnlyList<JsonObject>> ListAsync(string path)
    {
        Reading<IReadOnlyList<JsonObject>> list = await ReadAsync(path);
        return list.State == ReadingState.Present ? list.Value : [];
    }

    private Task<Reading<IReadOnlyList<JsonObject>>> ReadAsync(string path) =>
        reader.ListAsync(path, reader.Session.ListAsync(path, ApiVersions.Network, reader.Cancel));
}
