using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What can be done to machines and to instances of scale sets, one or many at a time. Nothing boots: the power state alone changes.
/// Sources: azure-rest-api-specs, VirtualMachine.tsp and VirtualMachineScaleSet.tsp; azure-compute-docs, states-billing.md.
/// </summary>
internal sealed class MachineActions
{
    private const string Done = "machines acted";

    // The hidden member; a machine without it is running.
    private const string Power = "power";
    private readonly ResourceContext _context;
    private readonly ScaleSetInstances _instances;

    public MachineActions(ResourceContext context, ScaleSetInstances instances)
    {
        _context = context;
        _instances = instances;
        context.Agenda.On(
            Done,
            (_, data) => Finish(data),
            (_, data, error) => context.Operations.Finish(data["operation"].Text()!, error)
        );
    }

    /// <summary>The power state of a machine as its view writes it: running, stopped or deallocated.</summary>
    public static string PowerOf(StoredResource machine) => machine.Hidden.At(Power).Text() ?? "running";

    /// <summary>Whether an action is one of these.</summary>
    public static bool IsPower(string action) =>
        action.ToLowerInvariant() is "restart" or "start" or "poweroff" or "deallocate";

    /// <summary>Starts an action; its operation ends when all machines have it.</summary>
    /// <exception cref="ArmException">409: a machine is not in a state for it.</exception>
    public ArmResponse Start(ArmRequest request, string action, IReadOnlyList<StoredResource> machines)
    {
        foreach (StoredResource machine in machines)
        {
            Refuse(machine, action);
            if (!IsPower(action))
            {
                _context.Store.Update(
                    machine.Id,
                    (body, _) =>
                        body.Ensure("properties")["provisioningState"] = ArmPath.Same(action, "delete")
                            ? "Deleting"
                            : "Updating"
                );
            }
        }
        ArmResponse answer = _context.Operations.Start(request, new ArmResponse(202), LongRunningStyle.Both, null);
        _context.Agenda.Schedule(
            _context.Durations.Resource,
            Done,
            request.Path.Id,
            new JsonObject
            {
                ["operation"] = answer.OperationId,
                ["action"] = action,
                ["machines"] = new JsonArray([.. machines.Select(machine => (JsonNode)machine.Id)]),
            }
        );
        return answer;
    }

    private void Finish(JsonObject data)
    {
        foreach (JsonNode id in data["machines"].Items())
        {
            if (_context.Store.Find(id.Text()!) is { } machine)
            {
                Act(machine, data["action"].Text()!.ToLowerInvariant());
            }
        }
        _context.Operations.Finish(data["operation"].Text()!);
    }

    private void Act(StoredResource machine, string action)
    {
        switch (action)
        {
            case "delete":
                _instances.Remove(machine);
                return;
            case "manualupgrade" or "reimage":
                if (_context.Store.Find(ScaleSetInstances.SetOf(machine) ?? "") is { } set)
                {
                    _instances.Reimage(set, machine, toModel: action == "manualupgrade");
                }
                _context.Store.Update(
                    machine.Id,
                    (body, _) => body.Ensure("properties")["provisioningState"] = "Succeeded"
                );
                return;
            default:
                _context.Store.Update(machine.Id, (_, hidden) => Switch(hidden, action));
                return;
        }
    }

    private void Switch(JsonObject hidden, string action)
    {
        switch (action)
        {
            case "deallocate":
                hidden[Power] = "deallocated";
                break;
            case "poweroff":
                hidden[Power] = "stopped";
                break;
            default:
                hidden.Remove(Power);
                hidden["restarted"] = Operations.Stamp(_context.Now);
                break;
        }
    }

    private static void Refuse(StoredResource machine, string action)
    {
        string? state = machine.Body.At("properties", "provisioningState").Text();
        bool isReady = IsPower(action) ? state == "Succeeded" : state is not ("Creating" or "Deleting");
        if (!isReady && !ArmPath.Same(action, "delete"))
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Operation '{action}' is not allowed on VM '{machine.Name}' since its provisioning state is '{state}'."
            );
        }
        // azure-compute-docs, ephemeral-os-disks.md; the text of the error is not documented.
        if (
            ArmPath.Same(action, "deallocate")
            && machine.Body.At("properties", "storageProfile", "osDisk", "diffDiskSettings") is not null
        )
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"Operation 'deallocate' is not supported for VM '{machine.Name}', which has an ephemeral OS disk."
            );
        }
    }
}
