using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Inspects a resource group before its deletion. Azure's list of resources omits what the account cannot read, so it is
/// complete only for an account that can read everything in the group.
/// </summary>
internal sealed class GroupInspection(AzureSession azure)
{
    /// <summary>Reads the contents of a group and the creation time of the oldest resource.</summary>
    /// <returns>The contents; what could not be read is unknown in them.</returns>
    public async Task<(GroupContents Contents, DateTimeOffset? Since)> ReadAsync(
        ResourceId group,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Task<List<ResourceSummary>> resources = azure
                .ResourceGroups.ListResourcesAsync(group.SubscriptionId, group.ResourceGroup, cancellationToken)
                .ToListAsync(cancellationToken)
                .AsTask();
            Task<List<string>> locks = azure
                .ListAsync($"{group}/providers/Microsoft.Authorization/locks", ApiVersions.Locks, cancellationToken)
                .Select(item => item.Text("id") ?? "")
                .ToListAsync(cancellationToken)
                .AsTask();
            Task<bool> whole = azure.Permissions.ReadsAllAsync(group.ToString(), cancellationToken).AsTask();
            await Task.WhenAll(resources, locks, whole);
            return (
                new GroupContents(
                    [.. (await resources).Select(resource => (resource.Id, resource.Type))],
                    await locks,
                    await whole ? null : "the signed-in account may not read everything in it (*/read)"
                ),
                (await resources).Min(resource => resource.Created)
            );
        }
        catch (AzureFailure failure)
        {
            return (new GroupContents([], [], $"reading them failed with {failure.Code}"), null);
        }
    }
}
