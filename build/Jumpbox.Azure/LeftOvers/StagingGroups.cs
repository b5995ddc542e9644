using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// The staging groups that Azure Image Builder left behind: found, verified, and verified again right before their deletion.
/// </summary>
internal sealed class StagingGroups
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly Ownership _ownership;
    private readonly Names _names;
    private readonly GroupInspection _inspection;
    private readonly StagingProof _proof;

    public StagingGroups(AzureSession azure, JumpboxSettings settings, Ownership ownership)
    {
        _azure = azure;
        _settings = settings;
        _ownership = ownership;
        _names = new Names(settings);
        _inspection = new GroupInspection(azure);
        _proof = new StagingProof(_names, settings.Image.Distribute.Kind == DistributionKind.Vhd);
    }

    /// <summary>
    /// Lists candidates for leftover staging groups of the pipeline, each with the reasons not to delete it.
    /// </summary>
    /// <exception cref="AzureFailure">The groups could not be listed.</exception>
    public async Task<IReadOnlyList<FoundThing>> ReadAsync(
        IReadOnlyList<ImageTemplate> templates,
        CancellationToken cancellationToken
    )
    {
        List<ResourceGroup> groups = await _azure
            .ResourceGroups.ListAsync(_settings.SubscriptionId, cancellationToken)
            .Where(MayBeOwned)
            .Where(group => StateOf(group, templates) != TemplateState.InUse)
            .ToListAsync(cancellationToken);
        return await Task.WhenAll(groups.Select(group => ReadAsync(group, templates, cancellationToken)));
    }

    /// <summary>Reads a group again.</summary>
    /// <returns>The reason not to delete it; null if there is none.</returns>
    /// <exception cref="AzureFailure">The group or the templates could not be read.</exception>
    public async Task<CleanedItem?> HeldAsync(ResourceId id, CancellationToken cancellationToken)
    {
        Task<List<ImageTemplate>> templates = _azure
            .ImageTemplates.ListAsync(_settings.SubscriptionId, cancellationToken, _settings.ResourceGroups.Builder)
            .ToListAsync(cancellationToken)
            .AsTask();
        ResourceGroup? group = await _azure.ResourceGroups.GetAsync(
            id.SubscriptionId,
            id.ResourceGroup,
            cancellationToken
        );
        IReadOnlyList<ImageTemplate> seen = await templates;
        if (group is null)
        {
            return null;
        }
        (GroupContents contents, _) = await _inspection.ReadAsync(id, cancellationToken);
        return contents.Stays(group.Id, Objections(group, seen, contents));
    }

    /// <summary>
    /// Checks the staging group of a template, because Azure deletes everything in it together with the template.
    /// </summary>
    /// <returns>The reason not to delete the template; null if there is none.</returns>
    public async Task<CleanedItem?> ForeignAsync(
        ResourceId template,
        ResourceId staging,
        CancellationToken cancellationToken
    )
    {
        if (
            await _azure.ResourceGroups.GetAsync(staging.SubscriptionId, staging.ResourceGroup, cancellationToken)
            is null
        )
        {
            return null;
        }
        (GroupContents contents, _) = await _inspection.ReadAsync(staging, cancellationToken);
        return contents.Stays(
            template.ToString(),
            [
                .. contents
                    .Objections(StagingContents.Has, StagingProof.NotMade)
                    .Select(reason =>
                        $"Azure would delete its staging group {staging.ResourceGroup} with it, and {reason}"
                    ),
            ]
        );
    }

    private async Task<FoundThing> ReadAsync(
        ResourceGroup group,
        IReadOnlyList<ImageTemplate> templates,
        CancellationToken cancellationToken
    )
    {
        (GroupContents contents, DateTimeOffset? since) = await _inspection.ReadAsync(
            ResourceId.Parse(group.Id),
            cancellationToken
        );
        IReadOnlyList<string> held = Objections(group, templates, contents);
        string template = group.Tags.GetValueOrDefault(StagingTags.Template) ?? "";
        string why =
            template.Length == 0 ? "its name or tags are those of one of the pipeline's staging groups"
            : Named(template, templates) is null ? $"its template {template} no longer exists"
            : $"its template {template} uses another staging group";
        return new FoundThing(LeftOverKind.StagingGroup, group.Id, since, why, GroupContents.Together(held));
    }

    private IReadOnlyList<string> Objections(
        ResourceGroup group,
        IReadOnlyList<ImageTemplate> templates,
        GroupContents contents
    ) => _proof.Objections(group.Name, group.Tags, StateOf(group, templates), contents);

    // A group with any sign of the pipeline is reported; only one with all signs is deleted.
    private bool MayBeOwned(ResourceGroup group)
    {
        if (
            new[]
            {
                _settings.ResourceGroups.Builder,
                _settings.ResourceGroups.Image,
                _settings.BuildVm.StagingResourceGroup?.ResourceGroup,
            }.Contains(group.Name, StringComparer.OrdinalIgnoreCase)
        )
        {
            return false;
        }
        if (group.Tags.ContainsKey(TagNames.Owner))
        {
            return _ownership.IsOurs(group.Tags);
        }
        string template = group.Tags.GetValueOrDefault(StagingTags.Template) ?? "";
        return template.Length == 0
            ? StagingGroupName.IsFor(group.Name, _names.BuilderGroup.ResourceGroup)
            : _names.IsTemplate(template);
    }

    private TemplateState StateOf(ResourceGroup group, IReadOnlyList<ImageTemplate> templates)
    {
        ResourceId id = ResourceId.Parse(group.Id);
        if (templates.Any(template => template.StagingGroup == id))
        {
            return TemplateState.InUse;
        }
        return Named(group.Tags.GetValueOrDefault(StagingTags.Template) ?? "", templates) switch
        {
            null => TemplateState.Gone,
            { } template when !_ownership.IsOurs(template.Tags) => TemplateState.Foreign,
            { LastRun.IsRunning: true } => TemplateState.Building,
            _ => TemplateState.Finished,
        };
    }

    private static ImageTemplate? Named(string name, IReadOnlyList<ImageTemplate> templates) =>
        templates.FirstOrDefault(template => template.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
