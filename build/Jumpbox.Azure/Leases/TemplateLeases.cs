using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
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

    private LeaseHolder? Holder => azure.Options.Holder;

    /// <summary>Takes or renews the lease to use a template, and waits while another run is deleting it.</summary>
    /// <param name="template">The template, which need not exist.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public async Task TakeAsync(ResourceId template, CancellationToken cancellationToken)
    {
        if (Holder is null)
        {
            return;
        }
        await UseAsync(template, cancellationToken);
        await AfterDeletionAsync(template, await ReadAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Announces that a template will be deleted, then reads who needs it. Call <see cref="EndAsync"/> afterwards.</summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public async Task<LeaseSight> ReserveAsync(ResourceId template, CancellationToken cancellationToken)
    {
        if (Holder is not null)
        {
            await WriteAsync(template, LeasePurpose.Delete, Limits.LeaseOfDeletion, cancellationToken);
        }
        return await ReadAsync(cancellationToken);
    }

    /// <summary>
    /// Announces that a template will be replaced, unless another run needs it. Of two runs at once that replace it, one waits for the
    /// other. Call <see cref="TakeAsync"/> when it has been deleted.
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The lease of the other run that needs it; null if it may be replaced.</returns>
    /// <exception cref="AzureFailure">It could not be written, or the leases could not be read.</exception>
    public async Task<TemplateLease?> ReserveAloneAsync(ResourceId template, CancellationToken cancellationToken)
    {
        LeaseSight sight = await ReadAsync(cancellationToken);
        bool used = sight.IsOwnOn(template.Name);
        while (Holder is not null && sight.UserOf(template.Name) is null)
        {
            sight = await ReserveAsync(template, cancellationToken);
            if (sight.UserOf(template.Name) is not null)
            {
                // Both have announced: the one who deletes gives way.
                await (used ? UseAsync(template, cancellationToken) : EndAsync(template, cancellationToken));
                break;
            }
            if (sight.DeleterOf(template.Name) is not { } other)
            {
                return null;
            }
            // The other one decides by the same comparison, if it has seen this one at all.
            if (string.CompareOrdinal(Holder.Id, other.Holder) > 0)
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
    public async Task EndAsync(ResourceId template, CancellationToken cancellationToken)
    {
        if (Holder is null)
        {
            return;
        }
        try
        {
            await WriteAsync(template, LeasePurpose.Use, TimeSpan.Zero, cancellationToken);
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

    private Task UseAsync(ResourceId template, CancellationToken cancellationToken) =>
        WriteAsync(
            template,
            LeasePurpose.Use,
            TimeSpan.FromMinutes(settings.BuildVm.TimeoutMinutes) + Limits.LeaseAfterBuild,
            cancellationToken
        );

    // Returns what is seen when nobody else is deleting it any more.
    private async Task<LeaseSight> AfterDeletionAsync(
        ResourceId template,
        LeaseSight sight,
        CancellationToken cancellationToken
    )
    {
        bool said = false;
        while (
            sight.DeleterOf(template.Name) is { } deleter
            && await azure.ImageTemplates.GetAsync(template, cancellationToken) is not null
        )
        {
            if (!said)
            {
                say(
                    $"{deleter.Title} is deleting image template {template.Name}: waiting for it, at most until "
                        + $"{TagNames.TimeOf(deleter.Until)}."
                );
                said = true;
            }
            await Task.Delay(Pause, azure.Options.Time, cancellationToken);
            sight = await ReadAsync(cancellationToken);
        }
        return sight;
    }

    private async Task WriteAsync(
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
                return;
            }
            catch (AzureFailure failure) when (failure.Code == Busy && attempt < MostTries)
            {
                // The record that this holder wrote before is still being deployed, which takes seconds.
                await Task.Delay(UntilRecorded, azure.Options.Time, cancellationToken);
            }
        }
    }
}
