using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Boundaries;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Smoke;

/// <summary>
/// Runs scripts on a machine by managed Run Command, and reads all of their output: the command reports the last 4,096 bytes, further
/// commands the rest. Source: Azure/run-command-handler-linux.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="machine">The machine.</param>
/// <param name="plan">The scripts.</param>
/// <param name="watch">The time of the run.</param>
internal sealed class MachineCommands(AzureSession azure, BootedMachine machine, SmokePlan plan, ThrowawayWatch watch)
{
    private static readonly string[] Ends = ["Succeeded", "Failed", "TimedOut", "Canceled"];
    private static readonly string[] Said = ["executionMessage", "error"];
    private readonly StringBuilder _transcript = new();

    /// <summary>All output so far.</summary>
    public string Transcript => _transcript.ToString();

    /// <summary>Runs a script.</summary>
    /// <param name="command">The script.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Its exit code and its output; or why there is none, in one line.</returns>
    public async Task<(int? ExitCode, string Text, string? Trouble)> RunAsync(
        SmokeCommand command,
        CancellationToken cancellationToken
    )
    {
        (int? code, string text, string? trouble) = await TryAsync(command, cancellationToken);
        _ = _transcript
            .Append(
                FormattableString.Invariant(
                    $"=== {machine.Id.Name}: {command.Name}: {(code is { } exit ? $"exit code {exit}" : trouble)}\n"
                )
            )
            .Append(text.TrimEnd('\n'))
            .Append('\n');
        return (code, text, trouble);
    }

    private async Task<(int? ExitCode, string Text, string? Trouble)> TryAsync(
        SmokeCommand command,
        CancellationToken cancellationToken
    )
    {
        try
        {
            (string output, string? trouble) = await SendAsync(command.Name, command.Script, cancellationToken);
            if (SmokeOutput.Read(output, command.Name) is not { } answer)
            {
                return (null, PlainText.Lines(output), trouble ?? "its answer cannot be read");
            }
            ReadOnlyMemory<byte>? packed =
                answer.Slices.Count == 0 ? answer.Packed : await JoinAsync(answer, cancellationToken);
            return packed is { } all && answer.Unpack(all) is { } text
                ? (answer.ExitCode, text, null)
                : (
                    null,
                    "",
                    $"its output of {answer.PrintedBytes} bytes could not be read completely, or was changed on the way"
                );
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return (null, "", PlainText.Line(failure.Message));
        }
    }

    private async Task<ReadOnlyMemory<byte>?> JoinAsync(SmokeOutput answer, CancellationToken cancellationToken)
    {
        List<byte> all = new(answer.PackedBytes);
        foreach (int[] turn in answer.Slices.Chunk(SmokePlan.SlicesAtOnce))
        {
            (string Output, string? Trouble)[] parts = await Task.WhenAll(
                turn.Select(from =>
                    SendAsync(
                        FormattableString.Invariant($"{answer.Name}-from-{from}"),
                        plan.Slice(answer.Name, from),
                        cancellationToken
                    )
                )
            );
            foreach ((string output, _) in parts)
            {
                if (SmokeOutput.Part(output) is not { } part)
                {
                    return null;
                }
                all.AddRange(part.Span);
            }
        }
        return all.ToArray();
    }

    // A machine may have 25 commands, so each is deleted once it is read.
    private async Task<(string Output, string? Trouble)> SendAsync(
        string name,
        string script,
        CancellationToken cancellationToken
    )
    {
        ResourceId id = machine.Id.Child("runCommands", name);
        ArmOperation creation = await azure.Machines.CreateAsync(
            id,
            MachineBody.Command(machine.Location, script, SmokePlan.CommandSeconds),
            cancellationToken
        );
        JsonObject? seen = await watch.LookAsync(
            () => azure.Machines.CommandAsync(id, cancellationToken),
            found =>
                found is null
                || Ends.Contains(found.Text("properties", "instanceView", "executionState"))
                || found.Text("properties", "provisioningState") == "Failed",
            cancellationToken,
            TimeSpan.FromSeconds(SmokePlan.CommandSeconds) + Limits.SmokeCommandMargin
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
