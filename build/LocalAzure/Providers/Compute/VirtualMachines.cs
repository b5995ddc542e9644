using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Virtual machines, which do not boot. They are users of images and build machines, and one with a network interface runs the
/// commands of a probe or of a machine that is started from an image.
/// </summary>
internal sealed class VirtualMachines(ResourceContext context, PermissionCheck permissions)
    : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines";

    private const string Restarted = $"{TypeName} restarted";

    /// <summary>Registers the end of a restart.</summary>
    public void EnlistRestarts() =>
        Context.Agenda.On(
            Restarted,
            (_, data) => Context.Operations.Finish(data["operation"].Text()!),
            (_, data, error) => Context.Operations.Finish(data["operation"].Text()!, error)
        );

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
            if (existing is null)
            {
                MachineForms.Check(Context.Store, body);
            }
            MachineRules.CheckInterfaces(Context.Store, permissions, request, body);
            MachineRules.CheckIdentities(permissions, request, body);
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        if (!request.Caller.IsSystem)
        {
            hidden[MachineForms.Counted] = true;
        }
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

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource found = Find(request.Path) ?? throw NotFound(request.Path);
        if (ArmPath.Same(action, "restart"))
        {
            RefuseUnlessUp(found, action);
            Context.Store.Update(found.Id, (_, hidden) => hidden["restarted"] = Operations.Stamp(Context.Now));
            ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), LongRunningStyle.Both, null);
            Context.Agenda.Schedule(
                Context.Durations.Resource,
                Restarted,
                found.Id,
                new JsonObject { ["operation"] = answer.OperationId }
            );
            return answer;
        }
        if (ArmPath.Same(action, "retrieveBootDiagnosticsData"))
        {
            return Diagnostics(request, found);
        }
        throw Unsupported(request, action);
    }

    // Sources: azure-rest-api-specs, VirtualMachine.tsp (1 to 1440 minutes, 120 by default); the code is not documented.
    private ArmResponse Diagnostics(ArmRequest request, StoredResource machine)
    {
        string? asked = request.Option("sasUriExpirationTimeInMinutes");
        int minutes = int.TryParse(asked, CultureInfo.InvariantCulture, out int given) ? given : 120;
        if (minutes is < 1 or > 1440 || (asked is not null && given == 0))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                $"The value '{asked}' of parameter 'sasUriExpirationTimeInMinutes' is not from 1 to 1440.",
                "sasUriExpirationTimeInMinutes"
            );
        }
        return machine.Body.At("properties", "diagnosticsProfile", "bootDiagnostics", "enabled").Flag() == true
            ? ArmResponse.Ok(
                new JsonObject { ["serialConsoleLogBlobUri"] = BootDiagnostics.Address(Context, machine, minutes) }
            )
            : throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Boot diagnostics is not enabled on the virtual machine {machine.Name}."
            );
    }

    private static void RefuseUnlessUp(StoredResource machine, string action)
    {
        string? state = machine.Body.At("properties", "provisioningState").Text();
        if (state != "Succeeded")
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Operation '{action}' is not allowed on VM '{machine.Name}' since its provisioning state is '{state}'."
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

    // An ephemeral disk is no resource.
    private static string? DiskOf(StoredResource machine)
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
}
