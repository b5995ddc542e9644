using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Resources with IP configurations that have an address in a subnet.</summary>
internal static class SubnetUsers
{
    /// <summary>The ids of the configurations of all resources of a type.</summary>
    public static IEnumerable<string> Of(ResourceStore store, string type, string subnet, string property) =>
        Of(store.OfType(type), subnet, property);

    /// <summary>The ids of the configurations of these resources.</summary>
    public static IEnumerable<string> Of(IEnumerable<StoredResource> resources, string subnet, string property) =>
        resources
            .SelectMany(resource => resource.Body.At("properties", property).Items())
            .Where(c => ArmPath.Same(c.At("properties", "subnet", "id").Text(), subnet))
            .Select(c => c.At("id").Text() ?? "");
}
