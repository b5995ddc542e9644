using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// Works out the paths of a build's traffic, hop by hop: security rules, routes, peerings, appliances and ways out. Pure: the
/// same world gives the same paths, in whatever order its resources are.
/// </summary>
internal sealed class Paths
{
    // Rules are evaluated for each part of the addresses that takes a way of its own, and tables have up to 400 routes.
    private const int MostParts = 16;

    private readonly NetworkWorld _world;
    private readonly string _region;
    private readonly bool _hasOwnBaseImage;
    private readonly AnnouncedRoutes _announced;
    private readonly HubRoutes _hubs;
    private readonly Detours _detours;
    private readonly Cache<Subnet, NetworkSpace> _spaces = new();
    private readonly Cache<(Subnet, EgressHost), TrafficPath> _paths = new();
    private readonly RouteHops _routes;
    private readonly Cache<(Subnet, EgressHost), ZoneAnswer?> _answers = new();
    private readonly Zones _zones;

    /// <summary>Prepares the model.</summary>
    /// <param name="world">The networks.</param>
    /// <param name="region">The region of the build.</param>
    /// <param name="hasOwnBaseImage">
    /// Whether the build VM starts from an image of the user's own, which may trust a firewall's certificate authority.
    /// </param>
    public Paths(NetworkWorld world, string region, bool hasOwnBaseImage = false)
    {
        _hasOwnBaseImage = hasOwnBaseImage;
        _world = world;
        _region = region;
        _zones = new(world);
        Firewalls firewalls = new(world, _zones);
        Appliances appliances = new(world, firewalls);
        _routes = new(world, appliances);
        Rules = new(world, SpaceOf);
        _hubs = new(world, firewalls, appliances);
        _announced = new(world, _hubs);
        _detours = new(world, appliances);
    }

    /// <summary>What the security rules do.</summary>
    public RuleHops Rules { get; }

    /// <summary>The service tags of a subnet. A table that could not be read may add any prefix to VirtualNetwork.</summary>
    public NetworkSpace SpaceOf(Subnet subnet) =>
        _spaces.Get(
            subnet,
            one =>
            {
                RouteTable? table = _world.TableOf(one, out bool isKnown);
                return _world.Home.SpaceWith(
                    table,
                    _world.Effective.GetValueOrDefault(one.Id),
                    isKnown ? _routes.Of(one).MayBeAnnounced : ["0.0.0.0/0"]
                );
            }
        );

    /// <summary>The path from a subnet to a public host.</summary>
    /// <param name="from">The subnet.</param>
    /// <param name="host">The host.</param>
    public TrafficPath ToHost(Subnet from, EgressHost host) =>
        _paths.Get((from, host), pair => PathTo(pair.Item1, pair.Item2));

    /// <summary>What a private DNS zone answers for a host; null if it has its public address.</summary>
    public ZoneAnswer? ZoneOf(Subnet from, EgressHost host) =>
        _answers.Get((from, host), pair => _zones.Of(pair.Item1, pair.Item2));

    private TrafficPath PathTo(Subnet from, EgressHost host)
    {
        ZoneAnswer? zone = ZoneOf(from, host);
        if (zone is { Addresses.Count: > 0 })
        {
            return new(
                from.Id.Name,
                $"{host}",
                [
                    .. zone.Addresses.SelectMany(inside =>
                        ToAddress(from, inside, host.Port, TransportProtocol.Tcp, host.Host)
                            .Branches.Select(branch =>
                                branch with
                                {
                                    Condition = zone.Addresses.Count == 1 ? null : $"if it takes {inside}",
                                    Hops = [zone.Hop, .. branch.Hops],
                                }
                            )
                    ),
                ]
            );
        }
        Reach names = host.From == EgressOrigin.ContainerInstance ? Reach.Unknown : SharesNames();
        Branch[] branches =
        [
            .. HostPlaces
                .Of(host.Host, _region, _world.Tags)
                .SelectMany(place =>
                    ToPublic(
                        from,
                        place,
                        FlowEnd.Host(host.Host, place),
                        FirewallTarget.Of(host, place) with
                        {
                            SharesNames = names,
                            MayTrustInspection = _hasOwnBaseImage && host.From == EgressOrigin.BuildVm,
                        }
                    )
                ),
        ];
        return new(
            from.Id.Name,
            $"{host}",
            [
                .. Merge(branches)
                    .Select(branch => zone is null ? branch : branch with { Hops = [zone.Hop, .. branch.Hops] }),
            ]
        );
    }

    /// <summary>The path to an address outside the network, for example of a DNS server.</summary>
    /// <param name="from">The subnet.</param>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="name">The host that the client names in its connection, as in TLS; null if it names none.</param>
    public TrafficPath ToAddress(
        Subnet from,
        IntervalSet address,
        int port,
        TransportProtocol protocol,
        string? name = null
    )
    {
        FlowEnd end = FlowEnd.At($"{address}", address);
        FirewallTarget target = new(null, port, protocol, Place.Anywhere, address) { Name = name };
        List<Hop> hops = [Rules.At(from, Direction.Outbound, new(from.AsEnd, end, protocol, port, ""))];
        _ = _world.TableOf(from, out bool isKnown);
        hops.AddRange(
            isKnown
                ? _routes.Of(from).To(address).SelectMany(way => _routes.Follow(from, way.Route, target))
                : [_routes.Unread(from)]
        );
        return new(from.Id.Name, $"{address}", [new(null, hops)]);
    }

    /// <summary>The path between two subnets of the network, or within one.</summary>
    /// <param name="from">The source.</param>
    /// <param name="to">The destination.</param>
    /// <param name="port">The TCP port.</param>
    public TrafficPath Between(Subnet from, Subnet to, int port)
    {
        Flow flow = new(from.AsEnd, to.AsEnd, TransportProtocol.Tcp, port, "");
        List<Hop> hops = [Rules.At(from, Direction.Outbound, flow)];
        _ = _world.TableOf(from, out bool isKnown);
        hops.AddRange(
            isKnown
                ? _routes
                    .Of(from)
                    .To(to.MachineAddresses)
                    .SelectMany(way => _detours.Follow(from, to, way.Route, way.Part, port))
                : [_routes.Unread(from)]
        );
        hops.Add(Rules.At(to, Direction.Inbound, flow));
        if (isKnown && from != to)
        {
            hops.AddRange(Back(from, to));
        }
        return new(from.Id.Name, $"{to.Id.Name}:{port}", [new(null, hops)]);
    }

    /// <summary>The path of what the platform sends into a subnet: no other subnet's rules and routes see it.</summary>
    /// <param name="to">The subnet.</param>
    /// <param name="flow">The traffic.</param>
    public TrafficPath Into(Subnet to, Flow flow) =>
        new(flow.Source.Name, $"{to.Id.Name}:{flow.Port}", [new(null, [Rules.At(to, Direction.Inbound, flow)])]);

    // Answers take the routes of the other subnet; those of an appliance that both directions pass are judged on the way there.
    private IEnumerable<Hop> Back(Subnet from, Subnet to)
    {
        _ = _world.TableOf(to, out bool isKnown);
        if (!isKnown)
        {
            return [_routes.Unread(to)];
        }
        HashSet<string?> passed =
        [
            .. _routes
                .Of(from)
                .To(to.MachineAddresses)
                .Where(way => way.Route.Target == RouteTarget.Appliance)
                .Select(way => way.Route.Address),
        ];
        return _routes
            .Of(to)
            .To(from.MachineAddresses)
            .Where(way => way.Route.Target != RouteTarget.Local)
            .Where(way => way.Route.Target != RouteTarget.Appliance || !passed.Contains(way.Route.Address))
            .Select(way => Detours.Back(from, to, way.Route));
    }

    private IEnumerable<Branch> ToPublic(Subnet from, Place place, FlowEnd end, FirewallTarget target)
    {
        Flow flow = new(from.AsEnd, end, TransportProtocol.Tcp, target.Port, "");
        Hop whole = Rules.At(from, Direction.Outbound, flow);
        _ = _world.TableOf(from, out bool isKnown);
        if (!isKnown)
        {
            yield return new(null, [whole, _routes.Unread(from)]);
            yield break;
        }
        SubnetRoutes routes = _routes.Of(from);
        IReadOnlyList<PossibleRoute> ways = routes.To(place, end.Addresses);
        foreach (PossibleRoute way in ways)
        {
            IntervalSet part = way.Part;
            if (routes.MayLearn && !way.ByDefault.IsEmpty)
            {
                (IReadOnlyList<Branch> longer, IntervalSet left) = _hubs.Longer(from, target, way.ByDefault);
                foreach (Branch one in longer)
                {
                    yield return one with
                    {
                        Hops = [whole, .. one.Hops],
                    };
                }
                part = IntervalSet.Union([part.Except(way.ByDefault), left]);
                if (part.IsEmpty)
                {
                    continue;
                }
            }
            target = target with { Addresses = part };
            // What is open or closed for all addresses is so for each part.
            Hop rules =
                whole.Reach == Reach.Unknown && ways.Count is > 1 and <= MostParts
                    ? Rules.At(from, Direction.Outbound, flow with { Destination = end with { Addresses = part } })
                    : whole;
            if (way.Route is { Table: null, Target: RouteTarget.Internet } && routes.MayLearnDefault)
            {
                foreach (Branch learned in _announced.To(from, target, part))
                {
                    yield return learned with
                    {
                        Hops = [rules, .. learned.Hops],
                    };
                }
                continue;
            }
            yield return new(way.Condition, [rules, .. _routes.Follow(from, way.Route, target)]);
        }
    }

    // Names match where the machine asks the firewall, which then knows the addresses that it answered.
    private Reach SharesNames() =>
        _world.Home.DnsServers.Count > 0
        && _world.Home.DnsServers.All(server => _world.Firewalls.Any(one => one.Addresses.Contains(server)))
            ? Reach.Yes
            : Reach.Unknown;

    // Places of one host often take the same way.
    private static Branch[] Merge(Branch[] branches) =>
        [
            .. branches.DistinctBy(branch =>
                string.Join('|', branch.Hops.Select(hop => $"{hop.Kind}{hop.Reach}{hop.Resource}{hop.Rule}"))
            ),
        ];
}
