using System.Text.Json.Nodes;
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

    /// <summary>The addresses that interfaces and firewalls have in a subnet, by address, with the configuration that has it.</summary>
    /// <param name="store">The cloud.</param>
    /// <param name="subnet">The subnet's id.</param>
    /// <param name="except">The id of a resource whose addresses do not count.</param>
    public static Dictionary<string, JsonNode> Addresses(ResourceStore store, string subnet, string except)
    {
        Dictionary<string, JsonNode> used = new(StringComparer.Ordinal);
        foreach (
            JsonNode configuration in store
                .OfType(NetworkInterfaces.TypeName)
                .Concat(store.OfType(AzureFirewalls.TypeName))
                .Where(resource => !ArmPath.Same(resource.Id, except))
                .SelectMany(resource => resource.Body.At("properties", "ipConfigurations").Items())
                .Where(one => ArmPath.Same(one.At("properties", "subnet", "id").Text(), subnet))
        )
        {
            if (configuration.At("properties", "privateIPAddress").Text() is { } address)
            {
                used.TryAdd(address, configuration);
            }
        }
        return used;
    }

    /// <summary>The first free address of a subnet for a resource.</summary>
    public static string FreeAddress(ResourceStore store, StoredResource subnet, string resource) =>
        AddressPlan.AddressOf(subnet, Addresses(store, subnet.Id, resource).Keys.ToHashSet(StringComparer.Ordinal));
}
