using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Probing;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Azure.Probing;

/// <summary>
/// Runs a script in a container group of the container-instance subnet and, if requested, in a machine of the build subnet, and
/// returns their logs. Everything that it creates is deleted, also after an error or an interruption, and what a killed run left is
/// deleted by the next one or by Sweep.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
/// <param name="image">The base image of the machine; null for a custom one.</param>
/// <param name="say">Prints a line.</param>
public sealed class Probe(AzureSession azure, JumpboxSettings settings, BaseImage? image, Action<string> say)
{
    private readonly Names _names = new(settings);
    private (string Id, string Reason)[] _left = [];

    /// <summary>Runs the probe.</summary>
    /// <param name="plan">What it connects to.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="commit">The commit, for the tags of a new group.</param>
    /// <param name="cancellationToken">Stops it; what was created is deleted nevertheless.</param>
    /// <returns>The logs, or why there is none, and what could not be deleted.</returns>
    /// <exception cref="AzureFailure">Azure cannot be reached, or the sign-in failed.</exception>
    public async Task<ProbeReport> RunAsync(
        ProbePlan plan,
        string script,
        string commit,
        CancellationToken cancellationToken
    )
    {
        if (plan.IsEmpty)
        {
            return new(plan, "", null);
        }
        say(ProbeNeeds.Announce(settings, plan));
        bool isNew =
            await azure.ResourceGroups.GetAsync(
                settings.SubscriptionId,
                settings.ResourceGroups.Builder,
                cancellationToken
            )
            is null;
        if (
            await azure.Permissions.LackingAsync(ProbeNeeds.For(settings, plan, isNew), cancellationToken) is
            { Length: > 0 } missing
        )
        {
            return Nothing(plan, $"Nothing was probed: the signed-in account lacks {string.Join("; ", missing)}.");
        }
        if (await HeldAsync(plan, cancellationToken) is { } held)
        {
            return Nothing(plan, $"Nothing was probed: {held}.");
        }
        ProbeReport report;
        try
        {
            report = await InsideAsync(plan, script, commit, cancellationToken);
        }
        finally
        {
            await RemoveAsync(plan, isNew);
        }
        return report with { Left = _left };
    }

    private static ProbeReport Nothing(ProbePlan plan, string trouble) =>
        new(plan, "", trouble) { MachineTrouble = plan.HasMachine ? trouble : null };

    private async Task<ProbeReport> InsideAsync(
        ProbePlan plan,
        string script,
        string commit,
        CancellationToken cancellationToken
    )
    {
        (_, string? refused) = await TryAsync(async () =>
        {
            _ = await azure.ResourceGroups.EnsureAsync(
                settings.SubscriptionId,
                settings.ResourceGroups.Builder,
                settings.Location,
                _names.Tags(commit),
                cancellationToken
            );
            return ("", null);
        });
        if (refused is not null)
        {
            return Nothing(plan, refused);
        }
        // The container connects to the machine, which therefore comes first.
        MachineProbe machine = new(azure, settings, image);
        (string? address, string? failed) = plan.HasMachine
            ? await TryAsync(() => machine.StartAsync(cancellationToken))
            : (null, null);
        Task<(string?, string?)> inContainer = plan.HasContainer
            ? TryAsync(() =>
                new ContainerProbe(azure, settings).RunAsync(script, plan.ContainerLines(address), cancellationToken)!
            )
            : Task.FromResult<(string?, string?)>(("", null));
        Task<(string?, string?)> inMachine =
            plan.HasMachine && failed is null
                ? TryAsync(() => machine.RunAsync(plan, script, cancellationToken)!)
                : Task.FromResult<(string?, string?)>(("", failed));
        await Task.WhenAll(inContainer, inMachine);
        (string? first, string? trouble) = await inContainer;
        (string? second, string? machineTrouble) = await inMachine;
        return new(plan, $"{first}\n{second}", trouble) { MachineTrouble = machineTrouble };
    }

    private static async Task<(string? Result, string? Trouble)> TryAsync(
        Func<Task<(string? Result, string? Trouble)>> part
    )
    {
        try
        {
            return await part();
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return (null, $"Nothing was probed: {PlainText.Line(failure.Message)}");
        }
    }

    // What a killed run left is deleted first.
    private async Task<string?> HeldAsync(ProbePlan plan, CancellationToken cancellationToken)
    {
        (string? held, bool hasOld) = await ThrowawayRemoval.LookAsync(
            azure,
            Planned(plan),
            _names.Owner,
            cancellationToken
        );
        if (held is null && hasOld)
        {
            say($"An earlier run left the probe {_names.Probe.Name}: deleting it first.");
            await RemoveAsync(plan, false);
        }
        return held;
    }

    private IEnumerable<ResourceId> Planned(ProbePlan plan) =>
        ThrowawayRemoval.OfProbe(_names).Where(id => id == _names.Probe ? plan.HasContainer : plan.HasMachine);

    private async Task RemoveAsync(ProbePlan plan, bool withGroup)
    {
        Removal removal = new(azure, say);
        bool removed = await ThrowawayRemoval.RemoveAllAsync(removal, azure, Planned(plan));
        if (withGroup && removed)
        {
            _ = await removal.RemoveAsync(
                $"{_names.BuilderGroup}",
                ApiVersions.Resources,
                () =>
                    azure.ResourceGroups.DeleteAsync(
                        settings.SubscriptionId,
                        settings.ResourceGroups.Builder,
                        CancellationToken.None
                    ),
                CancellationToken.None,
                HeldGroupAsync
            );
        }
        _left =
        [
            .. removal
                .Items.Where(item => item.Outcome == CleanedOutcome.Failed)
                .Select(item => (item.Id, item.Reason ?? "")),
        ];
        if (removed)
        {
            say(
                plan.HasMachine
                    ? $"Probe: everything named {_names.Probe.Name} was deleted, and reads confirmed it."
                    : $"Probe: the container group {_names.Probe.Name} was deleted, and a read confirmed it."
            );
        }
    }

    // Another run may have begun to use the group meanwhile.
    private async Task<CleanedItem?> HeldGroupAsync()
    {
        (GroupContents contents, _) = await new GroupInspection(azure).ReadAsync(
            _names.BuilderGroup,
            CancellationToken.None
        );
        return contents.Stays(
            $"{_names.BuilderGroup}",
            [.. contents.Objections((_, name) => name == _names.Probe.Name, "which the probe did not create")]
        );
    }
}
