using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Deletes the deployments and the resource groups, which are last and only deleted when they are empty.</summary>
internal sealed class Groups(AzureSession azure, JumpboxSettings settings, Ownership ownership, Removal removal)
{
    private const string RecordMark = "/providers/Microsoft.Resources/deployments/";
    private readonly Names _names = new(settings);

    public async Task RemoveAsync(string? neededBy, CancellationToken cancellationToken)
    {
        await RemoveRecordsAsync(
            _names.BuilderGroup.ToString(),
            _names.Deployment(TemplateSet.Identity),
            neededBy,
            cancellationToken
        );
        await RemoveRecordsAsync(
            _names.BuilderGroup.ToString(),
            _names.Deployment(TemplateSet.Image),
            neededBy,
            cancellationToken
        );
        if (
            !removal.Items.Any(item =>
                item.Outcome != CleanedOutcome.Removed
                && item.Id.Contains("/roleDefinitions/", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            // If a role stays, its deployment stays as the proof that the pipeline created it.
            await RemoveRecordsAsync(
                _names.Subscription,
                _names.SubscriptionDeployment(TemplateSet.Roles),
                neededBy,
                cancellationToken
            );
        }
        foreach (
            string name in new[] { settings.ResourceGroups.Builder, settings.ResourceGroups.Image }.Distinct(
                StringComparer.OrdinalIgnoreCase
            )
        )
        {
            ResourceId id = ResourceId.ForGroup(settings.SubscriptionId, name);
            await removal.TryAsync(id.ToString(), () => RemoveGroupAsync(name, neededBy, cancellationToken));
        }
    }

    // Deployments cost nothing, but the pipeline created them: those of its templates and the nested ones in other groups.
    private Task<bool> RemoveRecordsAsync(
        string scope,
        string name,
        string? neededBy,
        CancellationToken cancellationToken
    ) =>
        removal.TryAsync(
            $"{scope}{RecordMark}{name}",
            async () =>
            {
                if (
                    await azure.Deployments.GetAsync(scope, name, cancellationToken) is not { } record
                    || !ownership.IsOurs(record.Tags)
                )
                {
                    return true;
                }
                if (neededBy is not null)
                {
                    removal.Leave($"{scope}{RecordMark}{name}", neededBy);
                    return false;
                }
                List<string> inner = await azure
                    .Deployments.StepsAsync(scope, name, cancellationToken)
                    .Where(step => step.ResourceId?.Contains(RecordMark, StringComparison.OrdinalIgnoreCase) == true)
                    .Select(step => step.ResourceId!)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .ToListAsync(cancellationToken);
                bool[] gone = await Task.WhenAll(inner.Select(id => RemoveRecordAsync(id, cancellationToken)));
                // The deployment lists its nested ones, so it is deleted after them.
                return gone.All(each => each)
                    && await RemoveRecordAsync($"{scope}{RecordMark}{name}", cancellationToken);
            }
        );

    private Task<bool> RemoveRecordAsync(string id, CancellationToken cancellationToken)
    {
        int cut = id.LastIndexOf(RecordMark, StringComparison.OrdinalIgnoreCase);
        return removal.RemoveAsync(
            id,
            ApiVersions.Resources,
            () => azure.Deployments.DeleteAsync(id[..cut], id[(cut + RecordMark.Length)..], cancellationToken),
            cancellationToken
        );
    }

    private async Task<bool> RemoveGroupAsync(string name, string? neededBy, CancellationToken cancellationToken)
    {
        ResourceGroup? group = await azure.ResourceGroups.GetAsync(settings.SubscriptionId, name, cancellationToken);
        if (group is null || !ownership.IsOurs(group.Tags))
        {
            return group is null;
        }
        if (neededBy is not null)
        {
            removal.Leave(group.Id, neededBy);
            return false;
        }
        return await removal.RemoveAsync(
            group.Id,
            ApiVersions.Resources,
            () => azure.ResourceGroups.DeleteAsync(settings.SubscriptionId, name, cancellationToken),
            cancellationToken,
            () => HeldAsync(ResourceId.Parse(group.Id), cancellationToken)
        );
    }

    // A group counts as used when someone has put something into it, locked it, or assigned a role on it.
    private async Task<CleanedItem?> HeldAsync(ResourceId group, CancellationToken cancellationToken)
    {
        Task<RoleAssignment?> given = azure
            .RoleAssignments.ListAsync(group.ToString(), cancellationToken, atScopeOnly: true)
            .FirstOrDefaultAsync(
                assignment => assignment.Scope.Equals(group.ToString(), StringComparison.OrdinalIgnoreCase),
                cancellationToken
            )
            .AsTask();
        (GroupContents contents, _) = await new GroupInspection(azure).ReadAsync(group, cancellationToken);
        List<string> reasons = [.. contents.Objections((_, _) => false, "and only empty groups are deleted")];
        if (await given is { } assignment)
        {
            reasons.Add($"a role is assigned on it: {assignment.Id}");
        }
        return contents.Stays(group.ToString(), reasons);
    }
}
