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

    /// <summary>The type of scale sets.</summary>
    public const string ScaleSets = "Microsoft.Compute/virtualMachineScaleSets";

    // Interfaces of instances of uniform scale sets.
    private const string Cards = $"{ScaleSets}/virtualMachines/networkInterfaces";

    /// <summary>The ids of the configurations of instances of uniform scale sets.</summary>
    public static IEnumerable<string> OfScaleSets(ResourceStore store, string subnet) =>
        Of(store, Cards, subnet, "ipConfigurations");

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
                .Concat(store.OfType(Cards))
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

    /// <summary>Throws if a subnet has not as many free addresses: MicrosoftDocs/azure-docs#88211, Azure/AKS#2531.</summary>
    /// <param name="store">The cloud.</param>
    /// <param name="subnet">The subnet's id; one that does not exist has room.</param>
    /// <param name="resource">The resource that takes the addresses; its own do not count.</param>
    /// <param name="needed">How many it takes.</param>
    /// <exception cref="ArmException">400 with SubnetIsFull.</exception>
    public static void CheckRoom(ResourceStore store, string subnet, string resource, int needed)
    {
        if (
            store.Find(subnet) is not { } found
            || AddressPlan.PrefixesOf(found.Body, found.Id).Where(p => p.IsVersion4).ToArray() is not [var prefix, ..]
        )
        {
            return;
        }
        // What the world says of others in the subnet has no addresses, but takes them.
        int others = (found.Hidden?["occupants"]).Items().Count();
        if (needed > prefix.Usable - others - Addresses(store, found.Id, resource).Count)
        {
            throw new ArmException(
                400,
                "SubnetIsFull",
                $"Subnet {found.Name} with address prefix {prefix} does not have enough capacity for {needed} IP addresses."
            );
        }
    }
}
