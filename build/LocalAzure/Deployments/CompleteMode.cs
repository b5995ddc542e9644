using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>What mode Complete takes away: the group's top-level resources that the template does not name.</summary>
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

    // Children go with their parents, and extension resources are not the group's.
    private static bool IsTopLevel(string id)
    {
        ArmPath path = ArmPath.Parse(id);
        return path.Types.Count == 1
            && ArmPath.Parse(path.Scope) is { InProvider: false }
            && !ArmPath.Same(path.Namespace, "Microsoft.Authorization");
    }
}
