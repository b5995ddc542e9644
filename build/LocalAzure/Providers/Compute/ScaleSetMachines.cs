using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The instances of a scale set. Those of a uniform set are stored here and keep their image when the model changes; those of a flexible
/// set are virtual machines, of which only the list is here, without tags (Azure/azure-rest-api-specs#27441). Clients create none.
/// </summary>
internal sealed class ScaleSetMachines(ResourceContext context, ScaleSetInstances instances, MachineActions actions)
    : StoredType(context, TypeName, [.. Specification.VersionsOf(TypeName)])
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override LongRunningStyle? DeleteStyle => LongRunningStyle.Both;

    protected override ArmResponse Get(ArmRequest request) =>
        ArmResponse.Ok(View(request, Instance(request.Path), request.Path.Parent!));

    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath parent = request.Path.Parent!;
        StoredResource set = Context.Store.Find(parent.Id) ?? throw NotFound(parent);
        return ArmResponse.List(instances.Of(set).Select(one => (JsonNode)View(request, one, parent)));
    }

    // What a client can change of an instance: its protection and tags. The rest of the body is that of the instance.
    protected override ArmResponse Put(ArmRequest request)
    {
        StoredResource found = Instance(request.Path);
        JsonNode? policy = request.RequireBody().At("properties", "protectionPolicy")?.DeepClone();
        Context.Store.Update(
            found.Id,
            (body, hidden) =>
            {
                // Of a flexible instance it is not a member of the virtual machine.
                JsonObject owner = found.Type == TypeName ? body.Ensure("properties") : hidden;
                owner["protectionPolicy"] = policy;
            }
        );
        ArmResponse answer = Context.Operations.Start(
            request,
            new ArmResponse(200),
            LongRunningStyle.AsyncOperation,
            found.Id
        );
        Context.Operations.Finish(answer.OperationId!);
        return answer with { Body = View(request, Context.Store.Find(found.Id)!, request.Path.Parent!) };
    }

    protected override ArmResponse Delete(ArmRequest request) =>
        TryInstance(request.Path) is { } found ? actions.Start(request, "delete", [found]) : ArmResponse.NoContent();

    protected override ArmResponse Act(ArmRequest request, string action) =>
        ArmPath.Same(action, "retrieveBootDiagnosticsData")
            ? BootDiagnostics.Answer(Context, request, Instance(request.Path))
        : MachineActions.IsPower(action) || ArmPath.Same(action, "reimage")
            ? actions.Start(request, action, [Instance(request.Path)])
        : throw Unsupported(request, action);

    // The disk and the interfaces of a uniform instance always go with it.
    protected override void Deleted(StoredResource resource)
    {
        OsDisk.Release(Context, resource, isDeleted: true);
        instances.Shrink(resource);
    }

    private StoredResource Instance(ArmPath path) => TryInstance(path) ?? throw NotFound(path);

    private StoredResource? TryInstance(ArmPath path) =>
        Context.Store.Find(path.Id)
        ?? (
            Context.Store.Find(path.Parent!.Id) is { } set
                ? instances.Of(set).FirstOrDefault(one => ArmPath.Same(one.Name, path.Name))
                : null
        );

    private JsonObject View(ArmRequest request, StoredResource instance, ArmPath parent)
    {
        StoredResource? set = Context.Store.Find(parent.Id);
        JsonObject shown = instance.Body.Copy();
        if (instance.Type != TypeName)
        {
            shown = new JsonObject
            {
                ["id"] = instance.Id,
                ["instanceId"] = instance.Name,
                ["name"] = instance.Name,
                ["location"] = shown["location"]?.DeepClone(),
                ["zones"] = shown["zones"]?.DeepClone(),
                ["properties"] = new JsonObject
                {
                    ["latestModelApplied"] = set is not null && ScaleSetInstances.IsCurrent(set, instance),
                    ["provisioningState"] = shown.At("properties", "provisioningState")?.DeepClone(),
                    ["protectionPolicy"] = instance.Hidden.At("protectionPolicy")?.DeepClone(),
                    ["vmId"] = shown.At("properties", "vmId")?.DeepClone(),
                },
            };
        }
        if (ArmPath.Same(request.Option("$expand"), "instanceView"))
        {
            shown.Ensure("properties")["instanceView"] = InstanceViews.Of(Context, instance);
        }
        return shown;
    }
}
