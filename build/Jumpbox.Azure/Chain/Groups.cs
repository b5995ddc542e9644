using Jumpbox.Cleaning;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Azure.Chain;

/// <summary>Clean-up's part for the records of deployments and for the groups, which go last and only when they are empty.</summary>
internal sealed class Groups(AzureSession azure, JumpboxSettings settings, Ownership ownership, Removal removal)
{
    private const string RecordMark = "/providers/Microsoft.Resources/deployments/";
    private readonly Names _names = new(settings);

    public async Task RemoveAsync(CancellationToken cancel)
    {
        await RemoveRecordsAsync(_names.BuilderGroup.ToString(), _names.Deployment(TemplateSet.Identity), cancel);
        await RemoveRecordsAsync(_names.BuilderGroup.ToString(), _names.Deployment(TemplateSet.Image), cancel);
        if (
            !removal.Items.Any(item =>
                item.Outcome != CleanedOutcome.Removed
                && item.Id.Contains("/roleDefinitions/", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            // Where a role stayed, the record is what says that it is ours.
            await RemoveRecordsAsync(_names.Subscription, _names.SubscriptionDeployment(TemplateSet.Roles), cancel);
        }
        foreach (
            string name in new[] { settings.ResourceGroups.Builder, settings.ResourceGroups.Image }.Distinct(
                StringComparer.OrdinalIgnoreCase
            )
        )
        {
            ResourceId id = ResourceId.ForGroup(settings.SubscriptionId, name);
            await removal.TryAsync(id.ToString(), () => RemoveGroupAsync(name, cancel));
        }
    }

    // A record costs nothing, but it is something that we made: ours, and those that ours made in other groups.
    private Task<bool> RemoveRecordsAsync(string scope, string name, CancellationToken cancel) =>
        removal.TryAsync(
            $"{scope}{RecordMark}{name}",
            async () =>
            {
                if (
                    await azure.Deployments.GetAsync(scope, name, cancel) is not { } record
                    || !ownership.IsOurs(record.Tags)
                )
                {
                    return true;
                }
                List<string> inner = await azure
                    .Deployments.StepsAsync(scope, name, cancel)
                    .Where(step => step.ResourceId?.Contains(RecordMark, StringComparison.OrdinalIgnoreCase) == true)
                    .Select(step => step.ResourceId!)
                    .Distinct(StringComparer.OrdinalIgnoreCase)
                    .ToListAsync(cancel);
                bool[] gone = await Task.WhenAll(inner.Select(id => RemoveRecordAsync(id, cancel)));
                // The record names those inside it: it goes when they are gone.
                return gone.All(each => each) && await RemoveRecordAsync($"{scope}{RecordMark}{name}", cancel);
            }
        );

    private Task<bool> RemoveRecordAsync(string id, CancellationToken cancel)
    {
        int cut = id.LastIndexOf(RecordMark, StringComparison.OrdinalIgnoreCase);
        return removal.RemoveAsync(
            id,
            ApiVersions.Resources,
            () => azure.Deployments.DeleteAsync(id[..cut], id[(cut + RecordMark.Length)..], cancel),
            cancel
        );
    }

    private async Task<bool> RemoveGroupAsync(string name, CancellationToken cancel)
    {
        ResourceGroup? group = await azure.ResourceGroups.GetAsync(settings.SubscriptionId, name, cancel);
        if (group is null || !ownership.IsOurs(group.Tags))
        {
            return group is null;
        }
        List<ResourceSummary> left = await azure
            .ResourceGroups.ListResourcesAsync(settings.SubscriptionId, name, cancel)
            .ToListAsync(cancel);
        if (left.Count > 0)
        {
            removal.Leave(group.Id, $"it holds {left[0].Id}");
            return false;
        }
        return await removal.RemoveAsync(
            group.Id,
            ApiVersions.Resources,
            () => azure.ResourceGroups.DeleteAsync(settings.SubscriptionId, name, cancel),
            cancel
        );
    }
}
