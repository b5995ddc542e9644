using System.Globalization;
using System.Net;
using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Tests.Reachability;

/// <summary>
/// A walk of one packet through a network, written without the model: every rule and every route is looked at for this packet
/// alone. What is not known before a build is chosen: the host's address, its service tags, and what the unreadable does.
/// </summary>
internal sealed class OnePacket(NetworkWorld world, OnePacket.Choice choice)
{
    /// <param name="Address">The address of the host.</param>
    /// <param name="Tags">The service tags that contain it.</param>
    /// <param name="Others">What happens where the model says unknown: true for "it passes".</param>
    internal sealed record Choice(uint Address, HashSet<string> Tags, bool Others);

    public bool Arrives(Subnet from, uint source, EgressHost host) =>
        Rules(from, Direction.Outbound, source, choice.Address, host.Port, false) && Leaves(from, source, host);

    public bool Rules(Subnet subnet, Direction direction, uint source, uint destination, int port, bool inside)
    {
        if (subnet.SecurityGroupId is null)
        {
            return true;
        }
        SecurityGroup group = world.SecurityGroups[subnet.SecurityGroupId];
        return group
            .Rules.Concat(DefaultRules.All)
            .Where(rule => rule.Direction == direction)
            .OrderBy(rule => rule.Priority)
            .First(rule =>
                rule.Protocol is TransportProtocol.Any or TransportProtocol.Tcp
                && rule.Source.Prefixes.Any(prefix => Side(prefix, source, subnet, false))
                && rule.Destination.Prefixes.Any(prefix => Side(prefix, destination, subnet, !inside))
                && rule.Destination.Ports.Any(ports => Port(ports, port))
            )
            .Allows;
    }

    private bool Side(string text, uint address, Subnet subnet, bool isHost) =>
        text switch
        {
            "*" => true,
            "VirtualNetwork" => Own(address) || InRoutes(address, subnet) || address == Number("168.63.129.16"),
            "Internet" => Public(address) && !Own(address) && address != Number("168.63.129.16"),
            "AzureLoadBalancer" => address == Number("168.63.129.16"),
            _ when char.IsAsciiDigit(text[0]) => In(text, address),
            _ => isHost && choice.Tags.Contains(text),
        };

    private bool InRoutes(uint address, Subnet subnet) =>
        subnet.RouteTableId is not null
        && world
            .RouteTables[subnet.RouteTableId]
            .Routes.Any(route =>
                char.IsAsciiDigit(route.Prefix[0])
                && In(route.Prefix, address)
                && (
                    choice.Others
                    || !(
                        route.Prefix.EndsWith("/0", StringComparison.Ordinal)
                        || route.Prefix.EndsWith("/1", StringComparison.Ordinal)
                    )
                )
            );

    private bool Leaves(Subnet from, uint source, EgressHost host)
    {
        Route? route = from.RouteTableId is null ? null : Best(world.RouteTables[from.RouteTableId]);
        if (route is null)
        {
            bool mayLearn =
                world.Home.Peerings.Any(peering => peering is { UsesRemoteGateways: true, State: "Connected" })
                && (from.RouteTableId is null || !world.RouteTables[from.RouteTableId].IgnoresGatewayRoutes);
            // Whether a gateway announces a default route is one of the things that nobody knows: it does for odd addresses.
            return mayLearn && choice.Address % 2 == 1 ? choice.Others : WayOut(from);
        }
        return route.NextHop switch
        {
            NextHop.Internet => WayOut(from),
            NextHop.VirtualAppliance => Appliance(source, host, route.NextHopAddress!),
            NextHop.VirtualNetworkGateway or NextHop.Other => choice.Others,
            _ => false,
        };
    }

    private bool WayOut(Subnet subnet) =>
        subnet.NatGatewayId is { } id
            ? world.NatGateways[id].PublicAddresses > 0 || (subnet.DefaultOutbound != false && choice.Others)
        : subnet.Delegations.Count > 0 ? choice.Others
        : subnet.DefaultOutbound != false;

    // The longest of the routes that hold the packet; prefixes of service tags are taken to be 16 long.
    private Route? Best(RouteTable table) =>
        table
            .Routes.Where(route =>
                char.IsAsciiDigit(route.Prefix[0])
                    ? In(route.Prefix, choice.Address)
                    : choice.Tags.Contains(route.Prefix)
            )
            .MaxBy(route =>
                char.IsAsciiDigit(route.Prefix[0])
                    ? double.Parse(route.Prefix.Split('/')[1], CultureInfo.InvariantCulture)
                    : 16
                        + (
                            route.Prefix == "AzureCloud" ? 0.1
                            : route.Prefix.Contains('.') ? 0.3
                            : 0.2
                        )
            );

    private bool Appliance(uint source, EgressHost host, string address)
    {
        if (address.StartsWith("10.1.0.", StringComparison.Ordinal))
        {
            return choice.Others;
        }
        Peering there = world.Home.Peerings[0];
        Peering back = world.Peers[there.RemoteId].Peerings[0];
        if (
            !address.StartsWith("10.0.0.", StringComparison.Ordinal)
            || there.State != "Connected"
            || !there.AllowsAccess
            || !back.AllowsAccess
        )
        {
            return false;
        }
        return address == "10.0.0.4" ? Firewall(source, host) : choice.Others;
    }

    private bool Firewall(uint source, EgressHost host)
    {
        Firewall firewall = world.Firewalls[0];
        FirewallRuleSet rules = firewall.Rules!;
        IEnumerable<(bool Allows, FirewallRule Rule)> ordered =
            from kind in new[] { true, false }
            from part in rules.Groups.OrderByDescending(part => part.Depth).ThenBy(part => part.Priority)
            from list in part.Collections.OrderBy(list => list.Priority)
            from rule in list.Rules
            where rule is FirewallNetworkRule == kind && Matches(rule, source, host)
            select (list.Allows, rule);
        (bool allows, FirewallRule? decisive) = ordered.FirstOrDefault();
        if (!allows || (decisive is FirewallApplicationRule { TerminatesTls: true } && rules.InspectsTls))
        {
            return false;
        }
        // What the firewall returns takes its own routes; the peering's is 24 long.
        Route? back = world
            .RouteTables[RandomWorlds.HubTable]
            .Routes.Where(route =>
                char.IsAsciiDigit(route.Prefix[0]) && Length(route) >= 24 && In(route.Prefix, source)
            )
            .MaxBy(Length);
        if (back is { NextHop: NextHop.None or NextHop.Internet } || (back is not null && !choice.Others))
        {
            return false;
        }
        return Best(world.RouteTables[RandomWorlds.HubTable]) switch
        {
            null or { NextHop: NextHop.Internet } => firewall.PublicAddresses > 0,
            { NextHop: NextHop.VirtualAppliance, NextHopAddress: "10.0.0.4" } => false,
            { NextHop: NextHop.VirtualAppliance or NextHop.VirtualNetworkGateway } => firewall.HasManagementAddress
                && choice.Others,
            { NextHop: NextHop.Other } => choice.Others,
            _ => false,
        };
    }

    private static int Length(Route route) => int.Parse(route.Prefix.Split('/')[1], CultureInfo.InvariantCulture);

    private bool Matches(FirewallRule rule, uint source, EgressHost host) =>
        rule.Sources.Any(text => text == "*" || In(text, source))
        && (
            rule switch
            {
                FirewallNetworkRule network => network.Ports.Any(ports => Port(ports, host.Port))
                    && network.Destinations.Any(text =>
                        text is "*" or "Internet"
                        || (char.IsAsciiDigit(text[0]) ? In(text, choice.Address) : choice.Tags.Contains(text))
                    ),
                FirewallApplicationRule web => web.Ports.Contains(host.Port)
                    && (
                        web.Fqdns.Any(name => Named(name, host.Host)) || (web.WebCategories.Count > 0 && choice.Others)
                    ),
                _ => false,
            }
        );

    // One account of a pattern is the one that is generated, if so chosen.
    private bool Named(string pattern, string host) =>
        pattern.StartsWith('*')
            ? host.EndsWith(pattern[1..], StringComparison.Ordinal)
            : pattern == host
                || (host[0] == '*' && pattern.EndsWith(host[1..], StringComparison.Ordinal) && choice.Others);

    private bool Own(uint address) =>
        In("10.1.0.0/24", address)
        || world.Home.Peerings.Any(peering => peering.RemotePrefixes.Any(prefix => In(prefix, address)));

    private static bool Public(uint address) => !In("10.0.0.0/8", address);

    private static bool Port(string text, int port)
    {
        string[] ends = text.Split('-');
        return text == "*"
            || (
                port >= int.Parse(ends[0], CultureInfo.InvariantCulture)
                && port <= int.Parse(ends[^1], CultureInfo.InvariantCulture)
            );
    }

    private static bool In(string prefix, uint address)
    {
        string[] parts = prefix.Split('/');
        int length = parts.Length == 1 ? 32 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        return length == 0 || (Number(parts[0]) ^ address) >> (32 - length) == 0;
    }

    public static uint Number(string address) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(address).GetAddressBytes());
}
