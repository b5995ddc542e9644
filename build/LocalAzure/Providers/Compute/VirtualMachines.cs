using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Virtual machines, which do not boot. They are users of images and build machines, and one with a network interface runs the
/// commands of a probe.
/// </summary>
internal sealed class VirtualMachines(ResourceContext context, PermissionCheck permissions)
    : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines";

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (!request.Caller.IsSystem)
        {
            MachineRules.Check(body);
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (!request.Caller.IsSystem)
        {
            MachineRules.CheckOffer(Context.Store, body);
            MachineRules.CheckInterfaces(Context.Store, permissions, request, body);
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["vmId"] = existing?.Body.At("properties", "vmId").Text() ?? Guid.NewGuid().ToString();
        properties["timeCreated"] =
            existing?.Body.At("properties", "timeCreated").Text() ?? Operations.Stamp(Context.Now);
        if (existing is null)
        {
            ImageReferences.Resolve(
                Context,
                request,
                document.At("properties", "storageProfile"),
                document["location"].Text() ?? ""
            );
        }
    }

    // The disk of a machine from an image is created with it, below the same group.
    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (!request.Caller.IsSystem && DiskOf(stored) is { } disk && Context.Store.Find(disk) is null)
        {
            JsonObject document = new()
            {
                ["id"] = disk,
                ["name"] = ArmPath.Parse(disk).Name,
                ["type"] = Disks.TypeName,
                ["location"] = stored.Body["location"].Text(),
                ["managedBy"] = stored.Id,
                ["properties"] = new JsonObject
                {
                    ["creationData"] = new JsonObject { ["createOption"] = "FromImage" },
                    ["diskState"] = "Attached",
                    ["provisioningState"] = "Succeeded",
                    ["timeCreated"] = Operations.Stamp(Context.Now),
                },
            };
            Context.Store.Put(new StoredResource(disk, Disks.TypeName, document));
        }
    }

    // What is marked so is deleted with the machine; the default is to keep it. Azure virtual machines, "delete a VM and its resources".
    protected override void Deleted(StoredResource resource)
    {
        JsonNode? properties = resource.Body["properties"];
        string? disk = DiskOf(resource);
        bool takesDisk = IsDeleted(properties.At("storageProfile", "osDisk"));
        if (disk is not null && takesDisk)
        {
            Context.Store.Remove(disk);
        }
        else if (disk is not null)
        {
            Context.Store.Update(disk, (body, _) => body.Remove("managedBy"));
        }
        foreach (JsonNode card in properties.At("networkProfile", "networkInterfaces").Items())
        {
            if (card.At("id").Text() is { } id && IsDeleted(card["properties"]))
            {
                Context.Store.Remove(id);
            }
        }
    }

    private static bool IsDeleted(JsonNode? owner) => ArmPath.Same(owner.At("deleteOption").Text(), "Delete");

    private static string? DiskOf(StoredResource machine)
    {
        JsonNode? disk = machine.Body.At("properties", "storageProfile", "osDisk");
        string group = machine.Id[..machine.Id.IndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];
        return
            ArmPath.Same(disk.At("createOption").Text(), "FromImage") && disk.At("name").Text() is { Length: > 0 } name
            ? $"{group}/providers/{Disks.TypeName}/{name}"
            : null;
    }
}
