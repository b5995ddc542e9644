using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads the hubs of Azure Virtual WAN with their connections and routing intents.</summary>
internal sealed class HubFacts(FactReader reader)
{
    // Each is one more request, all at the same time.
    private const int MostSubscriptions = 64;

    /// <summary>
    /// The hubs of a network's subscription, and if none of these is connected with it, the connected one of the other subscriptions that
    /// the account sees: a hub is usually in another one than the network, and nothing of the network names it.
    /// </summary>
    /// <param name="network">The network; without a peering with a hub, nothing is read.</param>
    /// <param name="needs">The facts that are needed.</param>
    /// <returns>The hubs, and why the connected one is not known; null if it is.</returns>
    public async Task<(IReadOnlyList<VirtualHub> Hubs, string? WhyUnread)> GatherAsync(
        VirtualNetwork network,
        IReadOnlySet<FactName> needs
    )
    {
        if (!needs.Contains(FactName.Firewall) || !network.Peerings.Any(peering => peering.IsVirtualHub))
        {
            return ([], null);
        }
        (IReadOnlyList<VirtualHub> own, string? why) = await OfAsync([network.Id.SubscriptionId], _ => true);
        if (own.Any(hub => hub.Of(network.Id) is not null))
        {
            return (own, null);
        }
        Reading<IReadOnlyList<VisibleSubscription>> all = await reader.ListAsync(
            "/subscriptions",
            reader.Session.Subscriptions.ListAsync(reader.Cancel)
        );
        if (all.State != ReadingState.Present)
        {
            return (
                own,
                $"no hub of its subscription is connected with it, and other subscriptions could not be listed: {all.Reason}"
            );
        }
        string[] others =
        [
            .. all
                .Value.Select(one => one.Id)
                .Where(id => !id.Equals(network.Id.SubscriptionId, StringComparison.OrdinalIgnoreCase)),
        ];
        (IReadOnlyList<VirtualHub> far, string? whyFar) = await OfAsync(
            others.Take(MostSubscriptions),
            hub => network.Peerings.Any(peering => IsOf(peering, hub))
        );
        return (
            [.. own, .. far],
            far.Any(hub => hub.Of(network.Id) is not null)
                ? null
                : why
                    ?? whyFar
                    ?? $"of the {others.Length + 1} subscriptions that your account sees, {Math.Min(others.Length, MostSubscriptions) + 1} were "
                        + "looked at, and no hub there is connected with it"
        );
    }

    // A peering with a hub names it: HV_<hub>_<GUID>.
    private static bool IsOf(Peering peering, ResourceId hub) =>
        peering.IsVirtualHub && peering.RemoteId.Name.StartsWith($"HV_{hub.Name}_", StringComparison.OrdinalIgnoreCase);

    private async Task<(IReadOnlyList<VirtualHub> Hubs, string? WhyUnread)> OfAsync(
        IEnumerable<string> subscriptions,
        Func<ResourceId, bool> isNeeded
    )
    {
        Reading<IReadOnlyList<JsonObject>>[] lists = await Task.WhenAll(
            subscriptions.Select(one => ReadAsync($"/subscriptions/{one}/providers/Microsoft.Network/virtualHubs"))
        );
        VirtualHub[] hubs = await Task.WhenAll(
            lists
                .Where(list => list.State == ReadingState.Present)
                .SelectMany(list => list.Value)
                .Where(hub => Id(hub.Text("id")) is { } id && isNeeded(id))
                .Select(async hub =>
                    await HubAsync(ResourceId.Parse(hub.Text("id")!)) with
                    {
                        State = hub.Text("properties", "provisioningState"),
                    }
                )
        );
        return (
            hubs,
            hubs.FirstOrDefault(hub => hub.Connections is null) is { } unread
                ? $"the connections of the virtual hub {unread.Id.Name} could not be read"
                : lists.FirstOrDefault(list => list.State == ReadingState.Unreadable)?.Reason
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
