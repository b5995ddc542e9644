using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// GET virtualMachines/{name}/instanceView: what host and agent report. LocalAzure boots nothing: the agent is ready as soon as the machine
/// exists. Sources: azure-rest-api-specs, VirtualMachine.tsp; azure-compute-docs, states-billing.md; the examples of armcompute.
/// </summary>
internal sealed class InstanceViews(ResourceContext context)
    : ResourceType(
        context,
        $"{VirtualMachines.TypeName}/instanceView",
        [.. Specification.VersionsOf(VirtualMachines.TypeName)]
    )
{
    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath path = request.Path.Parent!;
        if (Context.Store.Find(path.Id) is not { } machine)
        {
            throw new ArmException(
                404,
                "ResourceNotFound",
                $"The Resource '{VirtualMachines.TypeName}/{path.Name}' under resource group '{path.ResourceGroup}' was not found. For more "
                    + "details please go to https://aka.ms/ARMResourceNotFoundFix"
            );
        }
        bool isUp = machine.Body.At("properties", "provisioningState").Text() == "Succeeded";
        // Of a machine that restarts the agent reports the time.
        string seen = machine.Hidden.At("restarted").Text() ?? machine.Body.At("properties", "timeCreated").Text()!;
        return ArmResponse.Ok(
            new JsonObject
            {
                ["computerName"] = machine.Body.At("properties", "osProfile", "computerName").Text(),
                ["vmAgent"] = new JsonObject
                {
                    ["vmAgentVersion"] = isUp ? "2.9.1.1" : "Unknown",
                    ["statuses"] = new JsonArray(
                        Status(
                            isUp ? "ProvisioningState/succeeded" : "ProvisioningState/Unavailable",
                            isUp ? "Info" : "Warning",
                            isUp ? "Ready" : "Not Ready",
                            isUp ? Operations.Stamp(Context.Now) : seen
                        )
                    ),
                },
                ["statuses"] = new JsonArray(
                    Status(
                        isUp ? "ProvisioningState/succeeded" : "ProvisioningState/creating",
                        "Info",
                        isUp ? "Provisioning succeeded" : "Creating",
                        seen
                    ),
                    new JsonObject
                    {
                        ["code"] = isUp ? "PowerState/running" : "PowerState/starting",
                        ["level"] = "Info",
                        ["displayStatus"] = isUp ? "VM running" : "VM starting",
                    }
                ),
            }
        );
    }

    private static JsonObject Status(string code, string level, string shown, string time) =>
        new()
        {
            ["code"] = code,
            ["level"] = level,
            ["displayStatus"] = shown,
            ["time"] = time,
        };
}
