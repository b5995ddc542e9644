using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Life;
using Jumpbox.Settings;
using Regions = Jumpbox.Naming.Regions;

namespace Jumpbox.Azure.ImageLife;

/// <summary>
/// Copies a gallery version and waits until it is in every region. Others may copy the same version to other regions at the
/// same time: what exists is merged, and read again until the own regions are there.
/// </summary>
internal sealed class VersionCopy(AzureSession azure, GallerySettings settings, Action<string> say)
{
    // Source: azure-compute-docs, troubleshooting-shared-images.md: up to six hours.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private const int MostChanges = 8;

    /// <summary>Copies it.</summary>
    /// <param name="plan">What to copy.</param>
    /// <param name="tags">The tags of the copy.</param>
    /// <param name="cancellationToken">Stops waiting; Azure continues.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="LifeException">The copy to a region failed.</exception>
    /// <exception cref="AzureFailure">Azure refused.</exception>
    public Task<GalleryVersion> EnsureAsync(
        PromotionPlan plan,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    ) =>
        Deadline.KeepAsync(
            azure.Options,
            $"copy {plan.Source.Name} to {plan.Target}",
            plan.Target.ToString(),
            Longest,
            cancellationToken => EnsureInTimeAsync(plan, tags, cancellationToken),
            cancellationToken,
            quiet: true
        );

    private async Task<GalleryVersion> EnsureInTimeAsync(
        PromotionPlan plan,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        bool retried = false;
        for (int change = 0; ; change++)
        {
            GalleryVersion? version = await SettledAsync(plan, cancellationToken);
            string[] missing = version is null ? [.. plan.Regions] : Missing(plan, version);
            ReplicationProgress progress = Progress(plan, version);
            if (version is not null && missing.Length == 0 && progress.Failed.Count == 0)
            {
                // A failed version may name no failed region, and a copy that is not reported is not known to exist.
                return version.ProvisioningState == "Succeeded" && progress.IsCompleteIn(plan.Regions)
                    ? version
                    : throw Unproven(plan, version, progress);
            }
            if (change >= MostChanges || (progress.Failed.Count > 0 && (retried || change > 0)))
            {
                throw Failure(plan, progress, missing);
            }
            if (version is null)
            {
                say($"Copying {plan.Source.Id} to {plan.Target}.");
                await StartedAsync(plan, CreateAsync(plan, tags, cancellationToken), cancellationToken);
                continue;
            }
            if (progress.Failed.Count > 0)
            {
                // Source: Azure/azure-cli#15539: a region that failed is removed and added again.
                retried = true;
                say($"The copy to {string.Join(", ", progress.Failed)} failed earlier: it is removed and added again.");
                await ChangeAsync(plan, new VersionChange { Without = progress.Failed }, cancellationToken);
                missing = [.. progress.Failed];
            }
            await ChangeAsync(
                plan,
                new VersionChange { Regions = [.. missing.Select(region => Target(plan, region))] },
                cancellationToken
            );
        }
    }

    private async Task ChangeAsync(PromotionPlan plan, VersionChange change, CancellationToken cancellationToken) =>
        await StartedAsync(
            plan,
            azure.GalleryVersions.UpdateAsync(plan.Target, change, cancellationToken),
            cancellationToken
        );

    private async Task CreateAsync(
        PromotionPlan plan,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        string[] targets = [.. plan.Regions.Prepend(plan.Location).Distinct()];
        ArmOperation operation = await azure.GalleryVersions.CreateAsync(
            plan.Target,
            new VersionRequest(plan.Location, plan.Source.Id, [.. targets.Select(region => Target(plan, region))], tags)
            {
                AllowDeletionOfLocations = !settings.KeepRegions,
            },
            cancellationToken
        );
        _ = await operation.WaitAsync(cancellationToken);
    }

    // What Azure's operation says counts less than the version itself, which is read next: another run may have been first,
    // one region may have failed, and the replication continues when an operation is no longer waited for.
    private async Task StartedAsync(PromotionPlan plan, Task request, CancellationToken cancellationToken)
    {
        string last = "";
        DelayStrategy delay = Pause;
        for (int poll = 1; !request.IsCompleted; poll++)
        {
            await Task.WhenAny(
                request,
                Task.Delay(delay.GetNextDelay(null, poll), azure.Options.Time, cancellationToken)
            );
            if (!request.IsCompleted)
            {
                last = await SayAsync(plan, last, cancellationToken);
            }
        }
        try
        {
            await request;
        }
        catch (AzureFailure failure) when (IsSettledLater(failure)) { }
    }

    private static bool IsSettledLater(AzureFailure failure) =>
        failure.Status is 409 or 412 && failure.Code is not "PropertyChangeNotAllowed"
        || failure.Mentions("ReplicationJobFailed")
        || failure.Fault.Message.Contains("replication jobs failed", StringComparison.OrdinalIgnoreCase)
        || failure.Code == "TimedOut";

    // A version that someone works on takes no change.
    private async Task<GalleryVersion?> SettledAsync(PromotionPlan plan, CancellationToken cancellationToken)
    {
        string last = "";
        DelayStrategy delay = Pause;
        for (int poll = 1; ; poll++)
        {
            GalleryVersion? version = await azure.GalleryVersions.GetAsync(plan.Target, cancellationToken, true);
            if (version?.ProvisioningState is not ("Creating" or "Updating" or "Migrating"))
            {
                if (version?.ProvisioningState == "Deleting")
                {
                    throw new LifeException(
                        $"{plan.Target} is being deleted: nothing was copied.",
                        "wait until it no longer exists, and promote another version, because its number is taken"
                    );
                }
                return version;
            }
            last = Say(Progress(plan, version), last);
            await Task.Delay(delay.GetNextDelay(null, poll), azure.Options.Time, cancellationToken);
        }
    }

    private async Task<string> SayAsync(PromotionPlan plan, string last, CancellationToken cancellationToken) =>
        await azure.GalleryVersions.GetAsync(plan.Target, cancellationToken, true) is { } version
            ? Say(Progress(plan, version), last)
            : last;

    private string Say(ReplicationProgress progress, string last)
    {
        if (progress.Line != last && progress.Regions.Count > 0)
        {
            say($"Replication: {progress.Line}.");
        }
        return progress.Line;
    }

    private static ReplicationProgress Progress(PromotionPlan plan, GalleryVersion? version) =>
        new([
            .. (version?.Replication ?? [])
                .Where(copy => plan.Regions.Any(region => Regions.Same(region, copy.Region)))
                .Select(copy => (copy.Region, copy.State, copy.Progress, copy.Details)),
        ]);

    private static string[] Missing(PromotionPlan plan, GalleryVersion version) =>
        [.. plan.Regions.Where(region => !version.Regions.Any(there => Regions.Same(there, region)))];

    // Excluded until it is verified: another environment may share the version.
    private TargetRegion Target(PromotionPlan plan, string region) =>
        new(
            region,
            settings.RegionReplicas.GetValueOrDefault(region, settings.Replicas),
            settings.RegionStorageTypes.GetValueOrDefault(region, settings.StorageType),
            ExcludedFromLatest: true,
            plan.EncryptionSets.GetValueOrDefault(region)?.ToString()
        );

    private DelayStrategy Pause =>
        azure.Options.PollDelay ?? DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromSeconds(30));

    private static LifeException Unproven(PromotionPlan plan, GalleryVersion version, ReplicationProgress progress) =>
        new(
            $"{plan.Target} is {(version.ProvisioningState.Length > 0 ? version.ProvisioningState : "in an unknown state")}, and Azure "
                + $"reports its copies as {(progress.Line.Length > 0 ? progress.Line : "nothing")}, not as completed in "
                + $"{string.Join(", ", plan.Regions)}: it was not released.",
            "look at the version in the portal; run the same command when its copies are completed, or promote another version"
        );

    private static LifeException Failure(PromotionPlan plan, ReplicationProgress progress, string[] missing) =>
        new(
            progress.Failed.Count > 0
                ? $"The copy of {plan.Source.Name} failed in {progress.Failures}. "
                    + (
                        progress.Completed.Count > 0
                            ? $"It can be used by its number in {string.Join(", ", progress.Completed)}; it was not released there."
                            : "It is in no other region."
                    )
                : $"Others keep changing {plan.Target}: {string.Join(", ", missing)} could not be added.",
            "run the same command: it continues with what is missing"
        );
}
