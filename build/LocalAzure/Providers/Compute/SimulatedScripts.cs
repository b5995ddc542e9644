using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Guests;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What LocalAzure knows about scripts without running them: that of a probe (parameter TARGETS) and of the doctor for clusters get what a
/// walk of packets from the machine's subnet gives, that of a roll-out who is signed in.
/// </summary>
internal sealed class SimulatedScripts(ResourceStore store)
{
    /// <summary>Whether a script needs the machine's subnet, which a rehearsed root file system does not have.</summary>
    public static bool IsWalked(JsonObject command) => TargetsOf(command) is not null || OrderOf(command) is not null;

    /// <summary>How a command ends, and its message; null for the usual one.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="command">The body of the command.</param>
    public (ScriptEnd End, string? Message) EndOf(StoredResource machine, JsonObject command)
    {
        if (IsWalked(command))
        {
            if (SubnetOf(machine) is not { } subnet)
            {
                return (new(1, "", ""), "The machine has no network interface.");
            }
            string output = OrderOf(command) is { } order
                ? new WalkedClusters(store).Output(subnet, order)
                : new ProbedNetwork(store).Log(subnet, TargetsOf(command)!);
            return (new(0, output, ""), null);
        }
        return SimulatedSessions.OutputOf(ScriptOf(command)) is { } sessions
            ? (new(0, sessions, ""), null)
            : (
                new(0, "", ""),
                "LocalAzure simulates this machine, so the script did not run; --local-build=rehearse runs it in the root file system of the "
                    + "image that the same process has built."
            );
    }

    /// <summary>The text of a command.</summary>
    public static string ScriptOf(JsonObject command) => command.At("properties", "source", "script").Text() ?? "";

    private StoredResource? SubnetOf(StoredResource machine) =>
        machine
            .Body.At("properties", "networkProfile", "networkInterfaces")
            .Items()
            .Select(card => store.Find(card.At("id").Text() ?? ""))
            .SelectMany(card => (card?.Body).At("properties", "ipConfigurations").Items())
            .Select(part => store.Find(part.At("properties", "subnet", "id").Text() ?? ""))
            .FirstOrDefault(subnet => subnet is not null);

    private static JsonObject? OrderOf(JsonObject command) => WalkedClusters.OrderIn(ScriptOf(command));

    private static string? TargetsOf(JsonObject command) =>
        command
            .At("properties", "parameters")
            .Items()
            .FirstOrDefault(one => one.At("name").Text() == "TARGETS")
            .At("value")
            .Text();
}
