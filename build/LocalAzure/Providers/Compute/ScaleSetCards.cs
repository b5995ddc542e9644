using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Network;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The network interfaces of uniform instances, each with an address in its subnet; they live and die with the instance. Source:
/// azure-rest-api-specs, Microsoft.Network, vmssNetworkInterface.json, whose API versions are these.
/// </summary>
/// <param name="context">The services.</param>
/// <param name="name">The type: below an instance, or all of a set.</param>
internal sealed class ScaleSetCards(ResourceContext context, string name)
    : ResourceType(context, name, "2017-03-30", "2018-10-01")
{
    public const string TypeName = $"{ScaleSetMachines.TypeName}/networkInterfaces";

    /// <summary>The type of the list of all interfaces of a set.</summary>
    public const string OfSet = $"{ScaleSets.TypeName}/networkInterfaces";

    /// <summary>Creates the interfaces of a uniform instance.</summary>
    /// <returns>Their ids.</returns>
    /// <exception cref="ArmException">400 with SubnetIsFull.</exception>
    public static IEnumerable<string> Create(ResourceStore store, StoredResource set, string instance)
    {
        foreach (JsonNode model in ScaleSetModel.Cards(set.Body))
        {
            string id = $"{instance}/networkInterfaces/{model.At("name").Text()}";
            JsonObject document = new()
            {
                ["name"] = model.At("name")?.DeepClone(),
                ["id"] = id,
                ["properties"] = Properties(model),
            };
            JsonObject properties = document["properties"]!.AsObject();
            properties["provisioningState"] = "Succeeded";
            properties["virtualMachine"] = new JsonObject { ["id"] = instance };
            foreach (JsonObject part in properties["ipConfigurations"].Items().OfType<JsonObject>())
            {
                part["id"] = $"{id}/ipConfigurations/{part["name"].Text()}";
                JsonObject inner = part.Ensure("properties");
                inner["privateIPAllocationMethod"] = "Dynamic";
                inner["provisioningState"] = "Succeeded";
                if (store.Find(inner.At("subnet", "id").Text() ?? "") is { } subnet)
                {
                    inner["privateIPAddress"] = SubnetUsers.FreeAddress(store, subnet, id);
                }
            }
            store.Put(new StoredResource(id, TypeName, document));
            yield return id;
        }
    }

    /// <summary>What an interface takes over from the model: its members, without public addresses, which LocalAzure gives none.</summary>
    public static JsonObject Properties(JsonNode model)
    {
        JsonObject properties = (model.At("properties") as JsonObject)?.Copy() ?? [];
        properties.Remove("deleteOption");
        foreach (JsonNode part in properties["ipConfigurations"].Items())
        {
            (part.At("properties") as JsonObject)?.Remove("publicIPAddressConfiguration");
        }
        return properties;
    }

    protected override ArmResponse Get(ArmRequest request) =>
        Context.Store.Find(request.Path.Id) is { } card ? ArmResponse.Ok(card.Body) : throw Missing(request.Path);

    protected override ArmResponse List(ArmRequest request)
    {
        string parent = request.Path.Parent!.Id;
        return Context.Store.Find(parent) is null
            ? throw Missing(request.Path.Parent)
            : ArmResponse.List(
                Context.Store.Under($"{parent}/").Where(card => card.Type == TypeName).Select(card => card.Body)
            );
    }

    private static ArmException Missing(ArmPath path) => new(404, "NotFound", $"Resource {path.Id} not found.");
}
