using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// GET …/rollingUpgrades/latest and POST …/rollingUpgrades/cancel. Source: azure-rest-api-specs, RollingUpgradeStatusInfo;
/// hashicorp/terraform-provider-azurerm#15634 (nothing to cancel).
/// </summary>
internal sealed class ScaleSetUpgrades(ResourceContext context, ScaleSetInstances instances, RollingUpgrade upgrades)
    : ResourceType(context, $"{ScaleSets.TypeName}/rollingUpgrades", [.. Specification.VersionsOf(ScaleSets.TypeName)])
{
    protected override ArmResponse Handle(ArmRequest request) =>
        (request.Method, request.Path.Name.ToLowerInvariant()) switch
        {
            ("GET", "latest") => ArmResponse.Ok(Status(SetOf(request))),
            ("POST", "cancel") => Cancel(request),
            _ => throw Unsupported(request),
        };

    private ArmResponse Cancel(ArmRequest request)
    {
        StoredResource set = SetOf(request);
        if (!RollingUpgrade.IsRunning(set))
        {
            throw new ArmException(409, "OperationNotAllowed", "There is no ongoing Rolling Upgrade to cancel.");
        }
        upgrades.Stop(set.Id, "Cancelled");
        ArmResponse answer = Context.Operations.Start(request, new ArmResponse(202), LongRunningStyle.Both, null);
        Context.Operations.Finish(answer.OperationId!);
        return answer;
    }

    private JsonObject Status(StoredResource set)
    {
        if (set.Hidden.At(RollingUpgrade.Latest) is not { } latest)
        {
            throw new ArmException(404, "NotFound", $"The scale set '{set.Name}' has had no rolling upgrade.");
        }
        string[] upgraded = [.. latest["upgraded"].Items().Select(one => one.Text()!)];
        StoredResource[] present = [.. instances.Of(set)];
        int failed = present.Count(one =>
            upgraded.Contains(one.Key) && MachineExtensions.HealthOf(Context.Store, one) is not (null or "Healthy")
        );
        JsonObject properties = new()
        {
            ["policy"] = set.Body.At("properties", "upgradePolicy", "rollingUpgradePolicy")?.DeepClone(),
            ["runningStatus"] = new JsonObject
            {
                ["code"] = latest["status"]?.DeepClone(),
                ["startTime"] = latest["started"]?.DeepClone(),
                ["lastAction"] = latest["action"]?.DeepClone(),
                ["lastActionTime"] = latest["acted"]?.DeepClone(),
            },
            ["progress"] = new JsonObject
            {
                ["successfulInstanceCount"] = present.Count(one => upgraded.Contains(one.Key)) - failed,
                ["failedInstanceCount"] = failed,
                ["inProgressInstanceCount"] = 0,
                ["pendingInstanceCount"] = present.Count(one => !ScaleSetInstances.IsCurrent(set, one)),
            },
        };
        if (latest["error"] is JsonObject error)
        {
            properties["error"] = error.DeepClone();
        }
        return new JsonObject
        {
            ["id"] = $"{set.Id}/rollingUpgrades/latest",
            ["name"] = "latest",
            ["type"] = Name,
            ["location"] = set.Body["location"]?.DeepClone(),
            ["properties"] = properties,
        };
    }

    private StoredResource SetOf(ArmRequest request)
    {
        ArmPath path = request.Path.Parent!;
        return Context.Store.Find(path.Id) ?? throw ArmException.NoResource(path);
    }
}
