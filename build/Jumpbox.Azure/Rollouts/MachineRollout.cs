using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Leases;
using Jumpbox.Azure.Probing;
using Jumpbox.Bicep;
using Jumpbox.Boundaries;
using Jumpbox.Life;
using Jumpbox.Rights;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>
/// Replaces the machines by those of a released image, one step of <see cref="RolloutPlanner"/> after the other. Everything that a step needs
/// is read before it, so that the same command continues a killed run.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="templates">The templates.</param>
/// <param name="settings">The settings.</param>
/// <param name="script">The scripts that ask who is signed in.</param>
/// <param name="say">Prints a line.</param>
public sealed class MachineRollout(
    AzureSession azure,
    TemplateSet templates,
    JumpboxSettings settings,
    SessionScript script,
    Action<string> say
)
{
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AskPause = TimeSpan.FromMinutes(1);

    private readonly RolloutNames _names = new(settings.Rollout);
    private readonly RolloutFleet _fleet = new(azure, settings);
    private readonly JustInTimeAccess _access = new(azure, settings.Rollout);
    private readonly ThrowawayWatch _watch = new(
        azure,
        Limits.MachineRollout + settings.Rollout.Patience * settings.Rollout.Instances
    );
    private readonly SortedSet<string> _replaced = new(StringComparer.OrdinalIgnoreCase);

    // Why the revision was given up; its tag does not outlast its machines.
    private string? _gaveUp;

    private RolloutSessions? _sessions;

    private RolloutSessions SignedIn => _sessions ??= new(azure, settings.Rollout, script, _watch, say);

    /// <summary>Reads what exists, and says what the first step would be. Changes nothing.</summary>
    /// <param name="model">What should exist.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Something could not be read.</exception>
    public async Task<IReadOnlyList<string>> DriftAsync(RolloutModel model, CancellationToken cancellationToken)
    {
        SeenRollout seen = await LookAsync(model, cancellationToken);
        bool isShared = await new RolloutSurroundings(azure, templates, settings, say).AreCurrentAsync(
            model.Location,
            cancellationToken
        );
        return RolloutDrift.Lines(
            seen.Sight,
            model,
            [.. seen.Revisions.Select(one => (one.Revision, one.Image))],
            isShared
        );
    }

    /// <summary>Runs it.</summary>
    /// <param name="model">What should exist.</param>
    /// <param name="tags">The tags of everything that is created.</param>
    /// <param name="cancellationToken">Stops it; the same command continues it.</param>
    /// <exception cref="LifeException">Another rollout is running, or there is no room; nothing was changed.</exception>
    /// <exception cref="AzureFailure">A request failed; the same command continues.</exception>
    public async Task<RolloutOutcome> RunAsync(
        RolloutModel model,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        RolloutSurroundings surroundings = new(azure, templates, settings, say);
        bool isShared = await surroundings.AreCurrentAsync(model.Location, cancellationToken);
        SeenRollout seen = await LookAsync(model, cancellationToken);
        foreach (string foreign in seen.Foreign)
        {
            say($"{foreign} is in the group, but not of this rollout: it stays.");
        }
        RolloutStep first = RolloutPlanner.Next(seen.Sight);
        if (isShared && seen.Sight.Failed is null && first is RolloutStep.Finished)
        {
            return new(model, seen.Sight.Machines, [], HasChanged: false, null, null);
        }
        await new NamedResources(azure, settings.Rollout).RequireAsync(cancellationToken);
        string[] lacks = await azure.Permissions.LackingAsync(RolloutRights.For(settings), cancellationToken);
        if (lacks.Length > 0)
        {
            throw new LifeException(
                $"No machine was changed: the signed-in account lacks {string.Join("; ", lacks)}.",
                "assign the role of docs/pipeline-role-roller.json at these scopes, which must exist"
            );
        }
        await _access.RequireAsync(cancellationToken);
        if (first is RolloutStep.Grow)
        {
            await new RolloutRoom(azure, settings, say).RequireAsync(model, seen.Sight, cancellationToken);
        }
        TemplateLeases leases = new(azure, settings, say);
        await ReserveAsync(leases, cancellationToken);
        try
        {
            if (!isShared)
            {
                await surroundings.DeployAsync(model.Location, tags, cancellationToken);
            }
            return await StepsAsync(leases, model, tags, cancellationToken);
        }
        finally
        {
            await leases.EndAsync(_names.Lease, CancellationToken.None);
        }
    }

    private async Task<RolloutOutcome> StepsAsync(
        TemplateLeases leases,
        RolloutModel model,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset renewed = azure.Options.Time.GetUtcNow();
        string? said = null;
        while (true)
        {
            if (azure.Options.Time.GetUtcNow() - renewed > Limits.LeaseOfDeletion / 3)
            {
                await ReserveAsync(leases, cancellationToken);
                renewed = azure.Options.Time.GetUtcNow();
            }
            SeenRollout seen = await LookAsync(model, cancellationToken);
            RolloutStep step = RolloutPlanner.Next(seen.Sight);
            if (_watch.IsOver && step is not RolloutStep.Finished)
            {
                step = new RolloutStep.Halt(
                    "The rollout took too long.",
                    "look at the machines, and run the same command again: it continues"
                );
            }
            string text = RolloutText.Of(step, seen.Sight);
            if (text != said)
            {
                say(text);
                said = text;
            }
            switch (step)
            {
                case RolloutStep.Finished:
                    return Ended(model, seen, seen.Sight.Failed is null ? null : RolloutText.WentBack(seen.Why, model));
                case RolloutStep.Halt halt:
                    return Ended(model, seen, halt);
                case RolloutStep.Grow grow:
                    await TryGrowAsync(model, seen, grow.Machines, tags, cancellationToken);
                    break;
                case RolloutStep.Restrict restrict:
                    await _access.WriteAsync(model.Location, restrict.Machines, cancellationToken);
                    break;
                case RolloutStep.AwaitHealth:
                    await Task.Delay(LookPause, azure.Options.Time, cancellationToken);
                    break;
                case RolloutStep.Open open:
                    await SignedIn.OpenAsync(open.Machines, seen, model.Location, cancellationToken);
                    await _fleet.MarkOpenAsync(open.Machines.Select(seen.TaggedOf), cancellationToken);
                    break;
                case RolloutStep.AskSessions ask:
                    await _fleet.MarkClosedAsync(
                        ask.Machines.Where(one => !one.MayBeClosed).Select(seen.TaggedOf),
                        cancellationToken
                    );
                    await SignedIn.AskAsync(ask.Machines, seen, model.Location, cancellationToken);
                    break;
                case RolloutStep.AwaitLeaving leaving:
                    await Task.Delay(AskPause, azure.Options.Time, cancellationToken);
                    await SignedIn.AskAsync(leaving.Machines, seen, model.Location, cancellationToken);
                    break;
                case RolloutStep.Delete delete:
                    FoundRevision owner = seen.OwnerOf(delete.Machine);
                    Note(owner, model);
                    await _fleet.DeleteAsync(owner, ResourceId.Parse(delete.Machine.Id), cancellationToken);
                    SignedIn.Forget(delete.Machine);
                    break;
                case RolloutStep.Retire retire:
                    FoundRevision empty = seen.Revisions.First(one => one.Revision == retire.Revision);
                    Note(empty, model);
                    await _fleet.RetireAsync(empty, cancellationToken);
                    break;
                case RolloutStep.GoBack back:
                    await _fleet.GiveUpAsync(
                        seen.OwnerOf(back.Machine),
                        $"{back.Machine.Name}: {back.Machine.Why}",
                        cancellationToken
                    );
                    break;
                default:
                    throw new InvalidOperationException($"There is no step {step}.");
            }
        }
    }

    // A creation that fails or never ends leaves a machine that is not healthy, which decides. Without one, it is only a refusal.
    private async Task TryGrowAsync(
        RolloutModel model,
        SeenRollout seen,
        int machines,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        using CancellationTokenSource late = new(Limits.MachineHealth + Limits.SmokeCommandMargin, azure.Options.Time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token,
            cancellationToken
        );
        try
        {
            if (
                !await new RevisionGrowth(azure, templates, settings.Rollout, _fleet, say).GrowAsync(
                    model,
                    seen,
                    machines,
                    tags,
                    either.Token
                )
            )
            {
                await Task.Delay(LookPause, azure.Options.Time, either.Token);
            }
        }
        catch (OperationCanceledException)
            when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            say("The creation has not ended in time: looking at the machines.");
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            SeenRollout after = await LookAsync(model, cancellationToken);
            if (
                !after.Sight.Machines.Any(one =>
                    one.Revision == model.Revision && one.Health == MachineHealth.Unhealthy
                )
            )
            {
                throw;
            }
            say(PlainText.Line(failure.Message));
        }
    }

    // Two at once both give way; the same command again decides it.
    private async Task ReserveAsync(TemplateLeases leases, CancellationToken cancellationToken)
    {
        if ((await leases.ReserveAsync(_names.Lease, cancellationToken)).DeleterOf(_names.Lease.Name) is { } other)
        {
            await leases.EndAsync(_names.Lease, CancellationToken.None);
            throw new LifeException(
                $"{other.Title} is rolling out {settings.Rollout.Name} too: this run did not change any machine.",
                $"wait for it, at most until {Naming.TagNames.TimeOf(other.Until)}, and run the same command again"
            );
        }
    }

    private async Task<SeenRollout> LookAsync(RolloutModel model, CancellationToken cancellationToken)
    {
        SeenRollout seen = await new RolloutReading(azure, settings, _fleet, _access).ReadAsync(
            model,
            SignedIn,
            _gaveUp,
            cancellationToken
        );
        if (seen.Sight.Failed is not null)
        {
            _gaveUp = seen.Why;
        }
        return seen;
    }

    private void Note(FoundRevision revision, RolloutModel model)
    {
        if (revision.Revision != model.Revision && revision.Image is { } image)
        {
            _ = _replaced.Add(image);
        }
    }

    private RolloutOutcome Ended(RolloutModel model, SeenRollout seen, RolloutStep.Halt? halt) =>
        new(model, seen.Sight.Machines, [.. _replaced], HasChanged: true, halt?.Why, halt?.Cure);
}
