using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Virtual machines, which do not boot. They are users of images and build machines, and one with a network interface runs the
/// commands of a probe or of a machine that is started from an image.
/// </summary>
internal sealed class VirtualMachines(
    ResourceContext context,
    PermissionCheck permissions,
    ScaleSetInstances instances,
    MachineActions actions
) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines";

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (!request.Caller.IsSystem)
        {
            Foresight.Apart(() => MachineRules.Check(body));
            CheckCards(body);
        }
    }

    private static void CheckCards(JsonObject body)
    {
        JsonNode? network = body.At("properties", "networkProfile");
        if (
            body.At("properties", "osProfile") is not null
            && !network.At("networkInterfaces").Items().Any()
            && !network.At("networkInterfaceConfigurations").Items().Any()
        )
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'networkProfile' is missing (null).",
                "networkProfile"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (!request.Caller.IsSystem)
        {
            MachineRules.CheckOffer(Context.Store, body);
            CheckSet(request, body);
            if (existing is null)
            {
                MachineForms.Check(Context.Store, body);
            }
            else
            {
                MachineRules.CheckChange(body, existing);
            }
            MachineRules.CheckInterfaces(Context.Store, permissions, request, body);
            MachineRules.CheckIdentities(permissions, request, body);
            Foresight.Apart(() => Disks.CheckAttached(Context.Store, request, body));
        }
    }

    // A machine can be added to a flexible set only: azure-compute-docs, virtual-machine-scale-sets-attach-detach-vm.md. The code for
    // another one is not documented.
    private void CheckSet(ArmRequest request, JsonObject body)
    {
        if (body.At("properties", "virtualMachineScaleSet", "id").Text() is not { } id)
        {
            return;
        }
        StoredResource set =
            Context.Store.Find(id) ?? throw MachineRules.MissingReference(request, id, "virtualMachineScaleSet");
        if (!ScaleSetModel.IsFlexible(set.Body))
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                $"The scale set '{id}' is not in Flexible orchestration mode.",
                "virtualMachineScaleSet"
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        if (!request.Caller.IsSystem)
        {
            hidden[MachineCores.Counted] = true;
            ScaleSetModel.Conceal(properties, hidden);
        }
        properties["vmId"] = existing?.Body.At("properties", "vmId").Text() ?? Guid.NewGuid().ToString();
        properties["timeCreated"] =
            existing?.Body.At("properties", "timeCreated").Text() ?? Operations.Stamp(Context.Now);
        if (
            existing?.Body.At("properties", "storageProfile", "imageReference", "exactVersion") is { } exact
            && properties.At("storageProfile", "imageReference") is JsonObject reference
        )
        {
            reference["exactVersion"] = exact.DeepClone();
        }
        if (!request.Caller.IsSystem)
        {
            OsDisk.Name(properties, request.Path, existing);
        }
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

    protected override ArmResponse Get(ArmRequest request)
    {
        ArmResponse answer = base.Get(request);
        if (!ArmPath.Same(request.Option("$expand"), "instanceView"))
        {
            return answer;
        }
        JsonObject body = (answer.Body as JsonObject)!.Copy();
        body.Ensure("properties")["instanceView"] = InstanceViews.Of(Context, Find(request.Path)!);
        return answer with { Body = body };
    }

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource found = Find(request.Path) ?? throw NotFound(request.Path);
        if (MachineActions.IsPower(action))
        {
            return actions.Start(request, action, [found]);
        }
        if (ArmPath.Same(action, "retrieveBootDiagnosticsData"))
        {
            return BootDiagnostics.Answer(Context, request, found);
        }
        throw Unsupported(request, action);
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (!request.Caller.IsSystem)
        {
            OsDisk.Ensure(Context, stored);
        }
    }

    // What is marked so is deleted with the machine; the default is to keep it. Azure virtual machines, "delete a VM and its resources".
    protected override void Deleted(StoredResource resource)
    {
        JsonNode? properties = resource.Body["properties"];
        OsDisk.Release(Context, resource, IsDeleted(properties.At("storageProfile", "osDisk")));
        foreach (JsonNode card in properties.At("networkProfile", "networkInterfaces").Items())
        {
            if (card.At("id").Text() is { } id && IsDeleted(card["properties"]))
            {
                Context.Store.Remove(id);
            }
        }
        instances.Shrink(resource);
    }

    private static bool IsDeleted(JsonNode? owner) => ArmPath.Same(owner.At("deleteOption").Text(), "Delete");
}
