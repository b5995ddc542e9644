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
        if (properties.At("sourceVirtualMachine", "id").Text() is { } machine && Context.Store.Find(machine) is null)
        {
            throw new ArmException(
                404,
                "NotFound",
                $"Source Virtual Machine '{machine}' specified in the request does not exist in this Azure location.",
                "sourceVirtualMachine"
            );
        }
    }

    // Azure virtual machines, "Common error messages"; nanovms/ops#766. Machines that exist already live on without it.
    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        string[] busy =
        [
            .. Context
                .Store.OfType(VirtualMachines.TypeName)
                .Where(machine =>
                    machine.Body.At("properties", "provisioningState").Text() == "Creating"
                    && IsFrom(machine.Body["properties"], existing)
                )
                .Select(machine => machine.Name),
        ];
        if (busy.Length > 0)
        {
            throw InUse(existing, $"the Virtual Machines '{string.Join(',', busy)}' are being provisioned using");
        }
        if (
            Context.Store.OfType(ScaleSets.TypeName).Find(set => IsFrom(ScaleSetModel.Profile(set.Body), existing)) is
            { } set
        )
        {
            throw InUse(existing, $"the Virtual Machine ScaleSet '{set.Name}' is currently using");
        }
    }

    private static bool IsFrom(JsonNode? machine, StoredResource image) =>
        ArmPath.Same(machine.At("storageProfile", "imageReference", "id").Text(), image.Id);

    private static ArmException InUse(StoredResource image, string users) =>
        new(
            409,
            "OperationNotAllowed",
            $"Operation 'Image Delete' is not allowed since {users} the Image '{image.Name}'."
        );
}
