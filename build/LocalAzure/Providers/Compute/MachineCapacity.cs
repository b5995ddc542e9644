using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Whether the quotas and sizes of the world allow more machines.</summary>
internal static class MachineCapacity
{
    /// <summary>Whether they allow more machines.</summary>
    /// <exception cref="ArmException">A quota is exhausted, or the size is not available.</exception>
    /// <param name="store">The world.</param>
    /// <param name="location">The region.</param>
    /// <param name="size">The size; one that the world does not list is not limited.</param>
    /// <param name="taken">The cores of other machines of a family, or of all for null, that the world does not count.</param>
    /// <param name="code">The code of an exhausted quota.</param>
    /// <param name="machines">How many machines are added.</param>
    public static void Check(
        ResourceStore store,
        string location,
        string size,
        Func<string?, int>? taken = null,
        string code = "QuotaExceeded",
        int machines = 1
    )
    {
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
        int cores = machines * (offered["cores"].Number() ?? 2);
        foreach (string quota in new[] { "cores", offered["family"].Text() ?? "" })
        {
            int free =
                Free(store, "compute", quota)
                - (taken?.Invoke(quota == "cores" ? null : offered["family"].Text()) ?? 0);
            if (free < cores)
            {
                throw new ArmException(
                    409,
                    code,
                    $"Operation could not be completed as it results in exceeding approved {quota} quota. Location: "
                        + $"{location}, Free: {free}, Additional Required: {cores}."
                );
            }
        }
    }

    /// <summary>How much of a quota is free; what the world does not contain is not limited.</summary>
    public static int Free(ResourceStore store, string section, string name) =>
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
