using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Which instances of a scale set a request means.</summary>
internal static class InstanceChoice
{
    /// <summary>
    /// Those that are named. Without names, or with "*", all but those that are protected from what is done to the set: azure-compute-docs,
    /// virtual-machine-scale-sets-instance-protection.md.
    /// </summary>
    /// <param name="all">The instances of the set.</param>
    /// <param name="ids">The member instanceIds: the number of a uniform instance, the name of a flexible one.</param>
    /// <param name="action">What is done to them.</param>
    /// <exception cref="ArmException">400: names are missing, or there is no such instance.</exception>
    public static IReadOnlyList<StoredResource> Named(IReadOnlyList<StoredResource> all, JsonNode? ids, string action)
    {
        if (ids is null && action.ToLowerInvariant() is "delete" or "manualupgrade")
        {
            throw Invalid("Required parameter 'instanceIds' is missing (null).");
        }
        string[] names = [.. ids.Items().Select(id => id.Text() ?? id.ToString())];
        if (ids is null || names.Contains("*"))
        {
            bool isFree = ArmPath.Same(action, "delete");
            return [.. all.Where(one => isFree || !ScaleSetInstances.IsProtected(one, fromScaleIn: false))];
        }
        return
        [
            .. names.Select(name =>
                all.FirstOrDefault(one => ArmPath.Same(one.Name, name))
                ?? throw Invalid(
                    $"The provided instanceId {name} is not an active Virtual Machine Scale Set VM instanceId."
                )
            ),
        ];
    }

    /// <summary>
    /// Those that go first when the capacity is reduced. By default of the zone with the most instances, and there the newest:
    /// azure-compute-docs, virtual-machine-scale-sets-scale-in-policy.md.
    /// </summary>
    public static IEnumerable<StoredResource> ToScaleIn(StoredResource set, IReadOnlyList<StoredResource> present)
    {
        bool isOldest = set
            .Body.At("properties", "scaleInPolicy", "rules")
            .Items()
            .Any(rule => ArmPath.Same(rule.Text(), "OldestVM"));
        List<StoredResource> left = [.. present.Where(one => !ScaleSetInstances.IsProtected(one, fromScaleIn: true))];
        while (left.Count > 0)
        {
            List<StoredResource> fullest = left.GroupBy(one => one.Body["zones"].Items().FirstOrDefault().Text())
                .MaxBy(zone => zone.Count())!
                .ToList();
            StoredResource next = isOldest ? fullest[0] : fullest[^1];
            left.Remove(next);
            yield return next;
        }
    }

    private static ArmException Invalid(string message) => new(400, "InvalidParameter", message, "instanceIds");
}
