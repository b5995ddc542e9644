using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>
/// Deletes what is in a group like ARM: each resource by its own deletion, so that what is in use, building or protected stops it.
/// Role assignments and locks belong to what they are on, and deployments are history.
/// </summary>
internal sealed class GroupContents(ResourceStore store, TypeCatalogue types)
{
    private const string Templates = "Microsoft.VirtualMachineImages/imageTemplates";

    /// <summary>Deletes as much as possible.</summary>
    /// <returns>The errors of the resources that cannot be deleted, with their ids as targets.</returns>
    public IReadOnlyList<ArmError> Delete(string groupId)
    {
        List<ArmError> blocked = [];
        int left = int.MaxValue;
        // A resource may be in use by another one of the group, which the next turn finds deleted.
        List<StoredResource> found = In(groupId);
        while (found.Count > 0 && found.Count < left)
        {
            left = found.Count;
            blocked = [.. found.Select(Delete).OfType<ArmError>()];
            found = In(groupId);
        }
        return found.Count == 0 ? [] : blocked;
    }

    private ArmError? Delete(StoredResource resource)
    {
        if (types.Find(resource.Type) is not StoredType type || store.Find(resource.Id) is not { } current)
        {
            return null;
        }
        try
        {
            ArmPath path = ArmPath.Parse(current.Id);
            type.RemoveWithin(new ArmRequest("DELETE", path, type.ApiVersions[^1], Caller.System), current);
            return null;
        }
        catch (ArmException e)
        {
            return e.Error with { Target = current.Id };
        }
    }

    // Children before their parents; image templates before the identities that they need to delete their staging group.
    private List<StoredResource> In(string groupId) =>
        [
            .. store
                .Under(groupId + "/providers/")
                .Where(r => IsContent(r.Type) && types.Find(r.Type) is StoredType)
                .OrderBy(r => !ArmPath.Same(r.Type, Templates))
                .ThenByDescending(r => ArmPath.Parse(r.Id).Types.Count),
        ];

    private static bool IsContent(string type) =>
        !type.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase)
        && !type.StartsWith("Microsoft.Resources/", StringComparison.OrdinalIgnoreCase);
}
