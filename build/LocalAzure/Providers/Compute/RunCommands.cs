using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Run commands of a machine. One with the parameter TARGETS, or that calls the doctor for clusters, gets the output that a walk of
/// packets from the machine's subnet gives.
/// Another one runs in the root file system of the machine's image, if its build was rehearsed in this process; otherwise it is not run,
/// which its message says. Sources: Azure/run-command-handler-linux (states, the last 4,096 bytes of the output, -1 for a timeout);
/// azure-docs#117976 (25 for each machine; the code is not documented).
/// </summary>
internal sealed class RunCommands(ResourceContext context, RealMachines machines) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines/runCommands";

    private const string Ran = $"{TypeName} ran";
    private const string Polled = $"{TypeName} polled";
    private const int Most = 25;
    private const int OutputBytes = 4096;

    /// <summary>Registers the end of a script.</summary>
    public void EnlistRuns()
    {
        Context.Agenda.On(Ran, (id, _) => End(id), (_, _, _) => { });
        Context.Agenda.On(Polled, (id, _) => Poll(id), (_, _, _) => { });
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        string machine = request.Path.Parent!.Id;
        if (body.At("properties", "source") is null)
        {
            throw new ArmException(400, "InvalidParameter", "Required parameter 'source' is missing (null).", "source");
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
        bool isRun =
            TargetsOf(stored.Body) is null
            // The root file system of a rehearsal is in no subnet.
            && OrderOf(stored.Body) is null
            && ImageOf(stored) is { } image
            && machines.BeginScript(image, stored.Id, stored.Body.At("properties", "source", "script").Text() ?? "");
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
            Finish(
                id,
                end.ExitCode,
                end.Output,
                end.Error,
                end.ExitCode == 0
                    ? "Execution completed"
                    : $"Execution failed: command terminated with exit status={end.ExitCode}"
            );
        }
        else
        {
            Context.Agenda.Schedule(RealMachines.PollInterval, Polled, id);
        }
    }

    private void End(string id)
    {
        if (
            Context.Store.Find(id) is not { } command
            || Context.Store.Find(ArmPath.Parse(id).Parent!.Id) is not { } machine
        )
        {
            return;
        }
        string? targets = TargetsOf(command.Body);
        JsonObject? order = OrderOf(command.Body);
        if (targets is null && order is null)
        {
            Finish(
                id,
                0,
                "",
                "",
                "LocalAzure simulates this machine, so the script did not run; --local-build=rehearse runs it in the root file system of the "
                    + "image that the same process has built."
            );
        }
        else if (SubnetOf(machine) is { } subnet)
        {
            string output = order is null
                ? new ProbedNetwork(Context.Store).Log(subnet, targets!)
                : new WalkedClusters(Context.Store).Output(subnet, order);
            Finish(id, 0, output, "", "Execution completed");
        }
        else
        {
            Finish(id, 1, "", "", "The machine has no network interface.");
        }
    }

    private void Finish(string id, int code, string output, string error, string message) =>
        Context.Store.Update(
            id,
            (body, _) =>
                body.Ensure("properties")["instanceView"] = new JsonObject
                {
                    ["executionState"] = code == 0 ? "Succeeded" : "Failed",
                    ["executionMessage"] = message,
                    ["exitCode"] = code,
                    ["output"] = Last(output),
                    ["error"] = Last(error),
                    ["endTime"] = Operations.Stamp(Context.Now),
                }
        );

    private string? ImageOf(StoredResource command) =>
        (Context.Store.Find(ArmPath.Parse(command.Id).Parent!.Id)?.Body)
            .At("properties", "storageProfile", "imageReference", "id")
            .Text();

    private StoredResource? SubnetOf(StoredResource machine) =>
        machine
            .Body.At("properties", "networkProfile", "networkInterfaces")
            .Items()
            .Select(card => Context.Store.Find(card.At("id").Text() ?? ""))
            .SelectMany(card => (card?.Body).At("properties", "ipConfigurations").Items())
            .Select(part => Context.Store.Find(part.At("properties", "subnet", "id").Text() ?? ""))
            .FirstOrDefault(subnet => subnet is not null);

    private static string Last(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= OutputBytes ? text : Encoding.UTF8.GetString(bytes[^OutputBytes..]);
    }

    private static JsonObject? OrderOf(JsonObject body) =>
        WalkedClusters.OrderIn(body.At("properties", "source", "script").Text() ?? "");

    private static string? TargetsOf(JsonObject body) =>
        body.At("properties", "parameters")
            .Items()
            .FirstOrDefault(one => one.At("name").Text() == "TARGETS")
            .At("value")
            .Text();
}
