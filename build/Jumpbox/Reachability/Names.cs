using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>
/// Who answers the DNS queries of a subnet's machines. Azure's own servers are outside security rules and routes; a custom
/// server is an ordinary destination. Source: Azure Virtual Network, "name resolution" and "network security groups".
/// </summary>
internal sealed class Names(NetworkWorld world, Paths paths)
{
    private const int Port = 53;

    private readonly PlatformRules _platform = new(world, paths);

    /// <summary>The servers of virtual machines in a subnet, one hop each with the way to it.</summary>
    /// <param name="subnet">The subnet.</param>
    public IReadOnlyList<Hop> Of(Subnet subnet) =>
        world.Home.DnsServers.Count == 0
            ? [Platform(subnet)]
            : [.. world.Home.DnsServers.SelectMany(server => Server(subnet, server))];

    /// <summary>The servers of container groups, which are Azure's whatever the network's servers are.</summary>
    /// <param name="subnet">The subnet.</param>
    public IReadOnlyList<Hop> OfContainers(Subnet subnet) => [Platform(subnet)];

    private Hop Platform(Subnet subnet) =>
        _platform.Blocking(subnet, PlatformRules.Dns, TransportProtocol.Udp, Port) is not var (rule, reach)
            ? Says(Reach.Yes, $"machines in {subnet.Id.Name} ask Azure's DNS servers", null)
            : Says(
                reach,
                $"the rule {rule.Name} of {subnet.SecurityGroupId!.Name} {(reach == Reach.No ? "blocks" : "may block")} Azure's DNS "
                    + $"servers ({PlatformRules.Dns}) for {subnet.Id.Name}",
                rule.Name
            ) with
            {
                Resource = subnet.SecurityGroupId,
                Remedy = new(
                    null,
                    $"az network nsg rule delete --ids {subnet.SecurityGroupId}/securityRules/{rule.Name}"
                ),
            };

    private IEnumerable<Hop> Server(Subnet subnet, string server)
    {
        if (server == NetworkSpace.Platform)
        {
            return [Platform(subnet)];
        }
        if (!Addresses.TryParse(server, out IntervalSet address) || address.Count != 1)
        {
            return
            [
                Says(Reach.Unknown, $"the DNS server {server} of {world.Home.Id.Name} has no IPv4 address", server),
            ];
        }
        // A server that answers neither by UDP nor by TCP is not reached; large answers come by TCP.
        TrafficPath[] ways =
        [
            paths.ToAddress(subnet, address, Port, TransportProtocol.Udp),
            paths.ToAddress(subnet, address, Port, TransportProtocol.Tcp),
        ];
        return
        [
            Answer(server),
            .. ways.Select(way => way.Decisive()?.Hop)
                .OfType<Hop>()
                .Where(hop => hop.Reach != Reach.Yes)
                .DistinctBy(hop => hop.Says),
        ];
    }

    private Hop Answer(string server)
    {
        Firewall? firewall = world.Firewalls.FirstOrDefault(one =>
            one.Addresses.Contains(server)
            && (one.HubId is not null || world.Find(one.SubnetId?.Parent) is { } network && IsNear(network.Id))
        );
        if (firewall is null)
        {
            return Says(
                Reach.Unknown,
                $"whether the DNS server {server} of {world.Home.Id.Name} answers for public names could not be read",
                server
            );
        }
        return firewall.Rules switch
        {
            null => Says(
                Reach.Unknown,
                $"whether the firewall {firewall.Id.Name} answers DNS queries could not be read: {firewall.WhyUnread}",
                server
            ),
            { DnsProxy: true, OtherServers: { Count: > 0 } others } => Says(
                Reach.Unknown,
                $"the DNS proxy of the firewall {firewall.Id.Name} answers at {server} and asks {string.Join(", ", others)}, whose answers "
                    + "could not be read",
                server
            ),
            { DnsProxy: true } => Says(
                Reach.Yes,
                $"the DNS proxy of the firewall {firewall.Id.Name} answers at {server}",
                server
            ),
            { } rules => Says(
                Reach.No,
                $"the network {world.Home.Id.Name} asks the firewall {firewall.Id.Name} ({server}) for names, and its DNS proxy is off",
                server
            ) with
            {
                Resource = rules.Policy,
                Remedy = new(
                    "properties: { dnsSettings: { enableProxy: true } }",
                    rules.Policy.Equals(firewall.Id)
                        ? $"az network firewall update --ids {firewall.Id} --enable-dns-proxy true"
                        : $"az network firewall policy update --ids {rules.Policy} --enable-dns-proxy true"
                ),
            },
        };
    }

    private bool IsNear(ResourceId network) =>
        world.Home.Id.Equals(network) || world.Home.Peerings.Any(peering => peering.RemoteId.Equals(network));

    private Hop Says(Reach reach, string says, string? rule) =>
        new(HopKind.Names, reach, says) { Resource = world.Home.Id, Rule = rule };
}
