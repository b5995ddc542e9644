using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Scale sets. Each PUT resolves "latest" again and brings the instances to the capacity; new ones have the new model, the others get
/// it by the mode of the upgrade policy. A set without a SKU has no instances and only stands for the user of an image. Source:
/// azure-compute-docs, virtual-machine-scale-sets-upgrade-policy.md.
/// </summary>
internal sealed class ScaleSets(
    ResourceContext context,
    PermissionCheck permissions,
    ScaleSetInstances instances,
    MachineActions actions,
    RollingUpgrade upgrades
) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets";

    // A creation that never ends, by a fault rule: no test or person waits so long.
    private static readonly TimeSpan Never = TimeSpan.FromDays(36_500);

    private readonly ScaleSetRules _rules = new(context.Store, permissions);

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (!request.Caller.IsSystem)
        {
            ScaleSetRules.CheckForm(body);
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        // hashicorp/terraform-provider-azurerm#7002.
        if (existing is not null && RollingUpgrade.IsRunning(existing))
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Operation 'PUT' is not allowed on VM scale set '{existing.Name}' since a rolling upgrade is in progress. Cancel it, or wait."
            );
        }
        if (!request.Caller.IsSystem)
        {
            int has = existing is null ? 0 : instances.Of(existing).Count;
            _rules.Check(request, body, existing, Math.Max(0, ScaleSetModel.Capacity(body) - has));
        }
    }

    // azure-rest-api-specs, VirtualMachineScaleSetUpdate.
    protected override void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing)
    {
        string[] known = ["identity", "plan", "properties", "sku", "tags", "zones"];
        if (patch.Select(part => part.Key).FirstOrDefault(name => !known.Contains(name)) is { } other)
        {
            throw new ArmException(
                400,
                "BadRequest",
                $"Could not find member '{other}' on object of type 'VirtualMachineScaleSetUpdate'. Path '{other}'."
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        JsonNode? before = existing?.Body["properties"];
        properties["orchestrationMode"] ??= before.At("orchestrationMode")?.DeepClone() ?? "Uniform";
        properties.Ensure("upgradePolicy")["mode"] ??= "Manual";
        properties["uniqueId"] = before.At("uniqueId").Text() ?? Guid.NewGuid().ToString();
        properties["timeCreated"] = before.At("timeCreated").Text() ?? Operations.Stamp(Context.Now);
        if (document["sku"] is JsonObject sku)
        {
            sku["tier"] ??= "Standard";
            sku["capacity"] ??= existing is null ? 0 : instances.Of(existing).Count;
        }
        ImageReferences.Resolve(
            Context,
            request,
            ScaleSetModel.Profile(document).At("storageProfile"),
            document["location"].Text() ?? ""
        );
        ScaleSetModel.Conceal(ScaleSetModel.Profile(document), hidden);
        hidden[ScaleSetModel.Applied] = ScaleSetModel.Key(document, hidden);
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (stored.Body.At("sku", "name").Text() is null)
        {
            return;
        }
        IReadOnlyList<StoredResource> present = instances.Of(stored);
        int more = ScaleSetModel.Capacity(stored.Body) - present.Count;
        instances.Create(stored, Math.Max(0, more));
        foreach (StoredResource extra in InstanceChoice.ToScaleIn(stored, present).Take(Math.Max(0, -more)))
        {
            instances.Remove(extra);
        }
        instances.Mark(stored);
        if (request.Caller.IsSystem)
        {
            instances.Settle(stored);
        }
    }

    protected override TimeSpan DurationOf(StoredResource stored) =>
        instances.Of(stored).Any(InstanceCreation.IsNeverEnding) ? Never : CreateDuration;

    // The set fails with its extensions, and so do the instances that were waiting for them.
    protected override ArmError? Created(StoredResource resource)
    {
        ArmError? failure = ScaleSetModel.FailureOf(resource.Body);
        if (failure is not null)
        {
            instances.Settle(resource, "Failed");
            return failure;
        }
        return IsRolling(resource) ? upgrades.Obstacle(resource) : null;
    }

    protected override void Settled(StoredResource resource)
    {
        instances.Settle(resource);
        if (IsRolling(resource))
        {
            upgrades.Begin(resource);
        }
        else if (ArmPath.Same(ScaleSetModel.Mode(resource.Body), "Automatic"))
        {
            foreach (StoredResource old in instances.Of(resource).Where(one => IsOutdated(resource, one)))
            {
                instances.Reimage(resource, old, toModel: true);
            }
        }
    }

    protected override void Deleted(StoredResource resource)
    {
        foreach (StoredResource instance in instances.Of(resource))
        {
            instances.Remove(instance);
        }
    }

    /// <summary>Changes a set for the request of a part of its model; its operation is that of the set.</summary>
    public ArmResponse Change(ArmRequest request, StoredResource set, JsonObject patch) =>
        Patch(request with { Path = ArmPath.Parse(set.Id), Body = patch, Caller = Caller.System });

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource set = Find(request.Path) ?? throw NotFound(request.Path);
        bool isOnInstances = action.ToLowerInvariant() is "delete" or "manualupgrade" or "reimage";
        if (!isOnInstances && !MachineActions.IsPower(action))
        {
            throw Unsupported(request, action);
        }
        JsonNode? ids = request.Body.At("instanceIds");
        return actions.Start(request, action, InstanceChoice.Named(instances.Of(set), ids, action));
    }

    private static bool IsRolling(StoredResource set) => ArmPath.Same(ScaleSetModel.Mode(set.Body), "Rolling");

    private static bool IsOutdated(StoredResource set, StoredResource instance) =>
        !ScaleSetInstances.IsCurrent(set, instance) && !ScaleSetInstances.IsProtected(instance, fromScaleIn: false);
}
