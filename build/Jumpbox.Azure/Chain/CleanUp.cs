using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Chain;

/// <summary>
/// Takes away what was made, to the level that is asked for, in an order in which nothing is left without its owner: role,
/// template, assignments, identity, roles, groups. What cannot be removed is named and does not stop the rest.
/// </summary>
public sealed class CleanUp
{
    private readonly AzureSession _azure;
    private readonly JumpboxSettings _settings;
    private readonly Names _names;
    private readonly List<CleanedItem> _items = [];

    /// <summary>Clean-up for these settings.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="settings">The settings.</param>
    public CleanUp(AzureSession azure, JumpboxSettings settings)
    {
        _azure = azure;
        _settings = settings;
        _names = new Names(settings);
    }

    /// <summary>Our templates, and only ours: those that carry our tag.</summary>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<ImageTemplate>> TemplatesAsync(CancellationToken cancel) =>
        await _azure.ResourceGroups.GetAsync(_settings.SubscriptionId, _settings.ResourceGroups.Builder, cancel) is null
            ? []
            : await _azure
                .ImageTemplates.ListAsync(_settings.SubscriptionId, cancel, _settings.ResourceGroups.Builder)
                .Where(template => IsOurs(template.Tags))
                .ToListAsync(cancel);

    /// <summary>Takes away.</summary>
    /// <param name="level">How much.</param>
    /// <param name="roles">The roles that the identity has.</param>
    /// <param name="templates">What <see cref="TemplatesAsync"/> found.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>What became of each thing.</returns>
    /// <exception cref="AzureFailure">What there is could not be read.</exception>
    public async Task<IReadOnlyList<CleanedItem>> RunAsync(
        CleanupLevel level,
        RoleGuids roles,
        IReadOnlyList<ImageTemplate> templates,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(templates);
        _items.Clear();
        if (level == CleanupLevel.None)
        {
            return _items;
        }
        ManagedIdentity? identity = await _azure.Identities.GetAsync(_names.Identity, cancel);
        identity = identity is not null && IsOurs(identity.Tags) ? identity : null;
        List<RoleAssignment> assignments = identity is null
            ? []
            : await _azure
                .RoleAssignments.ListAsync(_names.Subscription, cancel, identity.PrincipalId)
                .ToListAsync(cancel);
        foreach (RoleAssignment assignment in assignments.Where(item => IsWriter(item, roles)))
        {
            await TryAsync(assignment.Id, () => _azure.RoleAssignments.DeleteAsync(assignment.Id, cancel));
        }
        if (level >= CleanupLevel.Template)
        {
            await Task.WhenAll(templates.Select(template => RemoveAsync(template, cancel)));
        }
        if (level >= CleanupLevel.All)
        {
            foreach (RoleAssignment assignment in assignments.Where(item => !IsWriter(item, roles)))
            {
                await TryAsync(assignment.Id, () => _azure.RoleAssignments.DeleteAsync(assignment.Id, cancel));
            }
            // The identity goes last of what a template refers to, and stays where a template stayed.
            if (identity is not null && !_items.Any(item => item.Kept is not null))
            {
                await TryAsync(
                    _names.Identity.ToString(),
                    () => _azure.Identities.DeleteAsync(_names.Identity, cancel)
                );
            }
            await RemoveRolesAsync(roles, cancel);
            await RemoveRecordsAsync(cancel);
            await RemoveGroupAsync(_settings.ResourceGroups.Builder, cancel);
            await RemoveGroupAsync(_settings.ResourceGroups.Image, cancel);
        }
        return _items;
    }

    private async Task RemoveAsync(ImageTemplate template, CancellationToken cancel)
    {
        await TryAsync(
            template.Id.ToString(),
            async () =>
            {
                if (template.LastRun.IsUnderWay)
                {
                    await _azure.ImageTemplates.CancelAsync(template.Id, cancel);
                    await foreach (RunSighting _ in new RunWatch(_azure).WatchAsync(template.Id, null, cancel)) { }
                }
                if (await _azure.ImageTemplates.DeleteAsync(template.Id, cancel) is not { } deletion)
                {
                    return false;
                }
                await deletion.WaitAsync(cancel);
                return true;
            }
        );
    }

    private async Task RemoveRolesAsync(RoleGuids roles, CancellationToken cancel)
    {
        if (_settings.Roles.Kind == RoleKind.BuiltIn)
        {
            return;
        }
        foreach (string guid in new[] { roles.Network, roles.Image })
        {
            string id = $"{_names.Subscription}/providers/Microsoft.Authorization/roleDefinitions/{guid}";
            await TryAsync(id, () => _azure.RoleDefinitions.DeleteAsync(id, cancel));
        }
    }

    // A deployment's record is nothing that costs, but it is something that we made: ours and those that ours made in
    // other groups.
    private async Task RemoveRecordsAsync(CancellationToken cancel)
    {
        string builder = _names.BuilderGroup.ToString();
        List<string> records = [];
        foreach (string part in new[] { TemplateSet.Identity, TemplateSet.Image })
        {
            if (await _azure.Deployments.GetAsync(builder, _names.Deployment(part), cancel) is null)
            {
                continue;
            }
            await foreach (
                DeploymentStep step in _azure.Deployments.StepsAsync(builder, _names.Deployment(part), cancel)
            )
            {
                if (
                    step.ResourceId?.Contains("/Microsoft.Resources/deployments/", StringComparison.OrdinalIgnoreCase)
                    == true
                )
                {
                    records.Add(step.ResourceId);
                }
            }
            records.Add($"{builder}/providers/Microsoft.Resources/deployments/{_names.Deployment(part)}");
        }
        string roles = _names.Deployment(TemplateSet.Roles);
        if (await _azure.Deployments.GetAsync(_names.Subscription, roles, cancel) is not null)
        {
            records.Add($"{_names.Subscription}/providers/Microsoft.Resources/deployments/{roles}");
        }
        await Task.WhenAll(
            records
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(record =>
                {
                    int cut = record.IndexOf("/providers/Microsoft.Resources/", StringComparison.OrdinalIgnoreCase);
                    return TryAsync(
                        record,
                        async () =>
                        {
                            ArmOperation? deletion = await _azure.Deployments.DeleteAsync(
                                record[..cut],
                                record[(record.LastIndexOf('/') + 1)..],
                                cancel
                            );
                            if (deletion is not null)
                            {
                                await deletion.WaitAsync(cancel);
                            }
                            return deletion is not null;
                        }
                    );
                })
        );
    }

    private async Task RemoveGroupAsync(string name, CancellationToken cancel)
    {
        ResourceGroup? group = await _azure.ResourceGroups.GetAsync(_settings.SubscriptionId, name, cancel);
        if (group is null || !IsOurs(group.Tags))
        {
            return;
        }
        List<ResourceSummary> left = await _azure
            .ResourceGroups.ListResourcesAsync(_settings.SubscriptionId, name, cancel)
            .ToListAsync(cancel);
        if (left.Count > 0)
        {
            Note(new CleanedItem(group.Id, false, $"it holds {left[0].Id}"));
            return;
        }
        await TryAsync(
            group.Id,
            async () =>
            {
                ArmOperation? deletion = await _azure.ResourceGroups.DeleteAsync(
                    _settings.SubscriptionId,
                    name,
                    cancel
                );
                if (deletion is not null)
                {
                    await deletion.WaitAsync(cancel);
                }
                return deletion is not null;
            }
        );
    }

    private async Task TryAsync(string id, Func<Task<bool>> remove)
    {
        try
        {
            Note(new CleanedItem(id, await remove(), null));
        }
        catch (AzureFailure failure)
        {
            Note(new CleanedItem(id, false, failure.Message));
        }
    }

    private void Note(CleanedItem item)
    {
        lock (_items)
        {
            _items.Add(item);
        }
    }

    private bool IsWriter(RoleAssignment assignment, RoleGuids roles) =>
        assignment.RoleGuid.Equals(roles.Image, StringComparison.OrdinalIgnoreCase)
        && assignment.Scope.Equals(_names.ImageScope.ToString(), StringComparison.OrdinalIgnoreCase);

    private bool IsOurs(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(TagNames.Owner, out string? owner) && owner == _names.Owner;
}
