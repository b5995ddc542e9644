using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// GET virtualMachineScaleSets/{name}/instanceView: how many instances of a uniform set have a state. A flexible set has none
/// (hashicorp/nomad-autoscaler#1096).
/// </summary>
internal sealed class ScaleSetViews(ResourceContext context, ScaleSetInstances instances)
    : ResourceType(context, $"{ScaleSets.TypeName}/instanceView", [.. Specification.VersionsOf(ScaleSets.TypeName)])
{
    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath path = request.Path.Parent!;
        StoredResource set = Context.Store.Find(path.Id) ?? throw ArmException.NoResource(path);
        if (ScaleSetModel.IsFlexible(set.Body))
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                "Operation 'VirtualMachineScaleSets.instanceView.GET' is not allowed on Virtual Machine Scale Set "
                    + $"'{set.Name}' because it is in Flexible orchestration mode."
            );
        }
        IEnumerable<JsonNode> counts = instances
            .Of(set)
            .SelectMany(one => InstanceViews.Of(Context, one)["statuses"].Items())
            .GroupBy(status => status.At("code").Text())
            .Select(group => new JsonObject { ["code"] = group.Key, ["count"] = group.Count() });
        return ArmResponse.Ok(
            new JsonObject
            {
                ["virtualMachine"] = new JsonObject { ["statusesSummary"] = new JsonArray([.. counts]) },
                ["statuses"] = new JsonArray(
                    new JsonObject
                    {
                        ["code"] = "ProvisioningState/succeeded",
                        ["level"] = "Info",
                        ["displayStatus"] = "Provisioning succeeded",
                        ["time"] = set.Body.At("systemData", "lastModifiedAt")?.DeepClone(),
                    }
                ),
            }
        );
    }
}
