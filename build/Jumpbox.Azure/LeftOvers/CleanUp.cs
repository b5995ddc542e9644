using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Takes away what one content's run made, to the level that is requested, in an order in which nothing is left without its
/// owner: the right to write images; the template after its build was cancelled and its log downloaded; the other
/// assignments; the identity; roles; records; groups. What another content's template needs stays.
/// </summary>
public sealed class CleanUp
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly Ownership _ownership;
    private readonly StagingGroups _staging;
    private readonly Action<string> _say;

    /// <summary>Clean-up for these settings.</summary>
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
    }

    /// <summary>Our templates, and only ours: those that carry our tag.</summary>
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

    /// <summary>Takes away what this content's run made, and names what stays because others need it.</summary>
    /// <param name="level">How much.</param>
    /// <param name="contentHash">The content of the run: another content's template and build are left alone.</param>
    /// <param name="roles">The roles that the identity has.</param>
    /// <param name="bringHome">Brings the logs of a template's last build home; a template whose logs fail to come stays.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What became of each thing; what was not there is not named.</returns>
    public async Task<IReadOnlyList<CleanedItem>> RunAsync(
        CleanupLevel level,
        string contentHash,
        RoleGuids roles,
        Func<ImageTemplate, Task> bringHome,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(roles);
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
            // Whose build needs what is not known: nothing is touched.
            return removal.Items;
        }
        CleanUpScope scope = survey.Scope(own, templates);
        removal.Leave(scope.LeftAlone);
        Grants grants = new(_azure, _settings, _ownership, removal);
        await grants.ReadAsync(cancellationToken);
        await grants.RemoveWriterAsync(roles, scope.WriterNeededBy(level), cancellationToken);
        if (level >= CleanupLevel.Template && scope.HasOwn)
        {
            await RemoveAsync(removal, templates.First(template => template.Id == own), bringHome, cancellationToken);
        }
        if (level >= CleanupLevel.All)
        {
            await RemoveSharedAsync(removal, survey, own, grants, roles, cancellationToken);
        }
        return removal.Items;
    }

    // Looked at again, and everywhere: a template that came meanwhile, or stands in another group, may need them.
    private async Task RemoveSharedAsync(
        Removal removal,
        TemplateSurvey survey,
        ResourceId own,
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
        string? neededBy = survey.Scope(own, templates).IdentityNeededBy;
        await grants.RemoveOthersAsync(neededBy, cancellationToken);
        await grants.RemoveIdentityAsync(neededBy, cancellationToken);
        await new Definitions(_azure, _settings, _ownership, removal).RemoveAsync(roles, neededBy, cancellationToken);
        await new Groups(_azure, _settings, _ownership, removal).RemoveAsync(neededBy, cancellationToken);
    }

    internal async Task RemoveAsync(
        Removal removal,
        ImageTemplate template,
        Func<ImageTemplate, Task> bringHome,
        CancellationToken cancellationToken
    )
    {
        string id = template.Id.ToString();
        bool home = await removal.TryAsync(
            id,
            async () =>
            {
                await StopAsync(template, cancellationToken);
                await bringHome(template);
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
                () => HeldAsync(template.Id, cancellationToken)
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
        if (!template.LastRun.IsUnderWay)
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
                // It ended, or someone else cancelled it, in the meantime: the watch sees which.
            }
        }
        await foreach (RunSighting _ in new RunWatch(_azure).WatchAsync(template.Id, null, cancellationToken)) { }
    }

    // Looked at right before the deletion: with a template Azure deletes all that is in its staging group.
    private async Task<CleanedItem?> HeldAsync(ResourceId id, CancellationToken cancellationToken)
    {
        ImageTemplate? template = await _azure.ImageTemplates.GetAsync(id, cancellationToken);
        string? reason = template switch
        {
            null => null,
            { } lost when !_ownership.IsOurs(lost.Tags) => "it no longer has our tag",
            { LastRun.IsUnderWay: true } => "a build of it has started meanwhile",
            { HoldsVhd: true } => "its staging group contains the VHD that it created",
            _ => null,
        };
        return reason is not null ? new CleanedItem(id.ToString(), CleanedOutcome.Left, reason)
            : template?.StagingGroup is { } staging && staging != _settings.BuildVm.StagingResourceGroup
                ? await _staging.ForeignAsync(id, staging, cancellationToken)
            : null;
    }

    // Azure deletes the group that it made for a template together with the template, and sometimes fails to.
    private Task<bool> RemoveStagingAsync(Removal removal, ResourceId staging, CancellationToken cancellationToken) =>
        removal.RemoveAsync(
            staging.ToString(),
            ApiVersions.Resources,
            () => _azure.ResourceGroups.DeleteAsync(staging.SubscriptionId, staging.ResourceGroup, cancellationToken),
            cancellationToken,
            () => _staging.HeldAsync(staging, cancellationToken)
        );
}
