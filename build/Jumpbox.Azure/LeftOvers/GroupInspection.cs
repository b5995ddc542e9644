using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Cleaning;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Looks into a resource group before it is deleted. Azure's list of resources silently leaves out what the reader may not see,
/// so it counts as whole only for an account that may read everything in the group.
/// </summary>
internal sealed class GroupInspection(AzureSession azure)
{
    /// <summary>What is in a group, and when the oldest of it was created.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The contents; what could not be read stands in them as unknown.</returns>
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
