using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Run commands of a machine. One with the parameter TARGETS gets the output that a walk of packets from the machine's subnet gives;
/// no other script is run. Sources: Azure/run-command-handler-linux (states, the last 4,096 bytes of the output); azure-docs#117976
/// (25 for each machine; the code is not documented).
/// </summary>
internal sealed class RunCommands(ResourceContext context) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines/runCommands";

    private const string Ran = $"{TypeName} ran";
    private const int Most = 25;
    private const int OutputBytes = 4096;

    /// <summary>Registers the end of a script.</summary>
    public void EnlistRuns() => Context.Agenda.On(Ran, (id, _) => End(id), (_, _, _) => { });

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
        if (TargetsOf(body) is null)
        {
            throw new ArmException(
                501,
                "NotModelled",
                $"LocalAzure does not run the script of {request.Path.Id}: it answers a probe's command alone, which has the parameter "
                    + "TARGETS. docs/localazure.md lists what it models."
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

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored) =>
        Context.Agenda.Schedule(Context.Durations.Resource, Ran, stored.Id);

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

    private void End(string id)
    {
        if (
            Context.Store.Find(id) is not { } command
            || TargetsOf(command.Body) is not { } targets
            || Context.Store.Find(ArmPath.Parse(id).Parent!.Id) is not { } machine
        )
        {
            return;
        }
        string? output = SubnetOf(machine) is { } subnet ? new ProbedNetwork(Context.Store).Log(subnet, targets) : null;
        Context.Store.Update(
            id,
            (body, _) =>
                body.Ensure("properties")["instanceView"] = new JsonObject
                {
                    ["executionState"] = output is null ? "Failed" : "Succeeded",
                    ["executionMessage"] = output is null
                        ? "The machine has no network interface."
                        : "Execution completed",
                    ["exitCode"] = output is null ? 1 : 0,
                    ["output"] = Last(output ?? ""),
                    ["error"] = "",
                    ["endTime"] = Operations.Stamp(Context.Now),
                }
        );
    }

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

    private static string? TargetsOf(JsonObject body) =>
        body.At("properties", "parameters")
            .Items()
            .FirstOrDefault(one => one.At("name").Text() == "TARGETS")
            .At("value")
            .Text();
}
