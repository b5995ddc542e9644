using LocalAzure.Arm;

namespace LocalAzure.Resources;

/// <summary>
/// Region names as in Azure Image Builder's overview (azure-compute-docs, image-builder-overview.md, 2026-05-19).
/// </summary>
internal static class Regions
{
    public static readonly IReadOnlyList<string> DisplayNames =
    [
        "East US",
        "East US 2",
        "West Central US",
        "West US",
        "West US 2",
        "West US 3",
        "South Central US",
        "North Europe",
        "West Europe",
        "Southeast Asia",
        "Australia Southeast",
        "Australia East",
        "UK South",
        "UK West",
        "Brazil South",
        "Canada Central",
        "Central India",
        "Central US",
        "France Central",
        "Germany West Central",
        "Japan East",
        "North Central US",
        "Norway East",
        "Switzerland North",
        "Jio India West",
        "UAE North",
        "East Asia",
        "Korea Central",
        "South Africa North",
        "Qatar Central",
        "Sweden Central",
        "Poland Central",
        "Italy North",
        "Israel Central",
        "New Zealand North",
        "Taiwan Northwest",
    ];

    private static readonly HashSet<string> Known = [.. DisplayNames.Select(Normalize)];

    // Types that have no region, and no other location than this: those of private DNS, by their documentation.
    private static readonly HashSet<string> WithoutRegion = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Network/privateDnsZones",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    };

    /// <summary>Converts "East US 2" to eastus2.</summary>
    public static string Normalize(string name) =>
        new([.. name.Where(c => !char.IsWhiteSpace(c)).Select(char.ToLowerInvariant)]);

    /// <summary>Whether a region with this short name exists.</summary>
    public static bool IsKnown(string location) => Known.Contains(location);

    /// <exception cref="ArmException">No such region, or none of the type.</exception>
    public static void Check(string location, string type)
    {
        IEnumerable<string> available = WithoutRegion.Contains(type) ? ["global"] : Known.Order(StringComparer.Ordinal);
        if (!available.Contains(location))
        {
            throw new ArmException(
                400,
                "LocationNotAvailableForResourceType",
                $"The provided location '{location}' is not available for resource type '{type}'. List of available "
                    + $"regions for the resource type is '{string.Join(',', available)}'."
            );
        }
    }
}
