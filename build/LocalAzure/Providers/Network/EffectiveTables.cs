using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Packets;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// The effective routes and rules of an interface. A world gives a network the prefixes that its gateway announces with the tag
/// <c>announced</c>, separated by spaces, because LocalAzure has no gateways. Source of the form: the examples of the REST
/// specification of Microsoft.Network, networkInterface.json.
/// </summary>
internal sealed class EffectiveTables(ResourceStore store)
{
    private const string Announced = "announced";

    /// <summary>The routes of a subnet.</summary>
    public JsonArray Routes(StoredResource subnet)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        StoredResource? table = Table(subnet);
        bool propagates = table?.Body.At("properties", "disableBgpRoutePropagation").Flag() != true;
        string[] learned = propagates ? store.Find(network)?.Body.At("tags", Announced).Text()?.Split(' ') ?? [] : [];
        return new([
            .. Neighbours.SpaceOf(store, network).Select(prefix => Route("Default", prefix, "VnetLocal", null)),
            .. learned.Select(prefix => Route("VirtualNetworkGateway", prefix, "VirtualNetworkGateway", "10.255.0.4")),
            .. (table is null ? [] : store.Under($"{table.Id}/routes/")).Select(route =>
                Route(
                    "User",
                    route.Body.At("properties", "addressPrefix").Text() ?? "",
                    route.Body.At("properties", "nextHopType").Text() ?? "",
                    route.Body.At("properties", "nextHopIpAddress").Text()
                )
            ),
        ]);
    }

    /// <summary>The rules of a subnet's security group, with the prefixes of the tag VirtualNetwork.</summary>
    public JsonArray Rules(StoredResource subnet)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        string[] space =
        [
            .. Neighbours.SpaceOf(store, network),
            .. Neighbours.Of(store, network).SelectMany(near => near.Prefixes),
            $"{Ipv4.Platform}/32",
        ];
        return subnet.Body.At("properties", "networkSecurityGroup", "id").Text() is not { } group
            ? []
            : new(
                new JsonObject
                {
                    ["networkSecurityGroup"] = new JsonObject { ["id"] = group },
                    ["association"] = new JsonObject { ["subnet"] = new JsonObject { ["id"] = subnet.Id } },
                    ["effectiveSecurityRules"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "defaultSecurityRules/AllowVnetOutBound",
                            ["protocol"] = "All",
                            ["access"] = "Allow",
                            ["direction"] = "Outbound",
                            ["priority"] = 65000,
                            ["sourceAddressPrefix"] = "VirtualNetwork",
                            ["destinationAddressPrefix"] = "VirtualNetwork",
                            ["expandedSourceAddressPrefix"] = Texts(space),
                            ["expandedDestinationAddressPrefix"] = Texts(space),
                        }
                    ),
                }
            );
    }

    private StoredResource? Table(StoredResource subnet) =>
        subnet.Body.At("properties", "routeTable", "id").Text() is { } id ? store.Find(id) : null;

    private static JsonObject Route(string source, string prefix, string hop, string? address) =>
        new()
        {
            ["source"] = source,
            ["state"] = "Active",
            ["addressPrefix"] = Texts([prefix]),
            ["nextHopType"] = hop,
            ["nextHopIpAddress"] = address is null ? new JsonArray() : Texts([address]),
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
