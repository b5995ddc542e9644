using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

internal sealed class Images(ResourceContext context) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/images";

    protected override string NamePattern => @"^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$";

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Ensure("properties")["hyperVGeneration"] ??= "V1";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        JsonNode? properties = body["properties"];
        if (properties.At("storageProfile").Object() is null && properties.At("sourceVirtualMachine").Object() is null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'storageProfile' or 'sourceVirtualMachine' is missing (null).",
                "storageProfile"
            );
        }
        if (!request.Caller.IsSystem)
        {
            CheckSources(properties);
        }
    }

    // ImageOSDisk: a disk, a snapshot or a blob. The code of one that does not exist is not documented.
    private void CheckSources(JsonNode? properties)
    {
        JsonNode? system = properties.At("storageProfile", "osDisk");
        string[][] kinds =
        [
            ["managedDisk", "id"],
            ["snapshot", "id"],
            ["blobUri"],
        ];
        if (system is not null && Array.TrueForAll(kinds, kind => system.At(kind) is null))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'image.storageProfile.osDisk.managedDisk' is missing (null).",
                "osDisk"
            );
        }
        foreach (JsonNode? disk in properties.At("storageProfile", "dataDisks").Items().Append(system))
        {
            ResourceRules.DemandFound(Context.Store, disk.At("managedDisk", "id"));
        }
        ResourceRules.DemandFound(Context.Store, properties.At("sourceVirtualMachine", "id"));
    }

    // nanovms/ops#766, coreos/fedora-coreos-tracker#1444: while machines are being provisioned from it, and not afterwards.
    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        string[] busy =
        [
            .. Context
                .Store.OfType(VirtualMachines.TypeName)
                .Concat(Context.Store.OfType(ScaleSetMachines.TypeName))
                .Where(machine => machine.Body.At("properties", "provisioningState").Text() == "Creating")
                .Where(machine =>
                    ArmPath.Same(
                        machine.Body.At("properties", "storageProfile", "imageReference", "id").Text(),
                        existing.Id
                    )
                )
                .Select(machine => machine.Body["name"].Text() ?? machine.Name),
        ];
        if (busy.Length > 0)
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Operation 'Image Delete' is not allowed since the Virtual Machines '{string.Join(',', busy)}' are being provisioned "
                    + $"using the Image '{existing.Name}'."
            );
        }
    }
}
