using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>
/// Walks one packet through the network resources of the store, hop by hop. It is written from Azure's documentation and shares
/// nothing with the program that judges networks, so that each can be tested with the other.
/// </summary>
internal sealed class PacketWalk(ResourceStore store)
{
    private const int MostFirewalls = 8;

    private readonly PacketRules _rules = new(store);
    private readonly PacketRoutes _routes = new(store);
    private readonly PacketFirewall _firewall = new(store);

    /// <summary>Opens a connection to a public host.</summary>
    /// <param name="subnetId">The subnet that it comes from.</param>
    /// <param name="packet">Its first packet.</param>
    public PacketEnd ToInternet(string subnetId, Packet packet)
    {
        if (store.Find(subnetId) is not { } subnet)
        {
            return PacketEnd.Dropped($"{subnetId} does not exist");
        }
        if (!_rules.Allow(subnet, "Outbound", packet))
        {
            return PacketEnd.Dropped($"the security group of {subnet.Name} denies it");
        }
        NextHop hop = _routes.To(subnet, packet.Destination);
        return hop.Kind switch
        {
            "Internet" => Leave(subnet),
            "VirtualNetworkServiceEndpoint" => PacketEnd.Open,
            "VirtualAppliance" => Forward(subnet, hop, packet),
            "HubFirewall" when store.Find(hop.Target!) is { } firewall => OfHub(firewall, packet),
            "HubConnection" when hop.Target!.Split('|') is [var network, { Length: > 0 } address] => At(
                network,
                address,
                packet
            ),
            _ => PacketEnd.Dropped($"{hop.Route} leads to {hop.Kind}"),
        };
    }

    private PacketEnd OfHub(StoredResource firewall, Packet packet) =>
        firewall.Body.At("properties", "hubIPAddresses", "privateIPAddress").Text() is null
            ? PacketEnd.Dropped($"{firewall.Name} is deallocated")
            : _firewall.Judge(firewall, packet);

    /// <summary>Opens a connection between two subnets of one network.</summary>
    /// <param name="fromId">The subnet that it comes from.</param>
    /// <param name="toId">The subnet that it goes to.</param>
    /// <param name="packet">Its first packet.</param>
    public PacketEnd Between(string fromId, string toId, Packet packet)
    {
        if (store.Find(fromId) is not { } from || store.Find(toId) is not { } to)
        {
            return PacketEnd.Dropped("a subnet does not exist");
        }
        if (!_rules.Allow(from, "Outbound", packet) || !_rules.Allow(to, "Inbound", packet))
        {
            return PacketEnd.Dropped("a security group denies it");
        }
        NextHop back = _routes.To(to, packet.Source);
        if (fromId != toId && back.Kind is ("None" or "Internet"))
        {
            return PacketEnd.Dropped($"answers are lost: {back.Route} leads to {back.Kind}");
        }
        NextHop hop = _routes.To(from, packet.Destination);
        return hop.Kind switch
        {
            "VnetLocal" => PacketEnd.Open,
            "VirtualAppliance" => Forward(from, hop, packet),
            _ => PacketEnd.Dropped($"{hop.Route} leads to {hop.Kind}"),
        };
    }

    private PacketEnd Forward(StoredResource subnet, NextHop hop, Packet packet)
    {
        string network = ArmPath.Parse(subnet.Id).Parent!.Id;
        if (Ipv4.Number(hop.Target) is not { } address)
        {
            return PacketEnd.Dropped($"{hop.Route} has no address");
        }
        if (Neighbours.SpaceOf(store, network).Any(prefix => Ipv4.Contains(prefix, address)))
        {
            return At(network, hop.Target!, packet);
        }
        Neighbour? near = Neighbours
            .Of(store, network)
            .FirstOrDefault(one => one.Serves(subnet) && one.Prefixes.Any(prefix => Ipv4.Contains(prefix, address)));
        if (near is { IsOpen: true } && near.Reaches(SubnetAt(near.Network, address)?.Name ?? ""))
        {
            return packet.Host is null && !near.TakesForwarded
                ? PacketEnd.Dropped($"nothing comes back from {near.Network}")
                : At(near.Network, hop.Target!, packet);
        }
        StoredResource? ofHub = Firewalls("")
            .Find(one => one.Body.At("properties", "hubIPAddresses", "privateIPAddress").Text() == hop.Target);
        return ofHub is not null && near is null && IsConnected(network, ofHub)
            ? _firewall.Judge(ofHub, packet)
            : PacketEnd.Dropped($"{hop.Target} is in no network that is peered with {network}");
    }

    /// <summary>The subnet that an address of a network is in; null if none has it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="address">The address.</param>
    public StoredResource? SubnetAt(string network, uint address) =>
        store
            .Under($"{network}/subnets/")
            .Find(one =>
                one.Body.At("properties", "addressPrefixes")
                    .Items()
                    .Select(prefix => prefix.Text())
                    .Append(one.Body.At("properties", "addressPrefix").Text())
                    .OfType<string>()
                    .Any(prefix => Ipv4.Contains(prefix, address))
            );

    private PacketEnd At(string network, string address, Packet packet)
    {
        StoredResource? firewall = Firewalls($"{network}/subnets/")
            .Find(one =>
                one.Body.At("properties", "ipConfigurations")
                    .Items()
                    .Any(part => part.At("properties", "privateIPAddress").Text() == address)
            );
        if (firewall is null)
        {
            return Machine(network, address);
        }
        PacketEnd end = _firewall.Judge(firewall, packet);
        return packet.Host is null || end.Kind is PacketEndKind.Dropped ? end : Beyond(firewall, packet, end);
    }

    // A machine that forwards packets lets everything through, and sends it on as its own subnet does.
    private PacketEnd Machine(string network, string address)
    {
        foreach (StoredResource card in store.OfType("Microsoft.Network/networkInterfaces"))
        {
            string? subnet = card
                .Body.At("properties", "ipConfigurations")
                .Items()
                .Where(part => part.At("properties", "privateIPAddress").Text() == address)
                .Select(part => part.At("properties", "subnet", "id").Text())
                .FirstOrDefault(id =>
                    id?.StartsWith($"{network}/subnets/", StringComparison.OrdinalIgnoreCase) == true
                );
            if (subnet is not null && store.Find(subnet) is { } found)
            {
                return card.Body.At("properties", "enableIPForwarding").Flag() == true
                    ? Leave(found)
                    : PacketEnd.Dropped($"{card.Name} does not forward");
            }
        }
        return PacketEnd.Dropped($"nobody has {address} in {network}");
    }

    // Azure Firewall, FAQ: it needs a direct way to the Internet, or the management address of forced tunnelling.
    private PacketEnd Beyond(StoredResource firewall, Packet packet, PacketEnd end)
    {
        string? id = firewall
            .Body.At("properties", "ipConfigurations")
            .Items()
            .Select(part => part.At("properties", "subnet", "id").Text())
            .FirstOrDefault(one => one is not null);
        if (id is null || store.Find(id) is not { } subnet)
        {
            return end;
        }
        NextHop back = _routes.To(subnet, packet.Source);
        if (back.Kind is not ("VNetPeering" or "VnetLocal" or "VirtualHub"))
        {
            return PacketEnd.Dropped($"{firewall.Name} returns nothing: {back.Route} leads to {back.Kind}");
        }
        NextHop hop = _routes.To(subnet, packet.Destination);
        bool hasAddress =
            firewall
                .Body.At("properties", "ipConfigurations")
                .Items()
                .Any(part => part.At("properties", "publicIPAddress", "id") is not null) || HasNat(subnet);
        return hop.Kind == "Internet" && hasAddress ? end
            : hop.Kind == "VirtualAppliance" && IsTunnelled(firewall) && !Has(firewall, hop.Target)
                ? Tunnel(firewall, subnet, hop, packet, end)
            : PacketEnd.Dropped($"{firewall.Name} has no way out: {hop.Route} leads to {hop.Kind}");
    }

    // The firewall translates to its own address. Azure Firewall, "SNAT private IP address ranges".
    private PacketEnd Tunnel(StoredResource firewall, StoredResource subnet, NextHop hop, Packet packet, PacketEnd end)
    {
        uint? own = firewall
            .Body.At("properties", "ipConfigurations")
            .Items()
            .Select(part => Ipv4.Number(part.At("properties", "privateIPAddress").Text()))
            .FirstOrDefault(address => address is not null);
        if (packet.Firewalls >= MostFirewalls)
        {
            return PacketEnd.Dropped($"it is still on its way after {MostFirewalls} firewalls");
        }
        PacketEnd far = Forward(
            subnet,
            hop,
            packet with
            {
                Source = own ?? packet.Source,
                Firewalls = packet.Firewalls + 1,
            }
        );
        return far.Kind == PacketEndKind.Open ? end : far;
    }

    private PacketEnd Leave(StoredResource subnet) =>
        subnet.Body.At("properties", "natGateway", "id").Text() is not null
            ? HasNat(subnet)
                ? IsForContainers(subnet) && IsSecondVersion(subnet)
                    ? PacketEnd.Dropped($"the NAT gateway of {subnet.Name} does not support container groups")
                    : PacketEnd.Open
                : PacketEnd.Dropped($"the NAT gateway of {subnet.Name} has no address")
            : subnet.Body.At("properties", "defaultOutboundAccess").Flag() == false
                ? PacketEnd.Dropped($"{subnet.Name} is private")
                : PacketEnd.Open;

    private bool HasNat(StoredResource subnet) =>
        subnet.Body.At("properties", "natGateway", "id").Text() is { } id
        && store.Find(id)?.Body["properties"] is { } gateway
        && (gateway.At("publicIpAddresses").Items().Any() || gateway.At("publicIpPrefixes").Items().Any());

    // Azure NAT Gateway, "NAT gateway SKUs": limitations of StandardV2.
    private bool IsSecondVersion(StoredResource subnet) =>
        subnet.Body.At("properties", "natGateway", "id").Text() is { } id
        && ArmPath.Same(store.Find(id)?.Body.At("sku", "name").Text(), "StandardV2");

    private static bool IsForContainers(StoredResource subnet) =>
        subnet
            .Body.At("properties", "delegations")
            .Items()
            .Any(one =>
                ArmPath.Same(one.At("properties", "serviceName").Text(), "Microsoft.ContainerInstance/containerGroups")
            );

    private List<StoredResource> Firewalls(string below) =>
        store
            .OfType("Microsoft.Network/azureFirewalls")
            .FindAll(one =>
                below.Length == 0
                || one.Body.At("properties", "ipConfigurations")
                    .Items()
                    .Any(part =>
                        part.At("properties", "subnet", "id")
                            .Text()
                            ?.StartsWith(below, StringComparison.OrdinalIgnoreCase) == true
                    )
            );

    private bool IsConnected(string network, StoredResource firewall) =>
        store
            .Under($"{firewall.Body.At("properties", "virtualHub", "id").Text()}/hubVirtualNetworkConnections/")
            .Exists(one => ArmPath.Same(one.Body.At("properties", "remoteVirtualNetwork", "id").Text(), network));

    private static bool IsTunnelled(StoredResource firewall) =>
        firewall.Body.At("properties", "managementIpConfiguration", "name") is not null;

    private static bool Has(StoredResource firewall, string? address) =>
        firewall
            .Body.At("properties", "ipConfigurations")
            .Items()
            .Any(part => part.At("properties", "privateIPAddress").Text() == address);
}
