using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// Whether the quotas and sizes of the world allow one more build: a container instance with four cores (azure-compute-docs,
/// image-builder-troubleshoot.md) and the build VM.
/// </summary>
internal static class BuildCapacity
{
    private const int ContainerCores = 4;

    /// <exception cref="ArmException">A quota is exhausted, the size is not available, or the region has no capacity for it.</exception>
    public static void Check(ResourceStore store, string location, string size)
    {
        if (Free(store, "containers", "StandardCores") < ContainerCores)
        {
            throw new ArmException(
                409,
                "ContainerGroupQuotaReached",
                $"Azure Container Instances quota exceeded. Resource type 'Microsoft.ContainerInstance/containerGroups' "
                    + $"container group quota 'StandardCores' exceeded in region '{location}': a build needs {ContainerCores}."
            );
        }
        JsonNode? offered = WorldSettings
            .Section(store, "sizes")
            .Items()
            .FirstOrDefault(s => ArmPath.Same(s["name"].Text(), size));
        if (offered is null)
        {
            return;
        }
        if (offered["restricted"].Text() is not null || !IsIn(offered["locations"], location))
        {
            throw new ArmException(
                409,
                "SkuNotAvailable",
                $"The requested VM size for resource 'Following SKUs have failed for Capacity Restrictions: {size}' is "
                    + $"currently not available in location '{location}'. Please try another size or deploy to a different "
                    + "location. See https://aka.ms/azureskunotavailable for details."
            );
        }
        if (offered["full"].Flag() == true)
        {
            // Source: Azure documentation, "Resolve allocation failures"; the region lists the size all the same.
            throw new ArmException(
                409,
                "AllocationFailed",
                "Allocation failed. We do not have sufficient capacity for the requested VM size in this region. Read more "
                    + "about improving likelihood of allocation success at https://aka.ms/allocation-guidance"
            );
        }
        int cores = offered["cores"].Number() ?? 2;
        foreach (string quota in new[] { "cores", offered["family"].Text() ?? "" })
        {
            if (Free(store, "compute", quota) < cores)
            {
                throw new ArmException(
                    409,
                    "QuotaExceeded",
                    $"Operation could not be completed as it results in exceeding approved {quota} quota. Location: "
                        + $"{location}, Free: {Free(store, "compute", quota)}, Additional Required: {cores}."
                );
            }
        }
    }

    // Anything that the world does not contain is not limited.
    private static int Free(ResourceStore store, string section, string name) =>
        WorldSettings
            .Section(store, "quotas")
            .At(section)
            .Items()
            .FirstOrDefault(q => ArmPath.Same(q["name"].Text(), name))
            is { } quota
            ? (quota["limit"].Number() ?? 0) - (quota["current"].Number() ?? 0)
            : int.MaxValue;

    private static bool IsIn(JsonNode? regions, string location) =>
        regions is not JsonArray list || list.Any(r => ArmPath.Same(Regions.Normalize(r.Text() ?? ""), location));
}
