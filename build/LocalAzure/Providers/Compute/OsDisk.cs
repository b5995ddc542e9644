using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The disk of a machine from an image: created with it, below the same group, and deleted with it if its option says so. Source:
/// azure-compute-docs, virtual-machines/delete.md.
/// </summary>
internal static class OsDisk
{
    /// <summary>The id of a machine's disk; null for an ephemeral one, which is no resource.</summary>
    public static string? Of(StoredResource machine)
    {
        JsonNode? disk = machine.Body.At("properties", "storageProfile", "osDisk");
        if (disk.At("diffDiskSettings") is not null)
        {
            return null;
        }
        string group = machine.Id[..machine.Id.IndexOf("/providers/", StringComparison.OrdinalIgnoreCase)];
        return
            ArmPath.Same(disk.At("createOption").Text(), "FromImage") && disk.At("name").Text() is { Length: > 0 } name
            ? $"{group}/providers/{Disks.TypeName}/{name}"
            : null;
    }

    /// <summary>Writes the disk's name, of the platform's form if the body has none, and its id, as clients read them.</summary>
    public static void Name(JsonObject properties, ArmPath machine, StoredResource? existing)
    {
        if (
            properties.At("storageProfile", "osDisk") is not JsonObject disk
            || disk["diffDiskSettings"] is not null
            || !ArmPath.Same(disk["createOption"].Text(), "FromImage")
        )
        {
            return;
        }
        JsonNode? before = existing?.Body.At("properties", "storageProfile", "osDisk");
        string name = disk["name"].Text() ?? before.At("name").Text() ?? $"{machine.Name}_OsDisk_1_{Guid.NewGuid():N}";
        disk["name"] = name;
        disk.Ensure("managedDisk")["id"] = $"{machine.Scope}/providers/{Disks.TypeName}/{name}";
    }

    /// <summary>Creates the disk of a scale set's instance, with a name of the platform's form.</summary>
    public static void Create(ResourceContext context, string instance)
    {
        StoredResource machine = context.Store.Find(instance)!;
        if (machine.Body.At("properties", "storageProfile", "osDisk") is not JsonObject)
        {
            return;
        }
        string stem = machine.Body["name"].Text() ?? machine.Name;
        context.Store.Update(
            instance,
            (body, _) =>
                body.At("properties", "storageProfile", "osDisk")!["name"] = $"{stem}_OsDisk_1_{Guid.NewGuid():N}"
        );
        Ensure(context, context.Store.Find(instance)!);
    }

    /// <summary>Creates the disk of a machine if it does not exist.</summary>
    public static void Ensure(ResourceContext context, StoredResource machine)
    {
        if (Of(machine) is not { } disk || context.Store.Find(disk) is not null)
        {
            return;
        }
        JsonObject document = new()
        {
            ["id"] = disk,
            ["name"] = ArmPath.Parse(disk).Name,
            ["type"] = Disks.TypeName,
            ["location"] = machine.Body["location"].Text(),
            ["managedBy"] = machine.Id,
            ["properties"] = new JsonObject
            {
                ["creationData"] = new JsonObject { ["createOption"] = "FromImage" },
                ["diskState"] = "Attached",
                ["provisioningState"] = "Succeeded",
                ["timeCreated"] = Operations.Stamp(context.Now),
            },
        };
        context.Store.Put(new StoredResource(disk, Disks.TypeName, document));
    }

    /// <summary>Deletes the disk of a machine that is deleted, or leaves it without a machine.</summary>
    public static void Release(ResourceContext context, StoredResource machine, bool isDeleted)
    {
        if (Of(machine) is not { } disk)
        {
            return;
        }
        if (isDeleted)
        {
            context.Store.Remove(disk);
        }
        else
        {
            context.Store.Update(disk, (body, _) => body.Remove("managedBy"));
        }
    }
}
