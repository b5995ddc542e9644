using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>
/// What a subnet's security group does to one packet: the rule with the lowest number that matches. Source: Azure Virtual Network,
/// "network security groups".
/// </summary>
internal sealed class PacketRules(ResourceStore store)
{
    private static readonly (string Direction, int Priority, string From, string To, bool Allows)[] Defaults =
    [
        ("Inbound", 65000, "VirtualNetwork", "VirtualNetwork", true),
        ("Inbound", 65001, "AzureLoadBalancer", "*", true),
        ("Inbound", 65500, "*", "*", false),
        ("Outbound", 65000, "VirtualNetwork", "VirtualNetwork", true),
        ("Outbound", 65001, "*", "Internet", true),
        ("Outbound", 65500, "*", "*", false),
    ];

    // The lowest, a middle and the highest port that Linux gives to clients. Source: Linux, ip_local_port_range.
    private static readonly int[] ClientPorts = [32768, 50000, 60999];

    /// <summary>Whether the group of a subnet lets a packet through, whichever port its client has.</summary>
    /// <param name="subnet">The subnet.</param>
    /// <param name="direction">Inbound or Outbound.</param>
    /// <param name="packet">The packet.</param>
    public bool Allow(StoredResource subnet, string direction, Packet packet) =>
        ClientPorts.All(port => Allow(subnet, direction, packet, port));

    private bool Allow(StoredResource subnet, string direction, Packet packet, int from)
    {
        if (subnet.Body.At("properties", "networkSecurityGroup", "id").Text() is not { } group)
        {
            return true;
        }
        IEnumerable<(int Priority, bool Allows)> own = store
            .Under($"{group}/securityRules/")
            .Select(rule => rule.Body["properties"])
            .Where(rule => ArmPath.Same(rule.At("direction").Text(), direction) && Matches(rule, subnet, packet, from))
            .Select(rule =>
                (rule.At("priority").Number() ?? int.MaxValue, ArmPath.Same(rule.At("access").Text(), "Allow"))
            );
        IEnumerable<(int Priority, bool Allows)> others = Defaults
            .Where(rule =>
                rule.Direction == direction
                && Holds(rule.From, packet.Source, subnet)
                && Holds(rule.To, packet.Destination, subnet)
            )
            .Select(rule => (rule.Priority, rule.Allows));
        return own.Concat(others).MinBy(rule => rule.Priority).Allows;
    }

    private bool Matches(JsonNode? rule, StoredResource subnet, Packet packet, int from) =>
        rule.At("protocol").Text() is "*" or "Tcp" or "TCP" or "tcp"
        && Many(rule, "destinationPortRange").Any(ports => HasPort(ports, packet.Port))
        && Many(rule, "sourcePortRange").Any(ports => HasPort(ports, from))
        && Many(rule, "sourceAddressPrefix", "sourceAddressPrefixes").Any(text => Holds(text, packet.Source, subnet))
        && Many(rule, "destinationAddressPrefix", "destinationAddressPrefixes")
            .Any(text => Holds(text, packet.Destination, subnet));

    private bool Holds(string text, uint address, StoredResource subnet) =>
        text.ToUpperInvariant() switch
        {
            "*" => true,
            "VIRTUALNETWORK" => IsNear(address, subnet) || IsRouted(address, subnet),
            "INTERNET" => Ipv4.IsPublic(address) && !IsNear(address, subnet),
            "AZURELOADBALANCER" => address == Ipv4.Number(Ipv4.Platform),
            _ => Ipv4.IsPrefix(text)
                ? Ipv4.Contains(text, address)
                : HostBook.PrefixesOf(text).Any(prefix => Ipv4.Contains(prefix, address)),
        };

    private bool IsNear(uint address, StoredResource subnet)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        return address == Ipv4.Number(Ipv4.Platform)
            || Neighbours
                .SpaceOf(store, network)
                .Concat(Neighbours.Of(store, network).SelectMany(near => near.Prefixes))
                .Any(prefix => Ipv4.Contains(prefix, address));
    }

    // A default route does not make the Internet a part of the network.
    private bool IsRouted(uint address, StoredResource subnet) =>
        subnet.Body.At("properties", "routeTable", "id").Text() is { } table
        && store
            .Under($"{table}/routes/")
            .Select(route => route.Body.At("properties", "addressPrefix").Text() ?? "")
            .Any(prefix => Ipv4.Length(prefix) > 1 && Ipv4.Contains(prefix, address));

    private static IEnumerable<string> Many(JsonNode? rule, string one, string? several = null) =>
        rule.At(several ?? $"{one}s").Items().Select(item => item.Text()).Append(rule.At(one).Text()).OfType<string>();

    /// <summary>Whether a text such as <c>443</c>, <c>1-1024</c> or <c>*</c> has a port.</summary>
    public static bool HasPort(string text, int port)
    {
        string[] ends = text.Split('-');
        return text == "*"
            || (
                int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
                && first <= port
                && port <= last
            );
    }
}
