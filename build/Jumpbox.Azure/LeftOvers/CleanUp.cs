using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Leases;
using Jumpbox.Cleaning;
using Jumpbox.Leases;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Deletes what the run of one content created, up to the requested level, in an order that never leaves a resource without
/// its owner: the role assignment for writing images; the template, after its build was cancelled and its log downloaded; the
/// other role assignments; the identity; roles; deployments; resource groups. Keeps what another content's template needs.
/// </summary>
public sealed class CleanUp
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly Ownership _ownership;
    private readonly StagingGroups _staging;
    private readonly TemplateLeases _leases;
    private readonly Action<string> _say;

    /// <summary>Creates an instance for the settings.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="say">Receives the reason for each wait.</param>
    public CleanUp(AzureSession azure, JumpboxSettings settings, Action<string> say)
    {
        _azure = azure;
        _settings = settings;
        _say = say;
        _names = new Names(settings);
        _ownership = new Ownership(azure, settings);
        _staging = new StagingGroups(azure, settings, _ownership);
        _leases = new TemplateLeases(azure, settings, say);
    }

    /// <summary>Lists the templates with the pipeline's tag.</summary>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<ImageTemplate>> TemplatesAsync(CancellationToken cancellationToken) =>
        await _azure.ResourceGroups.GetAsync(
            _settings.SubscriptionId,
            _settings.ResourceGroups.Builder,
            cancellationToken
        )
            is null
            ? []
            : await _azure
                .ImageTemplates.ListAsync(_settings.SubscriptionId, cancellationToken, _settings.ResourceGroups.Builder)
                .Where(template => _ownership.IsOurs(template.Tags))
                .ToListAsync(cancellationToken);

    /// <summary>Deletes what the run of this content created, and reports what stays because others need it.</summary>
    /// <param name="level">The level.</param>
    /// <param name="contentHash">The content of the run: the template and build of another content are not touched.</param>
    /// <param name="roles">The roles that the identity has.</param>
    /// <param name="downloadLogs">Downloads the logs of a template's last build; the template stays if that fails.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The outcome of each existing resource.</returns>
    public async Task<IReadOnlyList<CleanedItem>> RunAsync(
        CleanupLevel level,
        string contentHash,
        RoleGuids roles,
        Func<ImageTemplate, Task> downloadLogs,
        CancellationToken cancellationToken
    )
    {
        if (level == CleanupLevel.None)
        {
            return [];
        }
        Removal removal = new(_azure, _say);
        ResourceId own = _names.Template(contentHash);
        TemplateSurvey survey = new(_azure, _settings, _ownership);
        if (
            await removal.TryAsync(
                _names.BuilderGroup.ToString(),
                () => survey.ReadAsync(everywhere: false, cancellationToken)
            )
            is not { } templates
        )
        {
            // A build whose needs are unknown is running: nothing is deleted.
            return removal.Items;
        }
        bool deletes = level >= CleanupLevel.Template && survey.Scope(own, templates).HasOwn;
        if (
            await removal.TryAsync(
                own.ToString(),
                () => deletes ? _leases.ReserveAsync(own, cancellationToken) : _leases.ReadAsync(cancellationToken)
            )
            is not { } leases
        )
        {
            // Whether another run needs the template is unknown.
            return removal.Items;
        }
        CleanUpScope scope = survey.Scope(own, templates, leases);
        removal.Leave(scope.LeftAlone);
        Grants grants = new(_azure, _settings, _ownership, removal);
        if (!_settings.Roles.AreAssignedBefore)
        {
            await grants.ReadAsync(cancellationToken);
            await grants.RemoveWriterAsync(roles, scope.WriterNeededBy(level), cancellationToken);
        }
        if (deletes && scope.MayDeleteOwn)
        {
            await RemoveAsync(
                removal,
                templates.First(template => template.Id == own),
                isReserved: true,
                downloadLogs,
                cancellationToken
            );
        }
        if (leases.IsOwnOn(own.Name))
        {
            await _leases.EndAsync(own, cancellationToken);
        }
        if (level >= CleanupLevel.All && _settings.Roles.AreAssignedBefore)
        {
            removal.Leave(
                _names.Identity.ToString(),
                "roles.assigned is beforehand, so it is not the pipeline's to delete"
            );
        }
        else if (level >= CleanupLevel.All)
        {
            await RemoveSharedAsync(removal, survey, own, leases, grants, roles, cancellationToken);
        }
        return removal.Items;
    }

    // Read again in all resource groups: a template that was created meanwhile, or is in another group, may need them.
    private async Task RemoveSharedAsync(
        Removal removal,
        TemplateSurvey survey,
        ResourceId own,
        LeaseSight leases,
        Grants grants,
        RoleGuids roles,
        CancellationToken cancellationToken
    )
    {
        if (
            await removal.TryAsync(
                _names.Identity.ToString(),
                () => survey.ReadAsync(everywhere: true, cancellationToken)
            )
            is not { } templates
        )
        {
            return;
        }
        string? neededBy = survey.Scope(own, templates, leases).IdentityNeededBy;
        await grants.RemoveOthersAsync(neededBy, cancellationToken);
        await grants.RemoveIdentityAsync(neededBy, cancellationToken);
        await new Definitions(_azure, _settings, _ownership, removal).RemoveAsync(roles, neededBy, cancellationToken);
        await new Groups(_azure, _settings, _ownership, removal).RemoveAsync(neededBy, cancellationToken);
    }

    /// <summary>Deletes a template, unless someone needs it.</summary>
    /// <param name="removal">Takes the outcome.</param>
    /// <param name="template">The template.</param>
    /// <param name="isReserved">
    /// Whether its leases were read after it was reserved; otherwise they are read right before the deletion: a sweep may not write any.
    /// </param>
    /// <param name="downloadLogs">Downloads the logs of its last build; the template stays if that fails.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal async Task RemoveAsync(
        Removal removal,
        ImageTemplate template,
        bool isReserved,
        Func<ImageTemplate, Task> downloadLogs,
        CancellationToken cancellationToken
    )
    {
        string id = template.Id.ToString();
        bool home = await removal.TryAsync(
            id,
            async () =>
            {
                await StopAsync(template, cancellationToken);
                await downloadLogs(template);
                return true;
            }
        );
        if (
            !home
            || !await removal.RemoveAsync(
                id,
                ApiVersions.ImageTemplates,
                () => _azure.ImageTemplates.DeleteAsync(template.Id, cancellationToken),
                cancellationToken,
                () => HeldAsync(template.Id, isReserved, cancellationToken)
            )
        )
        {
            return;
        }
        if (template.StagingGroup is { } staging && staging != _settings.BuildVm.StagingResourceGroup)
        {
            await RemoveStagingAsync(removal, staging, cancellationToken);
        }
    }

    private async Task StopAsync(ImageTemplate template, CancellationToken cancellationToken)
    {
        if (!template.LastRun.IsRunning)
        {
            return;
        }
        _say($"Cancelling the image build of {template.Name}.");
        if (template.LastRun.State == RunState.Running)
        {
            try
            {
                await _azure.ImageTemplates.CancelAsync(template.Id, cancellationToken);
            }
            catch (AzureFailure failure) when (failure.Status == 409)
            {
                // It has ended, or was cancelled by someone else; the watch reports which.
            }
        }
        await foreach (RunSighting _ in new RunWatch(_azure).WatchAsync(template.Id, null, cancellationToken)) { }
    }

    // Checked right before the deletion, because Azure deletes everything in the staging group together with the template.
    private async Task<CleanedItem?> HeldAsync(ResourceId id, bool isReserved, CancellationToken cancellationToken)
    {
        ImageTemplate? template = await _azure.ImageTemplates.GetAsync(id, cancellationToken);
        string? reason = template switch
        {
            null => null,
            { } lost when !_ownership.IsOurs(lost.Tags) => "it no longer has our tag",
            { LastRun.IsRunning: true } => "a build of it has started meanwhile",
            { HasVhd: true } => "its staging group contains the VHD that it created",
            _ => null,
        };
        if (template is not null && reason is null)
        {
            LeaseSight leases = isReserved
                ? await _leases.StillReservedAsync(id, cancellationToken)
                : await _leases.ReadAsync(cancellationToken);
            reason = leases.UserOf(id.Name)?.Reason;
        }
        return reason is not null ? new CleanedItem(id.ToString(), CleanedOutcome.Left, reason)
            : template?.StagingGroup is { } staging && staging != _settings.BuildVm.StagingResourceGroup
                ? await _staging.ForeignAsync(id, staging, cancellationToken)
            : null;
    }

    // Azure deletes the staging group that it created together with the template, but not always successfully.
    private Task<bool> RemoveStagingAsync(Removal removal, ResourceId staging, CancellationToken cancellationToken) =>
        removal.RemoveAsync(
            staging.ToString(),
            ApiVersions.Resources,
            () => _azure.ResourceGroups.DeleteAsync(staging.SubscriptionId, staging.ResourceGroup, cancellationToken),
            cancellationToken,
            () => _staging.HeldAsync(staging, cancellationToken)
        );
}
