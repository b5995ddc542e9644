using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Smoke;

/// <summary>
/// Runs one script on a machine, or on an instance of a uniform scale set, by managed Run Command, reads the last 4,096 bytes of its output,
/// and deletes the command: a machine may have 25. Source: Azure/run-command-handler-linux.
/// </summary>
internal static class RunCommandCall
{
    private static readonly string[] Ends = ["Succeeded", "Failed", "TimedOut", "Canceled"];
    private static readonly string[] Said = ["executionMessage", "error"];

    /// <summary>Runs it.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="id">The command.</param>
    /// <param name="location">The machine's region.</param>
    /// <param name="script">The script.</param>
    /// <param name="seconds">How long it may take, in seconds.</param>
    /// <param name="watch">The time of the run.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The output, and what to say if it is not what was expected, in one line.</returns>
    /// <exception cref="AzureFailure">A request failed.</exception>
    public static async Task<(string Output, string Trouble)> RunAsync(
        AzureSession azure,
        ResourceId id,
        string location,
        string script,
        int seconds,
        ThrowawayWatch watch,
        CancellationToken cancellationToken
    )
    {
        ArmOperation creation = await azure.Machines.CreateAsync(
            id,
            MachineBody.Command(location, script, seconds),
            cancellationToken
        );
        JsonObject? seen = await watch.LookAsync(
            () => azure.Machines.CommandAsync(id, cancellationToken),
            found =>
                found is null
                || Ends.Contains(found.Text("properties", "instanceView", "executionState"))
                || found.Text("properties", "provisioningState") == "Failed",
            cancellationToken,
            TimeSpan.FromSeconds(seconds) + Limits.SmokeCommandMargin
        );
        creation.RecordCreated([$"{id}"]);
        if (await azure.Machines.DeleteAsync(id, cancellationToken) is { } deletion)
        {
            _ = await deletion.WaitAsync(cancellationToken);
        }
        return (seen.Text("properties", "instanceView", "output") ?? "", Trouble(seen));
    }

    private static string Trouble(JsonObject? command)
    {
        string? state = command.Text("properties", "instanceView", "executionState");
        string said = PlainText.Line(
            Redaction.Scrub(
                string.Join(
                    ' ',
                    Said.Select(name => command.Text("properties", "instanceView", name))
                        .Where(text => !string.IsNullOrWhiteSpace(text))
                )
            )
        );
        return $"Run Command did not report its output; its state is {state ?? "unknown"}"
            + (said.Length > 0 ? $" ({said})" : "")
            + (Ends.Contains(state) ? "" : ": the agent reports through 168.63.129.16, ports 80 and 32526");
    }
}
