using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Storage;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>
/// The DNS zone group of a private endpoint: the service keeps the endpoint's A record in the zones. One for a storage account is the name
/// of the account; those of other services are not known. Sources: Azure Private Link, "Private endpoint DNS": one group for an endpoint,
/// up to five zones; pulumi/pulumi-azure-native#2179 has the sentence and hashicorp/terraform-provider-azurerm#28966 the refusal of a
/// name that is there twice. The codes of the first two are not documented.
/// </summary>
internal sealed class PrivateZoneGroups(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, $"{PrivateEndpoints.TypeName}/privateDnsZoneGroups")
{
    private const int MostZones = 5;

    protected override bool IsTracked => false;

    /// <summary>Removes the records that an endpoint has in zones.</summary>
    public static void RemoveRecords(ResourceStore store, string endpoint)
    {
        foreach (StoredResource record in store.OfType($"{PrivateZones.TypeName}/A"))
        {
            if (ArmPath.Same(record.Hidden.At("endpoint").Text(), endpoint))
            {
                store.Remove(record.Id);
            }
        }
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        List<JsonNode> zones = [.. Zones(body)];
        if (zones.Count > MostZones)
        {
            throw new ArmException(
                400,
                "PrivateDnsZoneGroupLimitReached",
                $"The DNS zone group {request.Path.Id} has {zones.Count} zones; the maximum is {MostZones}.",
                "properties.privateDnsZoneConfigs"
            );
        }
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in zones.Select(zone => zone.At("name").Text() ?? ""))
        {
            if (!names.Add(name))
            {
                ArmError twice = new(
                    "DuplicateResourceName",
                    $"Resource {request.Path.Id} has two child resources with the same name ({name})."
                );
                throw new ArmException(
                    400,
                    new ArmError("InvalidRequestFormat", "Cannot parse the request.", request.Path.Id, [twice])
                );
            }
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        foreach (JsonNode zone in Zones(body))
        {
            string id = zone.At("properties", "privateDnsZoneId").Text() ?? "";
            CheckReference(request, new JsonObject { ["id"] = id }, "Microsoft.Network/privateDnsZones/join/action");
        }
        string endpoint = request.Path.Parent!.Id;
        if (
            Context.Store.Under($"{endpoint}/privateDnsZoneGroups/").Any(other => other.Key != request.Path.Key)
            && existing is null
        )
        {
            throw new ArmException(
                400,
                "MoreThanOnePrivateDnsZoneGroupNotAllowed",
                $"Cannot create more than one private dns zone groups in the private endpoint {endpoint}."
            );
        }
    }

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Remove("systemData");

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        StoredResource endpoint = Context.Store.Find(ArmPath.Parse(stored.Id).Parent!.Id)!;
        RemoveRecords(Context.Store, endpoint.Id);
        if (AccountOf(endpoint) is not { } account || endpoint.Hidden.At("address").Text() is not { } address)
        {
            return;
        }
        foreach (JsonNode zone in Zones(stored.Body))
        {
            string id = $"{zone.At("properties", "privateDnsZoneId").Text()}/A/{account}";
            Context.Store.Put(
                new StoredResource(
                    id,
                    $"{PrivateZones.TypeName}/A",
                    new JsonObject
                    {
                        ["id"] = id,
                        ["name"] = account,
                        ["type"] = $"{PrivateZones.TypeName}/A",
                        ["properties"] = new JsonObject
                        {
                            ["fqdn"] = $"{account}.{ArmPath.Parse(id).Names[0]}.",
                            ["ttl"] = 10,
                            ["isAutoRegistered"] = false,
                            ["provisioningState"] = "Succeeded",
                            ["aRecords"] = new JsonArray(new JsonObject { ["ipv4Address"] = address }),
                        },
                    },
                    new JsonObject { ["endpoint"] = endpoint.Id }
                )
            );
        }
    }

    protected override void Deleted(StoredResource resource) =>
        RemoveRecords(Context.Store, ArmPath.Parse(resource.Id).Parent!.Id);

    private static IEnumerable<JsonNode> Zones(JsonObject body) =>
        body.At("properties", "privateDnsZoneConfigs").Items();

    private static string? AccountOf(StoredResource endpoint) =>
        PrivateEndpoints
            .Kinds.SelectMany(kind => endpoint.Body.At("properties", kind).Items())
            .Select(connection => ArmPath.Parse(connection.At("properties", "privateLinkServiceId").Text() ?? ""))
            .Where(target => ArmPath.Same(target.Type, StorageAccounts.TypeName))
            .Select(target => target.Name)
            .FirstOrDefault();
}
