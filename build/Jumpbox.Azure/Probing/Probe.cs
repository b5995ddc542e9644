using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Probing;
using Jumpbox.Rights;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Probing;

/// <summary>
/// Runs a script in a container group of the container-instance subnet and returns its log. Everything that it creates is
/// deleted, also after an error or an interruption, and what a killed run left is deleted by the next one or by Sweep.
/// </summary>
public sealed class Probe(AzureSession azure, JumpboxSettings settings, Action<string> say)
{
    private readonly Names _names = new(settings);
    private (string Id, string Reason)[] _left = [];

    /// <summary>Runs the probe.</summary>
    /// <param name="plan">What it connects to.</param>
    /// <param name="script">The shell script.</param>
    /// <param name="commit">The commit, for the tags of a new group.</param>
    /// <param name="cancellationToken">Stops it; what was created is deleted nevertheless.</param>
    /// <returns>The log, or why there is none, and what could not be deleted.</returns>
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
        say(ProbeNeeds.Announce(settings));
        bool isNew =
            await azure.ResourceGroups.GetAsync(
                settings.SubscriptionId,
                settings.ResourceGroups.Builder,
                cancellationToken
            )
            is null;
        if (await MissingAsync(isNew, cancellationToken) is { Length: > 0 } missing)
        {
            return new(plan, "", $"Nothing was probed: the signed-in account lacks {string.Join("; ", missing)}.");
        }
        if (await HeldAsync(cancellationToken) is { } held)
        {
            return new(plan, "", $"Nothing was probed: the container group {_names.Probe.Name} exists, and {held}.");
        }
        ProbeReport report;
        try
        {
            report = await InsideAsync(plan, script, commit, cancellationToken);
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            report = new(plan, "", $"Nothing was probed: {PlainText.Line(failure.Message)}");
        }
        finally
        {
            await RemoveAsync(isNew);
        }
        return report with { Left = _left };
    }

    private async Task<ProbeReport> InsideAsync(
        ProbePlan plan,
        string script,
        string commit,
        CancellationToken cancellationToken
    )
    {
        _ = await azure.ResourceGroups.EnsureAsync(
            settings.SubscriptionId,
            settings.ResourceGroups.Builder,
            settings.Location,
            _names.Tags(commit),
            cancellationToken
        );
        JsonObject body = ProbeGroup.Body(settings, script, plan.Lines, azure.Options.Time.GetUtcNow());
        ArmOperation creation = await azure.ContainerGroups.CreateAsync(_names.Probe, body, cancellationToken);
        TimeProvider time = azure.Options.Time;
        DelayStrategy delay = azure.Options.PollDelay ?? new GrowingDelay();
        long began = time.GetTimestamp();
        for (int look = 1; ; look++)
        {
            ProbeState state = ProbeGroup.State(await azure.ContainerGroups.GetAsync(_names.Probe, cancellationToken));
            bool isLate = time.GetElapsedTime(began) > Limits.Probe;
            if (state.IsOver || isLate)
            {
                creation.RecordCreated([$"{_names.Probe}"]);
                string log = await azure.ContainerGroups.LogAsync(
                    _names.Probe,
                    ProbeGroup.Container,
                    cancellationToken
                );
                return new(plan, log, ProbeLog.IsComplete(log) ? null : state.Trouble(settings.Network.ProbeImage!));
            }
            await Task.Delay(delay.GetNextDelay(null, look), time, cancellationToken);
        }
    }

    private async Task<string[]> MissingAsync(bool isNew, CancellationToken cancellationToken)
    {
        IEnumerable<RequiredAction>[] missing = await Task.WhenAll(
            ProbeNeeds
                .For(settings, isNew)
                .GroupBy(need => need.Scope)
                .Select(async needs =>
                {
                    List<PermissionSet> sets = await azure
                        .Permissions.ListAsync(needs.Key, cancellationToken)
                        .ToListAsync(cancellationToken);
                    return needs.Where(need => !sets.Exists(set => set.Allows(need.Action)));
                })
        );
        return [.. missing.SelectMany(needs => needs).Select(need => $"{need.Action} at {need.Scope}")];
    }

    // What a killed run left is deleted first.
    private async Task<string?> HeldAsync(CancellationToken cancellationToken)
    {
        if (await azure.ContainerGroups.GetAsync(_names.Probe, cancellationToken) is not { } existing)
        {
            return null;
        }
        bool isMine = azure.Options.Journal?.HasMade($"{_names.Probe}") == true;
        if (ProbeGroup.Held(existing, _names.Owner, isMine, azure.Options.Time.GetUtcNow()) is { } held)
        {
            return held;
        }
        say($"An earlier run left the probe {_names.Probe.Name}: deleting it first.");
        await RemoveAsync(false);
        return null;
    }

    // An interruption ends the probe, not its removal.
    private async Task RemoveAsync(bool withGroup)
    {
        Removal removal = new(azure, say);
        bool removed = await removal.RemoveAsync(
            $"{_names.Probe}",
            ApiVersions.ContainerInstance,
            () => azure.ContainerGroups.DeleteAsync(_names.Probe, CancellationToken.None),
            CancellationToken.None
        );
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
            say($"Probe: the container group {_names.Probe.Name} was deleted, and a read confirmed it.");
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
