using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Naming;
using Jumpbox.Probing;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Azure.Probing;

/// <summary>
/// The part of a probe that runs in a machine of the build subnet, by Run Command: the guest agent reports through the host's
/// virtual address, so that a closed subnet answers as well.
/// </summary>
internal sealed class MachineProbe(AzureSession azure, JumpboxSettings settings, BaseImage? image)
{
    private static readonly string[] Ends = ["Succeeded", "Failed", "TimedOut", "Canceled"];

    private readonly Names _names = new(settings);
    private readonly ThrowawayWatch _watch = new(azure, Limits.Probe);

    /// <summary>Creates the machine and waits until its agent is ready.</summary>
    /// <returns>Its address, or why there is none, as a sentence.</returns>
    public async Task<(string? Address, string? Trouble)> StartAsync(CancellationToken cancellationToken)
    {
        MachineOrder order = ProbeMachine.Order(settings, image, azure.Options.Time.GetUtcNow());
        ArmOperation card = await azure.Machines.CreateAsync(
            _names.ProbeInterface,
            MachineBody.Interface(order),
            cancellationToken
        );
        _ = await card.WaitAsync(cancellationToken);
        card.RecordCreated([$"{_names.ProbeInterface}"]);
        ArmOperation machine = await azure.Machines.CreateAsync(
            _names.ProbeMachine,
            MachineBody.Machine(order),
            cancellationToken
        );
        string? state = await _watch.LookAsync(
            async () =>
                (await azure.Machines.GetAsync(_names.ProbeMachine, cancellationToken)).Text(
                    "properties",
                    "provisioningState"
                ),
            found => found is "Succeeded" or "Failed" or "Canceled",
            cancellationToken
        );
        if (state is "Failed" or "Canceled")
        {
            // Says why, as an error.
            _ = await machine.WaitAsync(cancellationToken);
        }
        machine.RecordCreated([$"{_names.ProbeMachine}", $"{_names.ProbeDisk}"]);
        if (state != "Succeeded")
        {
            return (
                null,
                $"The probe's machine was not ready within {Limits.Probe.TotalMinutes:F0} minutes: its state is {state ?? "unknown"}."
            );
        }
        return (ProbeMachine.AddressOf(await azure.Machines.GetAsync(_names.ProbeInterface, cancellationToken)), null);
    }

    /// <summary>Runs the script in the machine, in as many commands as its answers need.</summary>
    /// <param name="plan">What it connects to.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The log, and why it is not complete, as a sentence; null if it is.</returns>
    public async Task<(string Log, string? Trouble)> RunAsync(
        ProbePlan plan,
        string script,
        CancellationToken cancellationToken
    )
    {
        List<(ResourceId Id, ArmOperation Creation)> commands = [];
        foreach (string lines in plan.MachineCommands)
        {
            ResourceId command = _names.ProbeMachine.Child("runCommands", $"probe-{commands.Count + 1}");
            ArmOperation creation = await azure.Machines.CreateAsync(
                command,
                ProbeMachine.Command(settings, script, lines),
                cancellationToken
            );
            commands.Add((command, creation));
        }
        List<string> logs = [];
        string? trouble = null;
        foreach ((ResourceId command, ArmOperation creation) in commands)
        {
            JsonObject? seen = await _watch.LookAsync(
                () => azure.Machines.CommandAsync(command, cancellationToken),
                found =>
                    Ends.Contains(found.Text("properties", "instanceView", "executionState"))
                    || found.Text("properties", "provisioningState") == "Failed",
                cancellationToken
            );
            creation.RecordCreated([$"{command}"]);
            string log = Redaction.Scrub(seen.Text("properties", "instanceView", "output") ?? "");
            logs.Add(log);
            trouble ??= ProbeLog.IsComplete(log) ? null : Trouble(seen);
        }
        return (string.Join('\n', logs), trouble);
    }

    private static string Trouble(JsonObject? command) =>
        $"The probe's machine did not report everything within {Limits.Probe.TotalMinutes:F0} minutes: its command is "
        + $"{command.Text("properties", "instanceView", "executionState") ?? "unknown"}"
        + (
            command.Text("properties", "instanceView", "executionMessage") is { Length: > 0 } message
                ? $" ({PlainText.Line(message).TrimEnd('.')})"
                : ""
        )
        + ". The machine's agent reports through 168.63.129.16, ports 80 and 32526, and may need port 443 to AzureCloud.";
}
