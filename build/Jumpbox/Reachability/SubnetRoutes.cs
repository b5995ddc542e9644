using System.Globalization;
using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// The routes of a subnet and which of them a destination takes: the longest prefix wins, then the user's route before the
/// system's. Source: Azure Virtual Network, "virtual network traffic routing".
/// </summary>
internal sealed class SubnetRoutes
{
    // Prefixes of service tags that were not read are about this long; a user's route that is longer may catch some of their addresses.
    private const int LengthOfTags = 12;

    private static readonly string[] Announcing = ["GatewaySubnet", "RouteServerSubnet"];

    private static readonly string[] Reserved = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

    private readonly EffectiveRoute[] _byLength;
    private readonly EffectiveRoute[] _tags;

    /// <summary>Collects the routes.</summary>
    /// <param name="network">The subnet's network.</param>
    /// <param name="subnet">The subnet.</param>
    /// <param name="table">Its route table, or null.</param>
    /// <param name="learned">What gateways announce; null if it is not known.</param>
    /// <param name="connected">Whom the network may reach without a peering, as a clause; null if nobody.</param>
    public SubnetRoutes(
        VirtualNetwork network,
        Subnet subnet,
        RouteTable? table,
        IReadOnlyList<string>? learned = null,
        string? connected = null
    )
    {
        EffectiveRoute[] users = [.. (table?.Routes ?? []).Select(route => Turn(route, table!))];
        MayLearn =
            table is not { IgnoresGatewayRoutes: true }
            && (
                HasGateway(network)
                || network.Peerings.Any(peering => peering.UsesRemoteGateways && Peers.MayRoute(peering, subnet))
            );
        MayBeAnnounced = MayLearn ? learned ?? Reserved : [];
        MayLearnDefault = MayLearn && !Array.Exists(users, route => route.Prefix == "0.0.0.0/0" || IsInternet(route));
        EffectiveRoute[] system =
        [
            .. network.Prefixes.Select(prefix => new EffectiveRoute(network.Id.Name, prefix, RouteTarget.Local)),
            .. network
                .Peerings.Where(peering => Peers.MayRoute(peering, subnet))
                .SelectMany(peering =>
                    peering.RemotePrefixes.Select(prefix => new EffectiveRoute(
                        $"the peering {peering.Name}",
                        prefix,
                        RouteTarget.Peer
                    )
                    {
                        Peering = peering,
                    })
                ),
            .. Reserved
                .Where(prefix => !network.Prefixes.Any(own => Covers(own, prefix)))
                .Select(prefix =>
                    MayLearn && learned is null
                        ? new EffectiveRoute($"a gateway may announce a part of {prefix}", prefix, RouteTarget.Gateway)
                    : connected is not null ? new EffectiveRoute(connected, prefix, RouteTarget.Gateway)
                    : new EffectiveRoute("the system route", prefix, RouteTarget.Nowhere)
                ),
            .. MayLearn ? Announced(network, learned ?? []) : [],
            new("the system route", "0.0.0.0/0", RouteTarget.Internet),
        ];
        _byLength =
        [
            .. users
                .Concat(system)
                .Where(route => !route.IsTag)
                .OrderByDescending(Length)
                .ThenBy(route => route.Table is null)
                .ThenBy(route => route.Target != RouteTarget.Gateway)
                .ThenBy(route => route.Prefix, StringComparer.Ordinal),
        ];
        _tags =
        [
            .. users.Where(route => route.IsTag),
            .. subnet
                .ServiceEndpoints.Select(TagOf)
                .OfType<string>()
                .Select(tag => new EffectiveRoute($"the service endpoint {tag}", tag, RouteTarget.ServiceEndpoint)),
        ];
        _tags = [.. _tags.OrderBy(Rank).ThenBy(route => route.Prefix, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The private prefixes that gateways announce to the subnet, or may.</summary>
    public IReadOnlyList<string> MayBeAnnounced { get; }

    /// <summary>Whether a gateway may announce routes to the subnet.</summary>
    public bool MayLearn { get; }

    /// <summary>Whether a gateway may announce a default route, which would replace the system's.</summary>
    public bool MayLearnDefault { get; }

    /// <summary>The routes of known addresses, each with the addresses that take it.</summary>
    /// <param name="destination">The addresses.</param>
    public IReadOnlyList<(EffectiveRoute Route, IntervalSet Part)> To(IntervalSet destination)
    {
        List<(EffectiveRoute, IntervalSet)> parts = [];
        IntervalSet left = destination;
        foreach (EffectiveRoute route in _byLength)
        {
            IntervalSet part = left.Intersect(route.Destinations);
            if (!part.IsEmpty)
            {
                parts.Add((route, part));
                left = left.Except(part);
            }
            if (left.IsEmpty)
            {
                break;
            }
        }
        return parts;
    }

    /// <summary>The routes that a public host may take.</summary>
    /// <param name="place">Where the host's addresses are.</param>
    /// <param name="publicAddresses">The addresses of which it has one.</param>
    public IReadOnlyList<PossibleRoute> To(Place place, IntervalSet publicAddresses)
    {
        List<PossibleRoute> ways = [];
        foreach (EffectiveRoute tag in _tags)
        {
            Reach inside = IsInternet(tag) ? Reach.Yes : place.In(tag.Prefix);
            if (inside == Reach.Yes && !IsInternet(tag))
            {
                ways.AddRange(Longer(publicAddresses, place.Tags?.ShortestOf(tag.Prefix) ?? LengthOfTags));
                ways.Add(
                    new(tag, ways.Count == 0 ? null : $"if its address is in {tag.Prefix} alone", publicAddresses)
                );
                return Merge(ways);
            }
            if (inside == Reach.Unknown)
            {
                ways.Add(new(tag, $"if its address is in {tag.Prefix}", publicAddresses));
            }
        }
        (EffectiveRoute Route, IntervalSet Part)[] parts = [.. To(publicAddresses)];
        EffectiveRoute? internet = Array.Find(_tags, IsInternet);
        foreach ((EffectiveRoute route, IntervalSet part) in parts)
        {
            EffectiveRoute taken =
                route is { Table: null, Target: RouteTarget.Internet } && internet is not null ? internet : route;
            ways.Add(
                new(taken, parts.Length == 1 && ways.Count == 0 ? null : $"if its address is in {taken.Prefix}", part)
            );
        }
        return Merge(ways);
    }

    private IEnumerable<PossibleRoute> Longer(IntervalSet publicAddresses, int than) =>
        _byLength
            .TakeWhile(route => Length(route) > than)
            .Where(route => route.Table is not null)
            .Select(route => new PossibleRoute(
                route,
                $"if its address is in {route.Prefix}",
                route.Destinations.Intersect(publicAddresses)
            ))
            .Where(way => !way.Part.IsEmpty);

    // The routes of the network and its peerings beat longer ones of a gateway. What replaces the system's default route is judged with
    // it.
    private IEnumerable<EffectiveRoute> Announced(VirtualNetwork network, IReadOnlyList<string> learned) =>
        learned
            .Where(prefix =>
                Addresses.TryParse(prefix, out IntervalSet set)
                && !set.IsEmpty
                && !prefix.EndsWith("/0", StringComparison.Ordinal)
            )
            .Where(prefix => !MayLearnDefault || Addresses.NotPublic.Contains(Addresses.Parse(prefix)))
            .Where(prefix =>
                !network
                    .Prefixes.Concat(network.Peerings.SelectMany(one => one.RemotePrefixes))
                    .Any(own => Covers(own, prefix))
            )
            .Select(prefix => new EffectiveRoute($"a gateway announces {prefix}", prefix, RouteTarget.Gateway));

    // Routes that lead to the same place are one way.
    private static List<PossibleRoute> Merge(List<PossibleRoute> ways)
    {
        List<PossibleRoute> merged = [];
        foreach (PossibleRoute way in ways)
        {
            int same = merged.FindIndex(one => one.Route.LeadsAs(way.Route));
            if (same < 0)
            {
                merged.Add(way);
            }
            else
            {
                merged[same] = merged[same].With(way);
            }
        }
        return merged.Count == 1 ? [merged[0] with { Route = ways[^1].Route, Condition = null }] : merged;
    }

    private static EffectiveRoute Turn(Route route, RouteTable table) =>
        new(
            route.Name,
            route.Prefix,
            route.NextHop switch
            {
                NextHop.Internet => RouteTarget.Internet,
                NextHop.VirtualAppliance => RouteTarget.Appliance,
                NextHop.VirtualNetworkGateway => RouteTarget.Gateway,
                NextHop.VnetLocal => RouteTarget.Local,
                NextHop.None => RouteTarget.Nowhere,
                _ => RouteTarget.Unknown,
            }
        )
        {
            Address = route.NextHopAddress,
            Table = table.Id,
        };

    // An empty subnet has none. A route server announces what appliances tell it, a default route included. Source: Azure Route
    // Server, "default route injection".
    private static bool HasGateway(VirtualNetwork network) =>
        network.Subnets.Any(subnet =>
            Announcing.Contains(subnet.Id.Name, StringComparer.OrdinalIgnoreCase) && subnet.UsedAddresses > 0
        );

    private static bool IsInternet(EffectiveRoute route) =>
        route.Prefix.Equals("Internet", StringComparison.OrdinalIgnoreCase);

    // An endpoint adds routes for its service's own prefixes in the region. Others serve no host of a build.
    private static string? TagOf(string service) =>
        service.StartsWith("Microsoft.Storage", StringComparison.OrdinalIgnoreCase) ? "Storage" : null;

    private static int Length(EffectiveRoute route) =>
        route.Prefix.Split('/') is [_, var length]
        && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out int bits)
            ? bits
            : 32;

    // A regional tag before the whole tag, AzureCloud last. A user's route before a service endpoint of the same tag.
    private static int Rank(EffectiveRoute route) =>
        (route.Prefix.StartsWith("AzureCloud", StringComparison.OrdinalIgnoreCase) ? 4 : 0)
        + (route.Prefix.Contains('.', StringComparison.Ordinal) ? 0 : 2)
        + (route.Table is null ? 1 : 0);

    private static bool Covers(string outer, string inner) =>
        Addresses.TryParse(outer, out IntervalSet all)
        && Addresses.TryParse(inner, out IntervalSet part)
        && all.Contains(part);
}
