using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Packets;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// GET /subscriptions/{id}/providers/Microsoft.Network/locations/{location}/serviceTags: the tags of all regions, whatever the
/// location. Source: the REST specification of Microsoft.Network, serviceTags.json.
/// </summary>
internal sealed class ServiceTags(ResourceContext context)
    : ResourceType(
        context,
        "Microsoft.Network/locations/serviceTags",
        Specification.VersionsOf(VirtualNetworks.TypeName)
    )
{
    public override string? ActionOf(ArmRequest request) => $"{Name}/read";

    protected override ArmResponse List(ArmRequest request)
    {
        Regions.Check(Regions.Normalize(request.Path.Parent!.Name), Name);
        return ArmResponse.Ok(
            new JsonObject
            {
                ["name"] = "Public",
                ["id"] = $"/subscriptions/{request.Path.SubscriptionId}/providers/Microsoft.Network/serviceTags/Public",
                ["type"] = "Microsoft.Network/serviceTags",
                ["changeNumber"] = "1",
                ["cloud"] = "Public",
                ["values"] = new JsonArray([.. HostBook.Tags.Select(Value)]),
            }
        );
    }

    private static JsonNode Value((string Name, string Region, string[] Prefixes) tag) =>
        new JsonObject
        {
            ["name"] = tag.Name,
            ["id"] = tag.Name,
            ["properties"] = new JsonObject
            {
                ["changeNumber"] = "1",
                ["region"] = tag.Region,
                ["systemService"] = tag.Name.Split('.')[0],
                ["addressPrefixes"] = new JsonArray([.. tag.Prefixes.Select(prefix => (JsonNode)prefix)]),
            },
        };
}
