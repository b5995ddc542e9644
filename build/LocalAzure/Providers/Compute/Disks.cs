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
        }
    }

    // ansible/ansible#54644
    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        if (MachineOf(existing.Id) is { } machine)
        {
            throw new ArmException(409, "OperationNotAllowed", $"Disk {existing.Name} is attached to VM {machine.Id}.");
        }
    }

    private StoredResource? MachineOf(string disk) =>
        Context
            .Store.OfType(VirtualMachines.TypeName)
            .Concat(Context.Store.OfType(ScaleSetMachines.TypeName))
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
