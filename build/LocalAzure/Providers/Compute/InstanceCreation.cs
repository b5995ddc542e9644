using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Providers.Network;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Creates the instances of scale sets: a child of a uniform set, a virtual machine of a flexible one, with interfaces, disk and extensions
/// of the model. How Azure names them is not documented; these names have its form.
/// </summary>
internal sealed class InstanceCreation(ResourceContext context, TypeCatalogue types, MachineFaults faults)
{
    /// <summary>The hidden member with the number of an instance, by which they are ordered.</summary>
    public const string Number = "number";

    private const string Next = "next";
    private const string Never = "neverCreated";

    /// <summary>Whether the creation of an instance never ends, by a fault rule.</summary>
    public static bool IsNeverEnding(StoredResource instance) => instance.Hidden.At(Never).Flag() == true;

    /// <summary>Creates one more instance; it is Creating.</summary>
    /// <param name="set">The set.</param>
    /// <param name="present">The instances that it has.</param>
    public void Create(StoredResource set, IReadOnlyList<StoredResource> present)
    {
        int number = set.Hidden.At(Next).Number() ?? 0;
        context.Store.Update(set.Id, (_, hidden) => hidden[Next] = number + 1);
        JsonObject body = ScaleSetModel.Machine(set.Body, ComputerName(set, number));
        if (ZoneOf(set, present) is { } zone)
        {
            body["zones"] = new JsonArray(zone);
        }
        if (set.Body["tags"] is { } tags)
        {
            body["tags"] = tags.DeepClone();
        }
        string id = ScaleSetModel.IsFlexible(set.Body) ? CreateMachine(set, body) : CreateChild(set, body, number);
        OsDisk.Create(context, id);
        MachineExtensions.Install(context, faults, context.Store.Find(id)!, ScaleSetModel.Extensions(set.Body));
        StoredResource made = context.Store.Find(id)!;
        bool isNever = faults.IsNeverCreated(id, ImageReferences.NameOf(made.Body.At("properties", "storageProfile")));
        context.Store.Update(
            id,
            (document, hidden) =>
            {
                document.Ensure("properties")["provisioningState"] = "Creating";
                hidden[Number] = number;
                hidden[MachineCores.Counted] = true;
                hidden[ScaleSetModel.Applied] = set.Hidden.At(ScaleSetModel.Applied)?.DeepClone();
                if (isNever)
                {
                    hidden[Never] = true;
                }
            }
        );
    }

    private string CreateChild(StoredResource set, JsonObject body, int number)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{set.Id}/virtualMachines/{number}");
        JsonObject properties = body["properties"]!.AsObject();
        properties["latestModelApplied"] = true;
        properties["modelDefinitionApplied"] = "VirtualMachineScaleSet";
        properties["vmId"] = Guid.NewGuid().ToString();
        properties["timeCreated"] = Operations.Stamp(context.Now);
        properties["networkProfileConfiguration"] = new JsonObject
        {
            ["networkInterfaceConfigurations"] = new JsonArray([
                .. ScaleSetModel.Cards(set.Body).Select(card => card.DeepClone()),
            ]),
        };
        body["name"] = string.Create(CultureInfo.InvariantCulture, $"{set.Name}_{number}");
        body["id"] = id;
        body["type"] = ScaleSetMachines.TypeName;
        body["instanceId"] = number.ToString(CultureInfo.InvariantCulture);
        body["sku"] = set.Body["sku"].Object()?.Copy().Without("capacity");
        context.Store.Put(new StoredResource(id, ScaleSetMachines.TypeName, body));
        string[] cards = [.. ScaleSetCards.Create(context.Store, set, id)];
        context.Store.Update(id, (document, _) => Attach(document.Ensure("properties"), cards));
        return id;
    }

    private string CreateMachine(StoredResource set, JsonObject body)
    {
        string group = set.Id[..set.Id.IndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];
        string suffix = Guid.NewGuid().ToString("N")[..8];
        List<string> cards = [];
        foreach (JsonNode model in ScaleSetModel.Cards(set.Body))
        {
            string card = $"{group}/providers/{NetworkInterfaces.TypeName}/{model.At("name").Text()}-{suffix}";
            Store(
                card,
                new JsonObject
                {
                    ["location"] = set.Body["location"]?.DeepClone(),
                    ["properties"] = ScaleSetCards.Properties(model),
                }
            );
            cards.Add(card);
        }
        string id = $"{group}/providers/{VirtualMachines.TypeName}/{set.Name}_{suffix}";
        JsonObject properties = body["properties"]!.AsObject();
        properties["virtualMachineScaleSet"] = new JsonObject { ["id"] = set.Id };
        Attach(properties, cards);
        Store(id, body);
        return id;
    }

    private static void Attach(JsonObject properties, IEnumerable<string> cards) =>
        properties["networkProfile"] = new JsonObject
        {
            ["networkInterfaces"] = new JsonArray([
                .. cards.Select(
                    (card, i) =>
                        new JsonObject
                        {
                            ["id"] = card,
                            ["properties"] = new JsonObject { ["primary"] = i == 0, ["deleteOption"] = "Delete" },
                        }
                ),
            ]),
        };

    private void Store(string id, JsonObject body)
    {
        ArmPath path = ArmPath.Parse(id);
        StoredType type = (StoredType)types.Find(path.Type)!;
        type.Store(new ArmRequest("PUT", path, type.ApiVersions[^1], Caller.System) { Body = body });
    }

    // The first zone of those with the fewest instances.
    private static string? ZoneOf(StoredResource set, IReadOnlyList<StoredResource> present) =>
        set.Body["zones"]
            .Items()
            .Select(zone => zone.Text())
            .MinBy(zone => present.Count(one => one.Body["zones"].Items().FirstOrDefault().Text() == zone));

    // Six digits to the base 36 behind the prefix.
    private static string ComputerName(StoredResource set, int number)
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        char[] text = new char[6];
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = digits[number % digits.Length];
            number /= digits.Length;
        }
        return ScaleSetModel.Profile(set.Body).At("osProfile", "computerNamePrefix").Text() + new string(text);
    }
}
