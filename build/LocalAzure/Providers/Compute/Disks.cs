using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Managed disks, without content: those of build machines and any others in groups.</summary>
internal sealed class Disks(ResourceContext context) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/disks";

    // disk.json: "If creationData.createOption is Empty, this field is mandatory"; the words of the error are those of the service for
    // any member that is missing (Azure/azure-cli#25308).
    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (
            !request.Caller.IsSystem
            && ArmPath.Same(body.At("properties", "creationData", "createOption").Text(), "Empty")
            && body.At("properties", "diskSizeGB") is null
        )
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'disk.diskSizeGB' is missing (null).",
                "disk.diskSizeGB"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (!request.Caller.IsSystem)
        {
            ResourceRules.DemandFound(Context.Store, body.At("properties", "creationData", "sourceResourceId"));
            CheckSize(body.At("properties", "diskSizeGB"), existing);
        }
    }

    // ansible/ansible#54644
    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        if (MachineOf(Context.Store, existing.Id) is { } machine)
        {
            throw new ArmException(409, "OperationNotAllowed", $"Disk {existing.Name} is attached to VM {machine.Id}.");
        }
    }

    // A disk can grow only: azure-compute-docs, expand-disks.md. The code is not documented.
    private static void CheckSize(JsonNode? size, StoredResource? existing)
    {
        if (
            existing?.Body.At("properties", "diskSizeGB").Number() is { } before
            && size.Number() is { } after
            && after < before
        )
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"The size of disk {existing.Name} cannot be reduced from {before} GB to {after} GB.",
                "diskSizeGB"
            );
        }
    }

    /// <summary>
    /// A data disk exists, belongs to no other machine, and has a number of its own: Azure virtual machines, "Common error messages". The
    /// code of a missing disk is not documented.
    /// </summary>
    /// <exception cref="ArmException">400, 404 or 409.</exception>
    public static void CheckAttached(ResourceStore store, ArmRequest request, JsonObject body)
    {
        IGrouping<int?, JsonNode>? twice = body.At("properties", "storageProfile", "dataDisks")
            .Items()
            .GroupBy(disk => disk.At("lun").Number())
            .FirstOrDefault(lun => lun.Key is not null && lun.Count() > 1);
        if (twice is not null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                $"A disk at LUN {twice.Key} already exists.",
                "dataDisk.lun"
            );
        }
        foreach (
            JsonNode? id in body.At("properties", "storageProfile", "dataDisks")
                .Items()
                .Where(disk => ArmPath.Same(disk.At("createOption").Text(), "Attach"))
                .Select(disk => disk.At("managedDisk", "id"))
        )
        {
            ResourceRules.DemandFound(store, id);
            if (MachineOf(store, id.Text() ?? "") is { } owner && !ArmPath.Same(owner.Id, request.Path.Id))
            {
                throw new ArmException(
                    409,
                    "ConflictingUserInput",
                    $"Disk '{id.Text()}' cannot be attached as the disk is already owned by VM '{owner.Id}'.",
                    "dataDisks"
                );
            }
        }
    }

    private static StoredResource? MachineOf(ResourceStore store, string disk) =>
        store
            .OfType(VirtualMachines.TypeName)
            .Concat(store.OfType(ScaleSetMachines.TypeName))
            .FirstOrDefault(machine =>
                ArmPath.Same(OsDisk.Of(machine), disk)
                || machine
                    .Body.At("properties", "storageProfile", "dataDisks")
                    .Items()
                    .Append(machine.Body.At("properties", "storageProfile", "osDisk"))
                    .Any(one => ArmPath.Same(one.At("managedDisk", "id").Text(), disk))
            );

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        JsonNode? before = existing?.Body["properties"];
        properties["timeCreated"] = before.At("timeCreated").Text() ?? Operations.Stamp(Context.Now);
        properties["uniqueId"] = before.At("uniqueId").Text() ?? Guid.NewGuid().ToString();
        properties["diskState"] ??= "Unattached";
        if (properties["diskSizeGB"].Number() is { } size)
        {
            properties["diskSizeBytes"] = size * 1024L * 1024 * 1024;
        }
    }
}
