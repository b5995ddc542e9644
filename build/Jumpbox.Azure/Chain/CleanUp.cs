using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Chain;

/// <summary>
/// Takes away what was made, to the level that is asked for, in an order in which nothing is left without its owner: the right
/// to write images; each template after its build was cancelled and its log brought home; the other assignments; the
/// identity; roles; records; groups.
/// </summary>
public sealed class CleanUp
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly Ownership _ownership;
    private readonly Action<string> _say;

    /// <summary>Clean-up for these settings.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="say">Told why we wait, if we do.</param>
    public CleanUp(AzureSession azure, JumpboxSettings settings, Action<string> say)
    {
        _azure = azure;
        _settings = settings;
        _say = say;
        _names = new Names(settings);
        _ownership = new Ownership(azure, settings);
    }

    /// <summary>Our templates, and only ours: those that carry our tag.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<ImageTemplate>> TemplatesAsync(CancellationToken cancel) =>
        await _azure.ResourceGroups.GetAsync(_settings.SubscriptionId, _settings.ResourceGroups.Builder, cancel) is null
            ? []
            : await _azure
                .ImageTemplates.ListAsync(_settings.SubscriptionId, cancel, _settings.ResourceGroups.Builder)
                .Where(template => _ownership.IsOurs(template.Tags))
                .ToListAsync(cancel);

    /// <summary>Takes away.</summary>
    /// <param name="level">How much.</param>
    /// <param name="roles">The roles that the identity has.</param>
    /// <param name="bringHome">Brings the logs of a template's last build home; a template whose logs fail to come stays.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>What became of each thing; what was not there is not named.</returns>
    public async Task<IReadOnlyList<CleanedItem>> RunAsync(
        CleanupLevel level,
        RoleGuids roles,
        Func<ImageTemplate, Task> bringHome,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(roles);
        Removal removal = new(_azure, _say);
        if (level == CleanupLevel.None)
        {
            return [];
        }
        Grants grants = new(_azure, _settings, _ownership, removal);
        await grants.ReadAsync(cancel);
        await grants.RemoveWriterAsync(roles, cancel);
        if (level >= CleanupLevel.Template)
        {
            IReadOnlyList<ImageTemplate>? templates = await removal.TryAsync(
                _names.BuilderGroup.ToString(),
                () => TemplatesAsync(cancel)
            );
            await Task.WhenAll((templates ?? []).Select(template => RemoveAsync(removal, template, bringHome, cancel)));
        }
        if (level >= CleanupLevel.All)
        {
            await grants.RemoveOthersAsync(cancel);
            await grants.RemoveIdentityAsync(cancel);
            await new Definitions(_azure, _settings, _ownership, removal).RemoveAsync(roles, cancel);
            await new Groups(_azure, _settings, _ownership, removal).RemoveAsync(cancel);
        }
        return removal.Items;
    }

    internal async Task RemoveAsync(
        Removal removal,
        ImageTemplate template,
        Func<ImageTemplate, Task> bringHome,
        CancellationToken cancel
    )
    {
        string id = template.Id.ToString();
        bool home = await removal.TryAsync(
            id,
            async () =>
            {
                await StopAsync(template, cancel);
                await bringHome(template);
                return true;
            }
        );
        if (
            !home
            || !await removal.RemoveAsync(
                id,
                ApiVersions.ImageTemplates,
                () => _azure.ImageTemplates.DeleteAsync(template.Id, cancel),
                cancel
            )
        )
        {
            return;
        }
        if (template.StagingGroup is { } staging && staging != _settings.BuildVm.StagingResourceGroup)
        {
            await RemoveStagingAsync(removal, template, staging, cancel);
        }
    }

    private async Task StopAsync(ImageTemplate template, CancellationToken cancel)
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
                await _azure.ImageTemplates.CancelAsync(template.Id, cancel);
            }
            catch (AzureFailure failure) when (failure.Status == 409)
            {
                // It ended, or somebody else cancelled it, in the meantime: the watch sees which.
            }
        }
        await foreach (RunSighting _ in new RunWatch(_azure).WatchAsync(template.Id, null, cancel)) { }
    }

    // Azure deletes the group that it made for a template together with the template, and sometimes fails to.
    private async Task RemoveStagingAsync(
        Removal removal,
        ImageTemplate template,
        ResourceId staging,
        CancellationToken cancel
    )
    {
        ResourceGroup? group = await removal.TryAsync(
            staging.ToString(),
            () => _azure.ResourceGroups.GetAsync(staging.SubscriptionId, staging.ResourceGroup, cancel)
        );
        if (group is null)
        {
            return;
        }
        if (!StagingTags.Names(group.Tags, template.Name))
        {
            removal.Leave(group.Id, "its tags do not say that Azure Image Builder made it for our template");
            return;
        }
        await removal.RemoveAsync(
            group.Id,
            ApiVersions.Resources,
            () => _azure.ResourceGroups.DeleteAsync(staging.SubscriptionId, staging.ResourceGroup, cancel),
            cancel
        );
    }
}
