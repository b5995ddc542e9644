using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// Private endpoints: each takes an address of its subnet through a network interface, which is created and deleted with it.
/// </summary>
internal sealed class PrivateEndpoints(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/privateEndpoints";

    /// <summary>The members with connections: those that are approved at once, and those that wait for an approval.</summary>
    public static readonly string[] Kinds = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"];

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (body.At("properties", "subnet", "id").Text() is null)
        {
            throw new ArmException(
                400,
                "InvalidRequestFormat",
                $"The private endpoint {request.Path.Id} needs properties.subnet.id.",
                "properties.subnet"
            );
        }
        if (!request.Caller.IsSystem)
        {
            foreach (JsonNode connection in Connections(body))
            {
                Foresight.Apart(() => PrivateLinkRules.Check(request.Path, connection));
            }
        }
    }

    private static IEnumerable<JsonNode> Connections(JsonObject body) =>
        Kinds.SelectMany(kind => body.At("properties", kind).Items());

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        CheckReference(
            request,
            body.At("properties", "subnet"),
            "Microsoft.Network/virtualNetworks/subnets/join/action"
        );
        foreach (JsonNode connection in Connections(body))
        {
            if (
                !request.Caller.IsSystem
                && connection.At("properties", "privateLinkServiceId").Text() is { } target
                && Specification.Find(ArmPath.Parse(target).Type) is not null
            )
            {
                CheckReference(request, new JsonObject { ["id"] = target }, null);
            }
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        foreach (string kind in Kinds)
        {
            foreach (JsonObject connection in properties[kind].Items().OfType<JsonObject>())
            {
                connection["id"] = $"{document["id"].Text()}/{kind}/{connection["name"].Text()}";
                JsonObject inner = connection.Ensure("properties");
                inner["provisioningState"] = "Succeeded";
                bool isManual = kind.StartsWith("manual", StringComparison.Ordinal);
                inner["privateLinkServiceConnectionState"] ??= new JsonObject
                {
                    ["status"] = isManual ? "Pending" : "Approved",
                    ["description"] = isManual ? "" : "Auto-Approved",
                    ["actionsRequired"] = "None",
                };
            }
        }
        properties["customDnsConfigs"] ??= new JsonArray();
        hidden["address"] ??=
            properties.At("subnet", "id").Text() is { } subnet && Context.Store.Find(subnet) is { } place
                ? SubnetUsers.FreeAddress(Context.Store, place, request.Path.Id)
                : null;
        properties["resourceGuid"] = GuidOf(existing);
        properties["networkInterfaces"] =
            existing?.Body.At("properties", "networkInterfaces")?.DeepClone()
            ?? new JsonArray(new JsonObject { ["id"] = InterfaceOf(request.Path, document, properties) });
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        string id = stored.Body.At("properties", "networkInterfaces")!.AsArray()[0].At("id").Text()!;
        Context.Store.Put(
            new StoredResource(
                id,
                NetworkInterfaces.TypeName,
                new JsonObject
                {
                    ["id"] = id,
                    ["name"] = ArmPath.Parse(id).Name,
                    ["type"] = NetworkInterfaces.TypeName,
                    ["location"] = stored.Body["location"]?.DeepClone(),
                    ["properties"] = new JsonObject
                    {
                        ["provisioningState"] = "Succeeded",
                        ["privateEndpoint"] = new JsonObject { ["id"] = stored.Id },
                        ["ipConfigurations"] = new JsonArray(
                            new JsonObject
                            {
                                ["name"] = "privateEndpointIpConfig",
                                ["properties"] = new JsonObject
                                {
                                    ["privateIPAddress"] = stored.Hidden.At("address").Text(),
                                    ["subnet"] = stored.Body.At("properties", "subnet")?.DeepClone(),
                                },
                            }
                        ),
                    },
                }
            )
        );
    }

    protected override void Deleted(StoredResource resource)
    {
        foreach (JsonNode one in resource.Body.At("properties", "networkInterfaces").Items())
        {
            Context.Store.Remove(one.At("id").Text()!);
        }
        PrivateZoneGroups.RemoveRecords(Context.Store, resource.Id);
    }

    private static string InterfaceOf(ArmPath path, JsonObject document, JsonObject properties)
    {
        string name = properties.At("customNetworkInterfaceName").Text() is { Length: > 0 } given
            ? given
            : $"{document["name"].Text()}.nic.{Guid.NewGuid()}";
        return $"{path.Scope}/providers/{NetworkInterfaces.TypeName}/{name}";
    }
}
