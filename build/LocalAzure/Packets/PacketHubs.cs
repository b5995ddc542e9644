using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Packets;

/// <summary>
/// The routes that a virtual hub gives to the subnets of a connected network: the networks of its other connections, and a default
/// route if it has one and the connection takes it. Source: Azure Virtual WAN, "about virtual hub routing" and "routing policies".
/// </summary>
internal sealed class PacketHubs(ResourceStore store)
{
    private const string Connections = "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections";

    /// <summary>The routes of a subnet; none where its table ignores what gateways and hubs announce.</summary>
    public IEnumerable<(string Prefix, NextHop Hop)> Of(StoredResource subnet, string network)
    {
        StoredResource? connection = store.OfType(Connections).Find(one => ArmPath.Same(Remote(one), network));
        if (
            connection is null
            || (
                subnet.Body.At("properties", "routeTable", "id").Text() is { } table
                && store.Find(table)?.Body.At("properties", "disableBgpRoutePropagation").Flag() == true
            )
        )
        {
            yield break;
        }
        string hub = ArmPath.Parse(connection.Id).Parent!.Id;
        foreach (StoredResource other in store.Under($"{hub}/hubVirtualNetworkConnections/"))
        {
            foreach (
                string prefix in ArmPath.Same(other.Id, connection.Id) ? [] : Neighbours.SpaceOf(store, Remote(other))
            )
            {
                yield return (prefix, new("VirtualHub", Remote(other), other.Name));
            }
        }
        bool getsDefault = connection.Body.At("properties", "enableInternetSecurity").Flag() == true;
        string? intent = store
            .Under($"{hub}/routingIntent/")
            .SelectMany(one => one.Body.At("properties", "routingPolicies").Items())
            .Where(policy => policy.At("destinations").Items().Any(one => ArmPath.Same(one.Text(), "Internet")))
            .Select(policy => policy.At("nextHop").Text())
            .FirstOrDefault();
        foreach ((string prefix, string next) in intent is null ? Static(hub, connection) : [("0.0.0.0/0", intent)])
        {
            if (getsDefault || Ipv4.Length(prefix) > 0)
            {
                yield return (prefix, Hop(prefix, next));
            }
        }
    }

    private IEnumerable<(string Prefix, string Next)> Static(string hub, StoredResource connection)
    {
        string table =
            connection.Body.At("properties", "routingConfiguration", "associatedRouteTable", "id").Text()
            ?? $"{hub}/hubRouteTables/defaultRouteTable";
        return from route in store.Find(table)?.Body.At("properties", "routes").Items() ?? []
            from destination in route.At("destinations").Items()
            let prefix = destination.Text() ?? ""
            where Ipv4.IsPrefix(prefix)
            select (prefix, route.At("nextHop").Text() ?? "");
    }

    private NextHop Hop(string prefix, string next)
    {
        if (store.Find(next) is not { } found || !ArmPath.Same(ArmPath.Parse(next).Type, Connections))
        {
            return new("HubFirewall", next, prefix);
        }
        string? address = found
            .Body.At("properties", "routingConfiguration", "vnetRoutes", "staticRoutes")
            .Items()
            .Where(route =>
                route.At("addressPrefixes").Items().Any(one => one.Text() is "0.0.0.0/0" || one.Text() == prefix)
            )
            .Select(route => route.At("nextHopIpAddress").Text())
            .FirstOrDefault();
        return new("HubConnection", $"{Remote(found)}|{address}", prefix);
    }

    private static string Remote(StoredResource connection) =>
        connection.Body.At("properties", "remoteVirtualNetwork", "id").Text() ?? "";
}
