using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// GET {machine}/instanceView: what host, agent and extensions report. LocalAzure boots nothing: the agent is ready as soon as the machine
/// exists. Sources: azure-rest-api-specs, VirtualMachine.tsp; azure-compute-docs, states-billing.md and
/// virtual-machine-scale-sets-health-extension.md; the examples of armcompute.
/// </summary>
/// <param name="context">The services.</param>
/// <param name="owner">The type of the machines.</param>
internal sealed class InstanceViews(ResourceContext context, string owner)
    : ResourceType(context, $"{owner}/instanceView", [.. Specification.VersionsOf(owner)])
{
    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath path = request.Path.Parent!;
        return Context.Store.Find(path.Id) is { } machine
            ? ArmResponse.Ok(Of(Context, machine))
            : throw ArmException.NoResource(path);
    }

    /// <summary>What is reported of a machine or of an instance of a scale set.</summary>
    public static JsonObject Of(ResourceContext context, StoredResource machine)
    {
        bool isMade = machine.Body.At("properties", "provisioningState").Text() is "Succeeded" or "Updating";
        string power = MachineActions.PowerOf(machine);
        bool isUp = isMade && power == "running";
        // Of a machine that restarts the agent reports the time.
        string seen = machine.Hidden.At("restarted").Text() ?? machine.Body.At("properties", "timeCreated").Text()!;
        JsonObject view = new()
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
                        isUp ? Operations.Stamp(context.Now) : seen
                    )
                ),
            },
            ["statuses"] = new JsonArray(
                Status(
                    isMade ? "ProvisioningState/succeeded" : "ProvisioningState/creating",
                    "Info",
                    isMade ? "Provisioning succeeded" : "Creating",
                    seen
                ),
                new JsonObject
                {
                    ["code"] = isMade ? $"PowerState/{power}" : "PowerState/starting",
                    ["level"] = "Info",
                    ["displayStatus"] = isMade ? $"VM {power}" : "VM starting",
                }
            ),
        };
        JsonArray extensions = MachineExtensions.ViewOf(context.Store, machine.Id);
        if (extensions.Count > 0)
        {
            view["extensions"] = extensions;
        }
        if (MachineExtensions.HealthOf(context.Store, machine) is { } health)
        {
            view["vmHealth"] = new JsonObject
            {
                ["status"] = Status(
                    $"HealthState/{health.ToLowerInvariant()}",
                    "Info",
                    $"The VM is reporting itself as {health.ToLowerInvariant()}",
                    seen
                ),
            };
        }
        return view;
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
