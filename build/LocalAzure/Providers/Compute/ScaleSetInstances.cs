using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Providers.Network;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The instances of scale sets: children of a uniform set, virtual machines of a flexible one. Source: azure-compute-docs,
/// virtual-machine-scale-sets-orchestration-modes.md. How Azure names what it creates is not documented; these names have its form.
/// </summary>
internal sealed class ScaleSetInstances(ResourceContext context, TypeCatalogue types, MachineFaults faults)
{
    private const string Next = "next";
    private const string Number = "number";
    private const string Never = "neverCreated";

    /// <summary>The instances of a set, oldest first.</summary>
    public IReadOnlyList<StoredResource> Of(StoredResource set) =>
        [
            .. (
                ScaleSetModel.IsFlexible(set.Body)
                    ? context
                        .Store.OfType(VirtualMachines.TypeName)
                        .Where(machine => ArmPath.Same(SetOf(machine), set.Id))
                    : context
                        .Store.Under($"{set.Id}/virtualMachines/")
                        .Where(instance => instance.Type == ScaleSetMachines.TypeName)
            ).OrderBy(instance => instance.Hidden.At(Number).Number() ?? -1),
        ];

    /// <summary>The id of the set that a machine or an instance belongs to; null for none.</summary>
    public static string? SetOf(StoredResource machine) =>
        machine.Type == ScaleSetMachines.TypeName
            ? ArmPath.Parse(machine.Id).Parent!.Id
            : machine.Body.At("properties", "virtualMachineScaleSet", "id").Text();

    /// <summary>Whether a change of the set's size or model must leave the instance alone.</summary>
    public static bool IsProtected(StoredResource instance, bool fromScaleIn)
    {
        JsonNode? policy = instance.Body.At("properties", "protectionPolicy") ?? instance.Hidden.At("protectionPolicy");
        return policy.At("protectFromScaleSetActions").Flag() == true
            || fromScaleIn && policy.At("protectFromScaleIn").Flag() == true;
    }

    /// <summary>Whether the creation of the instance never ends, by a fault rule.</summary>
    public static bool IsNeverCreated(StoredResource instance) => instance.Hidden.At(Never).Flag() == true;

    /// <summary>Whether the instance has the set's model.</summary>
    public static bool IsCurrent(StoredResource set, StoredResource instance) =>
        set.Hidden.At(ScaleSetModel.Applied).Text() == instance.Hidden.At(ScaleSetModel.Applied).Text();

    /// <summary>Creates instances; they are Creating until <see cref="Settle"/>.</summary>
    /// <exception cref="ArmException">400 with SubnetIsFull.</exception>
    public void Create(StoredResource set, int count)
    {
        foreach (
            IGrouping<string, JsonNode> subnet in ScaleSetModel
                .Addresses(set.Body)
                .GroupBy(one => one.At("properties", "subnet", "id").Text() ?? "", StringComparer.OrdinalIgnoreCase)
        )
        {
            SubnetUsers.CheckRoom(context.Store, subnet.Key, "", count * subnet.Count());
        }
        for (int i = 0; i < count; i++)
        {
            StoredResource current = context.Store.Find(set.Id)!;
            int number = current.Hidden.At(Next).Number() ?? 0;
            context.Store.Update(set.Id, (_, hidden) => hidden[Next] = number + 1);
            JsonObject body = ScaleSetModel.Machine(current.Body, ComputerName(current, number));
            if (ZoneOf(current) is { } zone)
            {
                body["zones"] = new JsonArray(zone);
            }
            if (current.Body["tags"] is { } tags)
            {
                body["tags"] = tags.DeepClone();
            }
            JsonObject hidden = new()
            {
                [Number] = number,
                [MachineForms.Counted] = true,
                [ScaleSetModel.Applied] = current.Hidden.At(ScaleSetModel.Applied)?.DeepClone(),
            };
            string id = ScaleSetModel.IsFlexible(current.Body)
                ? CreateMachine(current, body)
                : CreateChild(current, body, number);
            OsDisk.Create(context, id);
            Boot(current, id, hidden);
            context.Store.Update(
                id,
                (document, own) =>
                {
                    document.Ensure("properties")["provisioningState"] = "Creating";
                    foreach ((string name, JsonNode? value) in hidden)
                    {
                        own[name] = value?.DeepClone();
                    }
                }
            );
        }
    }

    /// <summary>Ends the creation or change of all instances, except of those whose creation never ends.</summary>
    public void Settle(StoredResource set)
    {
        foreach (StoredResource instance in Of(set).Where(one => !IsNeverCreated(one)))
        {
            if (instance.Body.At("properties", "provisioningState").Text() is "Creating" or "Updating")
            {
                context.Store.Update(
                    instance.Id,
                    (body, _) => body.Ensure("properties")["provisioningState"] = "Succeeded"
                );
            }
        }
    }

    /// <summary>Writes into each uniform instance whether it has the set's model.</summary>
    public void Mark(StoredResource set)
    {
        StoredResource current = context.Store.Find(set.Id)!;
        foreach (
            StoredResource instance in Of(current)
                .Where(one => one.Type == ScaleSetMachines.TypeName && one.Hidden.At(ScaleSetModel.Applied) is not null)
        )
        {
            context.Store.Update(
                instance.Id,
                (body, _) => body.Ensure("properties")["latestModelApplied"] = IsCurrent(current, instance)
            );
        }
    }

    /// <summary>Reduces the capacity of the set of a machine that is being deleted.</summary>
    public void Shrink(StoredResource machine)
    {
        if (SetOf(machine) is { } id && context.Store.Find(id) is { } set && set.Body["sku"] is JsonObject)
        {
            int left = Of(set).Count(one => one.Key != machine.Key);
            context.Store.Update(set.Id, (body, _) => body["sku"]!["capacity"] = left);
        }
    }

    /// <summary>Deletes an instance with its disk and interfaces; the set is smaller afterwards.</summary>
    public void Remove(StoredResource instance)
    {
        if (context.Store.Find(instance.Id) is { } current && types.Find(current.Type) is StoredType type)
        {
            ArmPath path = ArmPath.Parse(current.Id);
            type.RemoveWithin(new ArmRequest("DELETE", path, type.ApiVersions[^1], Caller.System), current);
        }
    }

    /// <summary>Creates the instance again, as it is or from the set's model.</summary>
    public void Reimage(StoredResource set, StoredResource instance, bool toModel)
    {
        JsonObject machine = ScaleSetModel.Machine(
            set.Body,
            instance.Body.At("properties", "osProfile", "computerName").Text() ?? ""
        );
        JsonObject hidden = [];
        context.Store.Update(
            instance.Id,
            (body, own) =>
            {
                JsonObject properties = body.Ensure("properties");
                own.Remove("power");
                own["restarted"] = Operations.Stamp(context.Now);
                if (toModel)
                {
                    JsonNode? disk = properties.At("storageProfile", "osDisk", "name")?.DeepClone();
                    foreach ((string name, JsonNode? value) in machine["properties"]!.AsObject())
                    {
                        properties[name] = value?.DeepClone();
                    }
                    if (disk is not null && properties.At("storageProfile", "osDisk") is JsonObject named)
                    {
                        named["name"] = disk;
                    }
                    own[ScaleSetModel.Applied] = set.Hidden.At(ScaleSetModel.Applied)?.DeepClone();
                }
            }
        );
        Boot(set, instance.Id, hidden);
        context.Store.Update(instance.Id, (_, own) => own["health"] = hidden["health"]?.DeepClone());
        Mark(set);
    }

    // A deployment's look at a request starts nothing.
    private void Boot(StoredResource set, string id, JsonObject hidden)
    {
        string image = ImageReferences.NameOf(context.Store.Find(id)!.Body.At("properties", "storageProfile"));
        bool isReal = Foresight.Current is null;
        hidden["health"] = ScaleSetModel.HasExtension(set.Body, "Microsoft.ManagedServices", "ApplicationHealthLinux")
            ? (isReal ? faults.HealthOf(id, image) : null) ?? "Healthy"
            : null;
        if (isReal && faults.IsNeverCreated(id, image))
        {
            hidden[Never] = true;
        }
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
        // The default of a flexible set: azure-compute-docs, the page of the modes.
        if (properties.At("storageProfile", "osDisk") is JsonObject disk)
        {
            disk["deleteOption"] ??= "Delete";
        }
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
    private string? ZoneOf(StoredResource set)
    {
        IReadOnlyList<StoredResource> instances = Of(set);
        return set.Body["zones"]
            .Items()
            .Select(zone => zone.Text())
            .MinBy(zone => instances.Count(one => one.Body["zones"].Items().FirstOrDefault().Text() == zone));
    }

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
