using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Handover;
using Jumpbox.Leases;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Leases;

/// <summary>
/// The leases on image templates in Azure. Each holder writes only its own: a deployment without resources, whose tags say what
/// for and until when. Who uses a template writes that first and then looks for someone deleting it; who deletes one writes that
/// first and then looks for users. So of two at once, at least one sees the other. Why not tags or a blob: docs/decisions/0022.
/// </summary>
/// <param name="azure">The session; without a holder in its options, nothing is written.</param>
/// <param name="settings">The settings.</param>
/// <param name="say">Receives the reason for each wait.</param>
internal sealed class TemplateLeases(AzureSession azure, JumpboxSettings settings, Action<string> say)
{
    private const string Busy = "DeploymentActive";
    private const int MostTries = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UntilRecorded = TimeSpan.FromSeconds(1);

    private readonly Names _names = new(settings);

    // When each of this holder's leases was written last, by this process.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _written = new(StringComparer.OrdinalIgnoreCase);

    private LeaseHolder? Holder => azure.Options.Holder;

    /// <summary>Takes or renews the lease to use a template, and waits while another run is deleting it.</summary>
    /// <param name="template">The template, which need not exist.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    /// <exception cref="HandoverException">Another run has reserved it, and never deletes it.</exception>
    public async Task TakeAsync(ResourceId template, CancellationToken cancellationToken)
    {
        if (Holder is null)
        {
            return;
        }
        TemplateLease own = await WriteAsync(template, LeasePurpose.Use, LengthOfUse, cancellationToken);
        await AfterDeletionAsync(template, await ReadWithAsync(template, own, cancellationToken), cancellationToken);
    }

    /// <summary>Takes the lease again if some time has passed since it was taken, so that it is long enough for a build that starts.</summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public Task RenewAsync(ResourceId template, CancellationToken cancellationToken) =>
        Age(template) >= Limits.LeaseRenewal ? TakeAsync(template, cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// Reads who needs a template that this holder reserved, right before the deletion; nobody else is, if the reservation is recent. One
    /// that would end soon is made again.
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public async Task<LeaseSight> StillReservedAsync(ResourceId template, CancellationToken cancellationToken) =>
        Age(template) >= Limits.LeaseRenewal ? await ReserveAsync(template, cancellationToken) : LeaseSight.Nothing;

    /// <summary>Announces that a template will be deleted, then reads who needs it. Call <see cref="EndAsync"/> afterwards.</summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public async Task<LeaseSight> ReserveAsync(ResourceId template, CancellationToken cancellationToken)
    {
        return Holder is null
            ? await ReadAsync(cancellationToken)
            : await ReadWithAsync(
                template,
                await WriteAsync(template, LeasePurpose.Delete, Limits.LeaseOfDeletion, cancellationToken),
                cancellationToken
            );
    }

    /// <summary>
    /// Replaces a template, unless another run needs it. Of two runs at once that replace it, one waits for the other. Call
    /// <see cref="TakeAsync"/> afterwards.
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="replace">Deletes it. If that fails, the holder's lease is again what it was.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The lease of the other run that needs it; null if it was replaced.</returns>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public async Task<TemplateLease?> ReplaceAloneAsync(
        ResourceId template,
        Func<Task> replace,
        CancellationToken cancellationToken
    )
    {
        LeaseSight before = await ReadAsync(cancellationToken);
        bool isReplaced = false;
        try
        {
            if (await ReserveAloneAsync(template, before, cancellationToken) is { } user)
            {
                return user;
            }
            await replace();
            isReplaced = true;
            return null;
        }
        finally
        {
            if (!isReplaced)
            {
                await RestoreAsync(template, before.IsOwnOn(template.Name));
            }
        }
    }

    // Returns the lease of another run that needs it; null if it is reserved, or does not exist any longer.
    private async Task<TemplateLease?> ReserveAloneAsync(
        ResourceId template,
        LeaseSight sight,
        CancellationToken cancellationToken
    )
    {
        while (Holder is not null && sight.UserOf(template.Name) is null)
        {
            // If both have announced, the one who deletes gives way.
            sight = await ReserveAsync(template, cancellationToken);
            if (sight.UserOf(template.Name) is not null)
            {
                break;
            }
            if (sight.DeleterOf(template.Name) is null)
            {
                return null;
            }
            // The others decide by the same comparison, as far as they have seen this one at all.
            if (sight.GivesWay(template.Name))
            {
                await EndAsync(template, cancellationToken);
            }
            sight = await AfterDeletionAsync(template, sight, cancellationToken);
            if (await azure.ImageTemplates.GetAsync(template, cancellationToken) is null)
            {
                return null;
            }
        }
        return sight.UserOf(template.Name);
    }

    /// <summary>Ends the holder's lease on a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task EndAsync(ResourceId template, CancellationToken cancellationToken) =>
        Holder is null ? Task.CompletedTask : WriteUseAsync(template, TimeSpan.Zero, cancellationToken);

    // Also after an interruption: otherwise others would wait for a deletion that nobody does, or delete what this holder uses.
    private Task RestoreAsync(ResourceId template, bool used) =>
        _written.ContainsKey(template.ToString())
            ? WriteUseAsync(template, used ? LengthOfUse : TimeSpan.Zero, CancellationToken.None)
            : Task.CompletedTask;

    private async Task WriteUseAsync(ResourceId template, TimeSpan length, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(template, LeasePurpose.Use, length, cancellationToken);
        }
        catch (AzureFailure failure)
        {
            say($"The lease on image template {template.Name} stays until it expires: {failure.Message}");
        }
    }

    /// <summary>Reads the leases of the owner.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be read.</exception>
    public async Task<LeaseSight> ReadAsync(CancellationToken cancellationToken) =>
        new(
            Holder,
            await azure
                .Deployments.ListAsync(_names.BuilderGroup.ToString(), cancellationToken)
                .Where(deployment =>
                    _names.Owner.Equals(
                        deployment.Tags.GetValueOrDefault(TagNames.Owner),
                        StringComparison.OrdinalIgnoreCase
                    )
                )
                .Select(deployment => TemplateLease.Read(deployment.Tags))
                .OfType<TemplateLease>()
                .ToListAsync(cancellationToken),
            azure.Options.Time.GetUtcNow()
        );

    private TimeSpan LengthOfUse => TimeSpan.FromMinutes(settings.BuildVm.TimeoutMinutes) + Limits.LeaseAfterBuild;

    private TimeSpan Age(ResourceId template) =>
        _written.TryGetValue(template.ToString(), out DateTimeOffset written)
            ? azure.Options.Time.GetUtcNow() - written
            : TimeSpan.MaxValue;

    // Returns what is seen when nobody else is deleting it any more. However long a lease claims to be, no deletion takes longer.
    private async Task<LeaseSight> AfterDeletionAsync(
        ResourceId template,
        LeaseSight sight,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset end = azure.Options.Time.GetUtcNow() + Limits.Removal;
        bool said = false;
        while (
            sight.DeleterOf(template.Name) is { } deleter
            && await azure.ImageTemplates.GetAsync(template, cancellationToken) is not null
        )
        {
            if (deleter.IsUnreadable || azure.Options.Time.GetUtcNow() > end)
            {
                throw new HandoverException(
                    HandoverRules.NeverDeleted(template, deleter, _names.Lease(template.Name, deleter.Holder))
                );
            }
            if (!said)
            {
                say(
                    $"{deleter.Title} is deleting image template {template.Name}: waiting for it, at most until "
                        + $"{TagNames.TimeOf(deleter.Until < end ? deleter.Until : end)}."
                );
                said = true;
            }
            await Task.Delay(Pause, azure.Options.Time, cancellationToken);
            sight = await ReadAsync(cancellationToken);
        }
        return sight;
    }

    // A list that lacks what this holder has just written may lack another's lease as well, so that it proves nothing.
    private async Task<LeaseSight> ReadWithAsync(
        ResourceId template,
        TemplateLease own,
        CancellationToken cancellationToken
    )
    {
        for (int look = 1; look <= MostTries; look++)
        {
            LeaseSight sight = await ReadAsync(cancellationToken);
            if (sight.Has(own))
            {
                return sight;
            }
            await Task.Delay(UntilRecorded, azure.Options.Time, cancellationToken);
        }
        throw new AzureFailure(
            new AzureFault(
                "read who needs the image template",
                template.ToString(),
                404,
                "LeaseNotListed",
                "Azure's list of deployments lacks this run's own lease, so whether another run needs the template is unknown.",
                [],
                null,
                "Run the same command later."
            )
        );
    }

    private async Task<TemplateLease> WriteAsync(
        ResourceId template,
        LeasePurpose purpose,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        TemplateLease lease = new(
            Holder!.Id,
            Holder.Title,
            template.Name,
            purpose,
            azure.Options.Time.GetUtcNow() + length
        );
        DeploymentRequest nothing = new(
            new JsonObject
            {
                ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                ["contentVersion"] = "1.0.0.0",
                ["resources"] = new JsonArray(),
            },
            [],
            Tags: new Dictionary<string, string>(lease.Tags) { [TagNames.Owner] = _names.Owner }
        );
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await azure.Deployments.RecordAsync(
                    _names.BuilderGroup.ToString(),
                    _names.Lease(template.Name, Holder.Id),
                    nothing,
                    cancellationToken
                );
                _written[template.ToString()] = azure.Options.Time.GetUtcNow();
                return lease;
            }
            catch (AzureFailure failure) when (failure.Code == Busy && attempt < MostTries)
            {
                // The record that this holder wrote before is still being deployed, which takes seconds.
                await Task.Delay(UntilRecorded, azure.Options.Time, cancellationToken);
            }
        }
    }
}
