using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Probing;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Booting;
using Jumpbox.Naming;
using Jumpbox.Rights;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Smoke;

/// <summary>
/// Starts two machines from an image, checks them, restarts the first one and checks it again. Everything that it creates is deleted, also
/// after an error or an interruption, and what a killed run left is deleted by the next one or by Sweep.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
/// <param name="plan">What runs on the machines.</param>
/// <param name="say">Prints a line.</param>
public sealed class SmokeTest(AzureSession azure, JumpboxSettings settings, SmokePlan plan, Action<string> say)
{
    private readonly Names _names = new(settings);
    private static readonly SmokeCommand[] NoCommands = [];

    private readonly ThrowawayWatch _watch = new(azure, Limits.Smoke);
    private Dictionary<string, string> _left = [];
    private ClusterOrder _clusters = new(SmokeSettings.None, [], azure.Cloud.ResourceManager);

    /// <summary>Runs it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops it; what was created is deleted nevertheless.</param>
    /// <returns>What the machines showed.</returns>
    /// <exception cref="AzureFailure">Azure cannot be reached, or the sign-in failed.</exception>
    public async Task<SmokeResult> RunAsync(ImageRecord image, CancellationToken cancellationToken)
    {
        DateTimeOffset started = azure.Options.Time.GetUtcNow();
        MachineForm form = new(false, null, "");
        SmokeFindings findings = new();
        try
        {
            if (await RefusalAsync(cancellationToken) is { } refusal)
            {
                findings.Trouble = $"No machine was started: {refusal}.";
            }
            else
            {
                (form, _) = await MachineFormReading.ReadAsync(
                    azure,
                    settings.SubscriptionId,
                    settings.Location,
                    settings.Smoke.Size,
                    ResourceId.Parse(image.ImageId),
                    cancellationToken
                );
                ClusterFacts[] clusters = await Task.WhenAll(
                    settings.Smoke.Clusters.Select(id => azure.ManagedClusters.GetAsync(id, cancellationToken))
                );
                _clusters = new(settings.Smoke, clusters, azure.Cloud.ResourceManager);
                say(SmokeNeeds.Announce(settings, form));
                try
                {
                    await InsideAsync(image, form, started, findings, cancellationToken);
                }
                finally
                {
                    await RemoveAsync();
                }
            }
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            findings.Trouble = PlainText.Line(failure.Message);
        }
        return new(Report(image, form, started, findings), findings.Transcript, findings.Diagnostics);
    }

    private async Task InsideAsync(
        ImageRecord image,
        MachineForm form,
        DateTimeOffset started,
        SmokeFindings findings,
        CancellationToken cancellationToken
    )
    {
        BootedMachine[] machines =
        [
            .. Enumerable
                .Range(1, SmokeNeeds.Machines)
                .Select(number => new BootedMachine(azure, Order(image, form, started, number), number, _watch)),
        ];
        BootedMachine first = machines[0];
        BootedMachine second = machines[1];
        // Beside one another, and both to the end: what only one of them created is deleted afterwards.
        Task<MachineAnswer?>[] starts =
        [
            StartAsync(
                first,
                [.. plan.First(form.HasTrustedLaunch), .. _clusters.Any ? [plan.Clusters(_clusters)] : NoCommands],
                findings,
                cancellationToken
            ),
            StartAsync(second, plan.Second(form.HasTrustedLaunch), findings, cancellationToken),
        ];
        MachineAnswer?[] answers = await Task.WhenAll(starts);
        MachineAnswer? again = null;
        if (answers[0] is not null)
        {
            say($"Smoke: restarting {first.Id.Name}.");
            SmokeCheck agent = await first.RestartAsync(cancellationToken);
            findings.Add(agent);
            if (agent.Outcome == SmokeOutcome.Pass)
            {
                again = await CheckAsync(first, 2, plan.Again(form.HasTrustedLaunch), findings, cancellationToken);
            }
        }
        const string never = "the machine was not started";
        MachineAnswer one = answers[0] ?? MachineAnswer.Missing(1, 1, never);
        MachineAnswer two = answers[1] ?? MachineAnswer.Missing(2, 1, never);
        MachineAnswer restarted = again ?? MachineAnswer.Missing(1, 2, "the machine was not restarted");
        findings.Add([.. one.Checks, .. two.Checks, .. restarted.Checks]);
        if (answers[0] is null)
        {
            findings.Add(_clusters.Missing(never));
        }
        findings.Add(SmokeComparison.OfMachines(one, two));
        findings.Add(SmokeComparison.OfStarts(one, restarted));
        findings.Machines = [.. machines.Select(machine => machine.Times)];
        await DiagnoseAsync(machines, findings, cancellationToken);
    }

    private async Task<MachineAnswer?> StartAsync(
        BootedMachine machine,
        IReadOnlyList<SmokeCommand> commands,
        SmokeFindings findings,
        CancellationToken cancellationToken
    )
    {
        SmokeCheck agent = await machine.StartAsync(cancellationToken);
        findings.Add(agent);
        say($"Smoke: {machine.Id.Name}: {agent.Detail}.");
        return agent.Outcome == SmokeOutcome.Pass
            ? await CheckAsync(machine, 1, commands, findings, cancellationToken)
            : null;
    }

    // The first command is the machine's report; each of the others is a check of its own.
    private async Task<MachineAnswer> CheckAsync(
        BootedMachine machine,
        int start,
        IReadOnlyList<SmokeCommand> commands,
        SmokeFindings findings,
        CancellationToken cancellationToken
    )
    {
        MachineCommands runner = new(azure, machine, plan, _watch);
        MachineAnswer answer = MachineAnswer.Missing(machine.Number, start, "nothing was reported");
        foreach ((SmokeCommand command, int index) in commands.Select((command, index) => (command, index)))
        {
            (int? code, string text, string? trouble) = await runner.RunAsync(command, cancellationToken);
            if (index == 0)
            {
                answer = trouble is null
                    ? MachineAnswer.Read(text, machine.Number, start)
                    : MachineAnswer.Missing(machine.Number, start, trouble);
                if (start == 1)
                {
                    machine.NoteBootTime(answer);
                }
            }
            else if (command.Name == SmokePlan.ClustersName)
            {
                findings.Add(trouble is null ? _clusters.Read(text) : _clusters.Missing(trouble));
            }
            else
            {
                findings.Add(ScriptCheck(command.Name, machine.Number, start, code, text, trouble));
            }
        }
        findings.Tell(machine.Number, start, runner.Transcript);
        return answer;
    }

    private static SmokeCheck ScriptCheck(string name, int machine, int start, int? code, string text, string? trouble)
    {
        string last = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("").Trim();
        string said = last.Length > 200 ? $"{last[..200]}…" : last;
        return code switch
        {
            null => new(name, machine, start, SmokeOutcome.Unknown, trouble ?? ""),
            0 => new(name, machine, start, SmokeOutcome.Pass, said),
            // timeout(1): 124, and 137 where it had to kill.
            124 or 137 => new(
                name,
                machine,
                start,
                SmokeOutcome.Fail,
                $"ended after {SmokePlan.RunSeconds} seconds: {said}"
            ),
            _ => new(name, machine, start, SmokeOutcome.Fail, $"exit code {code}: {said}"),
        };
    }

    private async Task DiagnoseAsync(
        IEnumerable<BootedMachine> machines,
        SmokeFindings findings,
        CancellationToken cancellationToken
    )
    {
        foreach (BootedMachine machine in machines.Where(machine => machine.Exists && findings.Failed(machine.Number)))
        {
            IReadOnlyList<(byte[]? Bytes, string? Trouble)> found = await machine.DiagnosticsAsync(cancellationToken);
            foreach (
                (string file, (byte[]? bytes, string? trouble)) in EvidenceFiles
                    .SmokeDiagnostics(machine.Number)
                    .Zip(found)
            )
            {
                if (bytes is not null)
                {
                    findings.Diagnostics[file] = bytes;
                }
                else if (trouble is not null)
                {
                    say($"Smoke: no {file}: {trouble}");
                }
            }
        }
    }

    private MachineOrder Order(ImageRecord image, MachineForm form, DateTimeOffset started, int number) =>
        new()
        {
            Machine = _names.SmokeMachine(number),
            Interface = _names.SmokeInterface(number),
            Disk = _names.SmokeDisk(number),
            Subnet = settings.Smoke.SubnetId!,
            Location = settings.Location,
            Size = settings.Smoke.Size,
            Image = new() { ["id"] = image.ImageId },
            User = SmokePlan.LoginUser,
            Tags = ThrowawayTags.Of(settings, started, Limits.Smoke),
            HasTrustedLaunch = form.HasTrustedLaunch,
            // The first machine checks the clusters.
            Identity = number == 1 ? settings.Smoke.IdentityId : null,
            Placement = form.Placement,
            HasDiagnostics = true,
        };

    private async Task<string?> RefusalAsync(CancellationToken cancellationToken)
    {
        string[] lacks = await azure.Permissions.LackingAsync(SmokeRights.For(settings), cancellationToken);
        if (lacks.Length > 0)
        {
            return $"the signed-in account lacks {string.Join("; ", lacks)}";
        }
        (string? held, bool hasOld) = await ThrowawayRemoval.LookAsync(
            azure,
            ThrowawayRemoval.OfSmoke(_names),
            _names.Owner,
            cancellationToken
        );
        if (held is null && hasOld)
        {
            say("An earlier run left machines of Smoke: deleting them first.");
            await RemoveAsync();
            return _left.Count > 0 ? $"{_left.Keys.First()} of an earlier run could not be deleted" : null;
        }
        return held;
    }

    private async Task RemoveAsync()
    {
        Removal removal = new(azure, say);
        bool removed = await ThrowawayRemoval.RemoveAllAsync(removal, azure, ThrowawayRemoval.OfSmoke(_names));
        _left = removal
            .Items.Where(item => item.Outcome == CleanedOutcome.Failed)
            .DistinctBy(item => item.Id)
            .ToDictionary(item => item.Id, item => item.Reason ?? "");
        if (removed)
        {
            say("Smoke: everything that it created was deleted, and reads confirmed it.");
        }
    }

    private SmokeReport Report(ImageRecord image, MachineForm form, DateTimeOffset started, SmokeFindings findings) =>
        new()
        {
            SchemaVersion = SmokeReport.CurrentSchemaVersion,
            Cloud = settings.Cloud,
            ImageId = image.ImageId,
            ContentHash = image.ContentHash,
            Run = image.Run,
            Started = started,
            Finished = azure.Options.Time.GetUtcNow(),
            Size = settings.Smoke.Size,
            SecurityType = form.HasTrustedLaunch ? "TrustedLaunch" : "Standard",
            OsDisk = form.Placement ?? "managed",
            Machines = findings.Machines,
            Checks =
            [
                .. findings.Checks.Select(check =>
                    check with
                    {
                        OptOut = settings.Smoke.OptOuts.GetValueOrDefault(check.Name),
                    }
                ),
            ],
            Trouble =
                findings.Trouble
                ?? (_watch.IsOver ? $"The checks took longer than {Limits.Smoke.TotalMinutes:F0} minutes." : null),
            Left = new SortedDictionary<string, string>(_left, StringComparer.Ordinal),
        };
}
