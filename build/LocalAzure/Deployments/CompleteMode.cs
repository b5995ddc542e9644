using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>What mode Complete deletes: the top-level resources of the group that the template does not contain.</summary>
internal static class CompleteMode
{
    public static IReadOnlyList<string> NotIn(
        ResourceStore store,
        TypeCatalogue types,
        DeploymentPlan plan,
        IReadOnlyCollection<string> made
    )
    {
        HashSet<string> named = plan
            .Frame.Resources.Select(r => r.Id)
            .Concat(made)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. store
                .Under(plan.Frame.Facts.Scope + "/providers/")
                .Where(r => types.Find(r.Type) is StoredType && !named.Contains(r.Id))
                .Select(r => r.Id)
                .Where(IsTopLevel),
        ];
    }

    // Children are deleted with their parents, and extension resources do not belong to the group.
    private static bool IsTopLevel(string id)
    {
        ArmPath path = ArmPath.Parse(id);
        return path.Types.Count == 1
            && ArmPath.Parse(path.Scope) is { InProvider: false }
            && !ArmPath.Same(path.Namespace, "Microsoft.Authorization");
    }
}
