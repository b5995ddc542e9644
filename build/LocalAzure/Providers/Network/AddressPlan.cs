using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>The rules for address ranges: subnets are inside the address space and do not overlap.</summary>
internal static class AddressPlan
{
    /// <exception cref="ArmException">400 with NetcfgSubnetRangeOutsideVnet or NetcfgSubnetRangesOverlap.</exception>
    public static void Check(StoredResource network, IEnumerable<StoredResource> subnets)
    {
        List<AddressPrefix> space = network
            .Body.At("properties", "addressSpace", "addressPrefixes")
            .Items()
            .Select(p => AddressPrefix.Parse(p.Text(), network.Id))
            .ToList();
        List<(AddressPrefix Prefix, string Name)> taken = new();
        foreach (StoredResource subnet in subnets)
        {
            foreach (AddressPrefix prefix in PrefixesOf(subnet.Body, subnet.Id))
            {
                if (!space.Exists(s => s.Contains(prefix)))
                {
                    throw new ArmException(
                        400,
                        "NetcfgSubnetRangeOutsideVnet",
                        $"Subnet '{subnet.Name}' is not valid because its IP address range is outside the IP address "
                            + $"range of virtual network '{network.Name}'."
                    );
                }
                if (taken.Find(t => t.Prefix.Overlaps(prefix)) is { Name: not null } other)
                {
                    throw new ArmException(
                        400,
                        "NetcfgSubnetRangesOverlap",
                        $"Subnet '{subnet.Name}' is not valid because its IP address range overlaps with that of an "
                            + $"existing subnet in virtual network '{network.Name}': '{other.Name}'."
                    );
                }
                taken.Add((prefix, subnet.Name));
            }
        }
    }

    /// <summary>An address of a subnet. Azure reserves .0 to .3 and the last address; .4 is the first usable one.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="used">The addresses in use; the first other one is given.</param>
    public static string AddressOf(StoredResource subnet, IReadOnlySet<string> used)
    {
        AddressPrefix prefix = PrefixesOf(subnet.Body, subnet.Id).FirstOrDefault(p => p.IsVersion4);
        byte[] start = prefix.Network.BaseAddress.GetAddressBytes();
        for (int offset = 4; ; offset++)
        {
            byte[] bytes = [.. start];
            int last = bytes[^1] + offset;
            bytes[^1] = (byte)(last % 256);
            bytes[^2] += (byte)(last / 256);
            string address = new System.Net.IPAddress(bytes).ToString();
            if (!used.Contains(address))
            {
                return address;
            }
        }
    }

    public static IEnumerable<AddressPrefix> PrefixesOf(JsonObject subnet, string id)
    {
        JsonNode? properties = subnet["properties"];
        IEnumerable<string?> many = properties.At("addressPrefixes").Items().Select(p => p.Text());
        string? one = properties.At("addressPrefix").Text();
        return many.Append(one).OfType<string>().Distinct().Select(p => AddressPrefix.Parse(p, id));
    }
}
