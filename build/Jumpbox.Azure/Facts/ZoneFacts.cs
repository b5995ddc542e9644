using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Reads the private DNS zones that have names of the build's hosts, and the rulesets that forward queries, with their links. A network
/// does not list the zones that it is linked with, so those of whole subscriptions are read.
/// </summary>
internal sealed class ZoneFacts(FactReader reader, IReadOnlyList<EgressHost> egress)
{
    /// <summary>The zones of a subscription.</summary>
    /// <param name="subscription">Its GUID.</param>
    public Task<Reading<IReadOnlyList<PrivateZone>>> GatherAsync(string subscription) =>
        EachAsync(subscription, "privateDnsZones", ApiVersions.PrivateZones, HasHost, ZoneAsync);

    /// <summary>The DNS forwarding rulesets of a subscription.</summary>
    /// <param name="subscription">Its GUID.</param>
    public Task<Reading<IReadOnlyList<NameForwarding>>> ForwardingsAsync(string subscription) =>
        EachAsync(subscription, "dnsForwardingRulesets", ApiVersions.Resolvers, _ => true, ForwardingAsync);

    private async Task<Reading<IReadOnlyList<T>>> EachAsync<T>(
        string subscription,
        string type,
        string version,
        Func<ResourceId, bool> isNeeded,
        Func<ResourceId, Task<T>> read
    )
    {
        Reading<IReadOnlyList<JsonObject>> list = await ListAsync(
            $"/subscriptions/{subscription}/providers/Microsoft.Network/{type}",
            version
        );
        T[] found =
            list.State == ReadingState.Present
                ? await Task.WhenAll(
                    list.Value.Select(one => Id(one.Text("id"))).OfType<ResourceId>().Where(isNeeded).Select(read)
                )
                : [];
        return FactReader.Turn(list, _ => (IReadOnlyList<T>)found);
    }

    private async Task<NameForwarding> ForwardingAsync(ResourceId id)
    {
        Task<Reading<IReadOnlyList<JsonObject>>> links = ListAsync($"{id}/virtualNetworkLinks", ApiVersions.Resolvers);
        Reading<IReadOnlyList<JsonObject>> rules = await ListAsync($"{id}/forwardingRules", ApiVersions.Resolvers);
        return new(
            id,
            await links is { State: ReadingState.Present } linked
                ? [.. linked.Value.Select(Link).OfType<ZoneLink>().Select(link => link.Network)]
                : null,
            rules.State == ReadingState.Present
                ?
                [
                    .. rules
                        .Value.Where(rule => rule.Text("properties", "forwardingRuleState") != "Disabled")
                        .Select(rule => new ForwardingRule(
                            (rule.Text("properties", "domainName") ?? "").TrimEnd('.'),
                            [
                                .. rule.Objects("properties", "targetDnsServers")
                                    .Select(server => server.Text("ipAddress"))
                                    .OfType<string>(),
                            ]
                        )),
                ]
                : null
        );
    }

    // A privatelink zone has names of resources with a private endpoint: of a build's hosts, Azure Resource Manager alone.
    private bool HasHost(ResourceId zone) =>
        zone.Name.Equals("privatelink.azure.com", StringComparison.OrdinalIgnoreCase)
        || egress.Any(host =>
            host.Host.Equals(zone.Name, StringComparison.OrdinalIgnoreCase)
            || host.Host.EndsWith($".{zone.Name}", StringComparison.OrdinalIgnoreCase)
        );

    private async Task<PrivateZone> ZoneAsync(ResourceId id)
    {
        Task<Reading<IReadOnlyList<JsonObject>>> links = ListAsync($"{id}/virtualNetworkLinks");
        Task<Reading<IReadOnlyList<JsonObject>>> names = ListAsync($"{id}/CNAME");
        Reading<IReadOnlyList<JsonObject>> addresses = await ListAsync($"{id}/A");
        return new(
            id,
            await links is { State: ReadingState.Present } linked
                ? [.. linked.Value.Select(Link).OfType<ZoneLink>()]
                : null,
            await names is { State: ReadingState.Present } aliases && addresses.State == ReadingState.Present
                ? [.. aliases.Value.Concat(addresses.Value).Select(Record)]
                : null
        );
    }

    private static ZoneLink? Link(JsonObject link) =>
        Id(link.Text("properties", "virtualNetwork", "id")) is { } network
            ? new(
                network,
                string.Equals(
                    link.Text("properties", "resolutionPolicy"),
                    "NxDomainRedirect",
                    StringComparison.OrdinalIgnoreCase
                )
            )
            : null;

    private static ZoneRecord Record(JsonObject record) =>
        new(
            record.Text("name") ?? "",
            [.. record.Objects("properties", "aRecords").Select(one => one.Text("ipv4Address")).OfType<string>()]
        );

    private Task<Reading<IReadOnlyList<JsonObject>>> ListAsync(
        string path,
        string version = ApiVersions.PrivateZones
    ) => reader.ListAsync(path, reader.Session.ListAsync(path, version, reader.Cancel));

    private static ResourceId? Id(string? text) => ResourceId.TryParse(text, out ResourceId? id) ? id : null;
}
