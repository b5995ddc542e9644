using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Providers.Network;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The instances of scale sets: children of a uniform set, virtual machines of a flexible one. Source: azure-compute-docs,
/// virtual-machine-scale-sets-orchestration-modes.md.
/// </summary>
internal sealed class ScaleSetInstances(ResourceContext context, TypeCatalogue types, MachineFaults faults)
{
    private readonly InstanceCreation _creation = new(context, types, faults);

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
            ).OrderBy(instance => instance.Hidden.At(InstanceCreation.Number).Number() ?? -1),
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
            _creation.Create(current, Of(current));
        }
    }

    /// <summary>Ends the creation or change of all instances, except of those whose creation never ends.</summary>
    /// <param name="set">The set.</param>
    /// <param name="state">Their state.</param>
    public void Settle(StoredResource set, string state = "Succeeded")
    {
        foreach (StoredResource instance in Of(set).Where(one => !InstanceCreation.IsNeverEnding(one)))
        {
            if (instance.Body.At("properties", "provisioningState").Text() is "Creating" or "Updating" or "Failed")
            {
                context.Store.Update(instance.Id, (body, _) => body.Ensure("properties")["provisioningState"] = state);
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
        MachineExtensions.Install(
            context,
            faults,
            context.Store.Find(instance.Id)!,
            toModel ? ScaleSetModel.Extensions(set.Body) : null
        );
        Mark(set);
    }
}
