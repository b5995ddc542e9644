using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Run commands of a machine. A fault rule or a simulation may know the output without running it. Another one runs in the root file system of the machine's image, if its build was rehearsed in this process; otherwise it is not run,
/// which its message says. Sources: Azure/run-command-handler-linux (states, the last 4,096 bytes of the output, -1 for a timeout);
/// azure-docs#117976 (25 for each machine; the code is not documented).
/// </summary>
/// <param name="context">The services.</param>
/// <param name="machines">The machines that really run scripts.</param>
/// <param name="faults">How a script ends instead of being run.</param>
/// <param name="owner">The type of the machines.</param>
internal sealed class RunCommands(ResourceContext context, RealMachines machines, MachineFaults faults, string owner)
    : ComputeType(context, $"{owner}/runCommands")
{
    private const int Most = 25;
    private const int OutputBytes = 4096;

    private readonly SimulatedScripts _simulated = new(context.Store);

    private string Ran => $"{Name} ran";

    private string Polled => $"{Name} polled";

    /// <summary>Registers the end of a script.</summary>
    public void EnlistRuns()
    {
        Context.Agenda.On(Ran, End, (_, _, _) => { });
        Context.Agenda.On(Polled, (id, _) => Poll(id), (_, _, _) => { });
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        string machine = request.Path.Parent!.Id;
        if (body.At("properties", "source") is null)
        {
            throw new ArmException(400, "InvalidParameter", "Required parameter 'source' is missing (null).", "source");
        }
        if (Context.Store.Find(machine) is { } found)
        {
            RefuseUnlessRunning(found);
        }
        if (existing is null && Context.Store.Under($"{machine}/runCommands/").Count >= Most)
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                $"The virtual machine {machine} has {Most} run commands, which is the most that one may have."
            );
        }
    }

    /// <summary>Refuses what an agent must do on a machine that is not running.</summary>
    /// <exception cref="ArmException">409. Source: SupportArticles-docs, error messages.</exception>
    public static void RefuseUnlessRunning(StoredResource machine)
    {
        // A machine of the same deployment runs by the time of its extension.
        if (
            Foresight.Current is null
            && (
                MachineActions.PowerOf(machine) != "running"
                || machine.Body.At("properties", "provisioningState").Text() == "Creating"
            )
        )
        {
            throw new ArmException(
                409,
                "OperationNotAllowed",
                "Cannot modify extensions in the VM when the VM is not running."
            );
        }
    }

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) =>
        document.Ensure("properties")["instanceView"] = new JsonObject
        {
            ["executionState"] = "Running",
            ["exitCode"] = 0,
        };

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        string script = SimulatedScripts.ScriptOf(stored.Body);
        if (faults.AnswerTo(stored.Id, script) is { } answer)
        {
            if (answer.End is { } end)
            {
                Context.Agenda.Schedule(Context.Durations.Resource, Ran, stored.Id, DataOf(end));
            }
            return;
        }
        string image = SimulatedScripts.IsWalked(stored.Body) ? "" : ImageOf(stored) ?? "";
        bool isRun = machines.Has(image);
        if (isRun)
        {
            Context.Store.WhenKept(() => machines.BeginScript(image, stored.Id, script));
        }
        Context.Agenda.Schedule(
            isRun ? RealMachines.PollInterval : Context.Durations.Resource,
            isRun ? Polled : Ran,
            stored.Id
        );
    }

    protected override ArmResponse Get(ArmRequest request)
    {
        ArmResponse answer = base.Get(request);
        if (ArmPath.Same(request.Option("$expand"), "instanceView"))
        {
            return answer;
        }
        JsonObject body = (answer.Body as JsonObject)!.Copy();
        (body["properties"] as JsonObject)?.Remove("instanceView");
        return answer with { Body = body };
    }

    private void Poll(string id)
    {
        if (Context.Store.Find(id) is null)
        {
            return;
        }
        if (machines.PollScript(id) is { } end)
        {
            Finish(id, end);
        }
        else
        {
            Context.Agenda.Schedule(RealMachines.PollInterval, Polled, id);
        }
    }

    private static JsonObject DataOf(ScriptEnd end) =>
        new()
        {
            ["exitCode"] = end.ExitCode,
            ["output"] = end.Output,
            ["error"] = end.Error,
        };

    private void End(string id, JsonObject data)
    {
        if (
            Context.Store.Find(id) is not { } command
            || Context.Store.Find(ArmPath.Parse(id).Parent!.Id) is not { } machine
        )
        {
            return;
        }
        if (data["exitCode"].Number() is { } code)
        {
            Finish(id, new(code, data["output"].Text() ?? "", data["error"].Text() ?? ""));
            return;
        }
        (ScriptEnd simulated, string? message) = _simulated.EndOf(machine, command.Body);
        Finish(id, simulated, message);
    }

    private void Finish(string id, ScriptEnd end, string? message = null)
    {
        string usual =
            end.ExitCode == 0
                ? "Execution completed"
                : $"Execution failed: command terminated with exit status={end.ExitCode}";
        Context.Store.Update(
            id,
            (body, _) =>
                body.Ensure("properties")["instanceView"] = new JsonObject
                {
                    ["executionState"] = end.ExitCode == 0 ? "Succeeded" : "Failed",
                    ["executionMessage"] = message ?? usual,
                    ["exitCode"] = end.ExitCode,
                    ["output"] = Last(end.Output),
                    ["error"] = Last(end.Error),
                    ["endTime"] = Operations.Stamp(Context.Now),
                }
        );
    }

    private string? ImageOf(StoredResource command) =>
        Context.Store.Find(ArmPath.Parse(command.Id).Parent!.Id)?.Body.At("properties", "storageProfile") is { } profile
        && ImageReferences.NameOf(profile) is { Length: > 0 } image
            ? image
            : null;

    private static string Last(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= OutputBytes ? text : Encoding.UTF8.GetString(bytes[^OutputBytes..]);
    }
}
