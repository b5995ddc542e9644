using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Boundaries;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Smoke;

/// <summary>A machine that Smoke starts from an image: creation, agent, restart and boot diagnostics.</summary>
/// <param name="azure">The session.</param>
/// <param name="order">The machine.</param>
/// <param name="number">Which of them, counted from 1.</param>
/// <param name="watch">The time of the run.</param>
internal sealed class BootedMachine(AzureSession azure, MachineOrder order, int number, ThrowawayWatch watch)
{
    // What the guest did not do: the image is the cause. Source: SupportArticles-docs, "error messages for Azure virtual machines".
    private static readonly string[] ImageFaults =
    [
        "OSProvisioningTimedOut",
        "OSProvisioningClientError",
        "OSProvisioningInternalError",
        "VMAgentStatusCommunicationError",
    ];

    private static readonly string[] Ends = ["Succeeded", "Failed", "Canceled"];

    /// <summary>Its id.</summary>
    public ResourceId Id => order.Machine;

    /// <summary>Its region.</summary>
    public string Location => order.Location;

    /// <summary>Which of them, counted from 1.</summary>
    public int Number => number;

    /// <summary>Whether Azure has begun to create it, so that it may have boot diagnostics.</summary>
    public bool Exists { get; private set; }

    /// <summary>What is known of its times.</summary>
    public SmokeMachine Times { get; private set; } = new(order.Machine.Name, null, null, null, null);

    /// <summary>Creates it and waits until its agent is ready.</summary>
    /// <returns>The check of the agent.</returns>
    public async Task<SmokeCheck> StartAsync(CancellationToken cancellationToken)
    {
        TimeProvider time = azure.Options.Time;
        try
        {
            ArmOperation card = await azure.Machines.CreateAsync(
                order.Interface,
                MachineBody.Interface(order),
                cancellationToken
            );
            _ = await card.WaitAsync(cancellationToken);
            card.RecordCreated([$"{order.Interface}"]);
            long began = time.GetTimestamp();
            ArmOperation machine = await azure.Machines.CreateAsync(
                order.Machine,
                MachineBody.Machine(order),
                cancellationToken
            );
            Exists = true;
            string? state = await watch.LookAsync(
                async () =>
                    (await azure.Machines.GetAsync(order.Machine, cancellationToken)).Text(
                        "properties",
                        "provisioningState"
                    ),
                found => found is null || Ends.Contains(found),
                cancellationToken
            );
            if (state is "Failed" or "Canceled")
            {
                // Says why, as an error.
                _ = await machine.WaitAsync(cancellationToken);
            }
            machine.RecordCreated([$"{order.Machine}", $"{order.Disk}"]);
            if (state != "Succeeded")
            {
                return Agent(
                    1,
                    SmokeOutcome.Unknown,
                    $"Azure did not create the machine in time: its state is {state ?? "unknown"}"
                );
            }
            Times = Times with { CreatedSeconds = Seconds(began) };
            return await ReadyAsync(1, began, null, cancellationToken);
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return Agent(1, OutcomeOf(failure), PlainText.Line(failure.Message));
        }
    }

    /// <summary>Restarts it and waits until its agent is ready again.</summary>
    /// <returns>The check of the agent.</returns>
    public async Task<SmokeCheck> RestartAsync(CancellationToken cancellationToken)
    {
        try
        {
            long began = azure.Options.Time.GetTimestamp();
            DateTimeOffset asked = azure.Options.Time.GetUtcNow();
            ArmOperation restart = await azure.Machines.RestartAsync(order.Machine, cancellationToken);
            _ = await restart.WaitAsync(cancellationToken);
            return await ReadyAsync(2, began, asked, cancellationToken);
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return Agent(2, OutcomeOf(failure), PlainText.Line(failure.Message));
        }
    }

    /// <summary>Adds what systemd said of its first start.</summary>
    public void NoteBootTime(MachineAnswer answer) =>
        Times = Times with { BootTime = answer.Of("boot-time") is [var first, ..] ? first : null };

    /// <summary>Downloads its serial console log and its screenshot.</summary>
    /// <returns>The bytes of each, or why there are none, as a sentence.</returns>
    public async Task<IReadOnlyList<(byte[]? Bytes, string? Trouble)>> DiagnosticsAsync(
        CancellationToken cancellationToken
    )
    {
        try
        {
            (Uri? console, Uri? screen) = await azure.Machines.DiagnosticsAsync(order.Machine, cancellationToken);
            return [await ReadAsync(console), await ReadAsync(screen)];
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return [(null, PlainText.Line(failure.Message)), (null, null)];
        }

        async Task<(byte[]?, string?)> ReadAsync(Uri? address) =>
            address is null
                ? (null, "Azure has none for this machine.")
                : await azure.SignedBlobs.ReadAsync(address, Limits.DiagnosticsBytes, cancellationToken);
    }

    // What the agent said before a restart does not count.
    private async Task<SmokeCheck> ReadyAsync(
        int start,
        long began,
        DateTimeOffset? after,
        CancellationToken cancellationToken
    )
    {
        JsonObject? agent = await watch.LookAsync(
            async () =>
                (await azure.Machines.InstanceViewAsync(order.Machine, cancellationToken))?["vmAgent"] as JsonObject,
            found => IsReady(found, after),
            cancellationToken,
            Limits.SmokeAgent
        );
        double seconds = Seconds(began);
        if (!IsReady(agent, after))
        {
            string said = agent.Objects("statuses").LastOrDefault().Text("displayStatus") ?? "silent";
            return Agent(
                start,
                SmokeOutcome.Fail,
                $"the agent is not ready {Limits.SmokeAgent.TotalMinutes:F0} minutes after {(start > 1 ? "the restart" : "the machine was created")}: it is "
                    + $"{PlainText.Line(said)}; {EvidenceFiles.SmokeDiagnostics(number)[0]} shows how far the machine booted"
            );
        }
        Times = start > 1 ? Times with { RestartedSeconds = seconds } : Times with { ReadySeconds = seconds };
        return Agent(
            start,
            SmokeOutcome.Pass,
            FormattableString.Invariant(
                $"ready after {seconds:F0} s, version {PlainText.Line(agent.Text("vmAgentVersion") ?? "unknown")}"
            )
        );
    }

    private static bool IsReady(JsonObject? agent, DateTimeOffset? after) =>
        agent
            .Objects("statuses")
            .Any(status =>
                status.Text("displayStatus") == "Ready"
                && (after is null || status.Moment("time") is not { } time || time > after)
            );

    private static SmokeOutcome OutcomeOf(AzureFailure failure) =>
        ImageFaults.Any(failure.Mentions) ? SmokeOutcome.Fail : SmokeOutcome.Unknown;

    private double Seconds(long began) => Math.Round(azure.Options.Time.GetElapsedTime(began).TotalSeconds, 1);

    private SmokeCheck Agent(int start, SmokeOutcome outcome, string detail) =>
        new(SmokeChecks.Agent, number, start, outcome, detail);
}
