using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>
/// Works out the paths of a build's traffic, hop by hop: security rules, routes, peerings, appliances and ways out. Pure: the
/// same world gives the same paths, in whatever order its resources are.
/// </summary>
internal sealed class Paths
{
    private readonly NetworkWorld _world;
    private readonly string _region;
    private readonly bool _hasOwnBaseImage;
    private readonly Appliances _appliances;
    private readonly AnnouncedRoutes _announced;
    private readonly Detours _detours;
    private readonly Cache<Subnet, SubnetRoutes> _routes = new();
    private readonly Cache<Subnet, NetworkSpace> _spaces = new();
    private readonly Cache<(Subnet, EgressHost), TrafficPath> _paths = new();
    private readonly Cache<string, FlowVerdict> _verdicts = new();
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
        _appliances = new(world, firewalls);
        _announced = new(world, firewalls);
        _detours = new(world, _appliances);
    }

    /// <summary>The service tags of a subnet.</summary>
    public NetworkSpace SpaceOf(Subnet subnet) =>
        _spaces.Get(
            subnet,
            one => _world.Home.SpaceWith(_world.TableOf(one, out _), _world.Effective.GetValueOrDefault(one.Id))
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
                        ToAddress(from, inside, host.Port, TransportProtocol.Tcp)
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
                        FlowEnd.Host(host.Host, place, SpaceOf(from)),
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
    public TrafficPath ToAddress(Subnet from, IntervalSet address, int port, TransportProtocol protocol)
    {
        FlowEnd end = FlowEnd.At($"{address}", address);
        FirewallTarget target = new(null, port, protocol, Place.Anywhere, address);
        List<Hop> hops = [Rules(from, Direction.Outbound, new(from.AsEnd, end, protocol, port, ""))];
        _ = _world.TableOf(from, out bool isKnown);
        hops.AddRange(
            isKnown
                ? RoutesOf(from).To(address).SelectMany(way => Follow(from, way.Route, target))
                : [UnreadTable(from)]
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
        List<Hop> hops = [Rules(from, Direction.Outbound, flow)];
        _ = _world.TableOf(from, out bool isKnown);
        hops.AddRange(
            isKnown
                ? RoutesOf(from)
                    .To(to.Addresses)
                    .SelectMany(way => _detours.Follow(from, to, way.Route, way.Part, port))
                : [UnreadTable(from)]
        );
        hops.Add(Rules(to, Direction.Inbound, flow));
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
        new(flow.Source.Name, $"{to.Id.Name}:{flow.Port}", [new(null, [Rules(to, Direction.Inbound, flow)])]);

    // Answers take the routes of the other subnet; those of an appliance that both directions pass are judged on the way there.
    private IEnumerable<Hop> Back(Subnet from, Subnet to)
    {
        _ = _world.TableOf(to, out bool isKnown);
        if (!isKnown)
        {
            return [UnreadTable(to)];
        }
        HashSet<string?> passed =
        [
            .. RoutesOf(from)
                .To(to.Addresses)
                .Where(way => way.Route.Target == RouteTarget.Appliance)
                .Select(way => way.Route.Address),
        ];
        return RoutesOf(to)
            .To(from.Addresses)
            .Where(way => way.Route.Target != RouteTarget.Local)
            .Where(way => way.Route.Target != RouteTarget.Appliance || !passed.Contains(way.Route.Address))
            .Select(way => Detours.Back(from, to, way.Route));
    }

    /// <summary>What the security rules of a subnet do to a flow; its group must have been read.</summary>
    public FlowVerdict Verdict(Subnet subnet, Direction direction, Flow flow) =>
        _verdicts.Get(
            $"{subnet.Id}|{direction}|{flow.Signature}",
            _ =>
                SecurityEvaluator.Evaluate(
                    subnet.SecurityGroupId is { } id ? _world.SecurityGroups[id] : null,
                    direction,
                    flow,
                    SpaceOf(subnet),
                    _world.AdminRules
                )
        );

    /// <summary>Whether a rule is one of the network manager.</summary>
    public bool IsAdmin(SecurityRule rule) => _world.AdminRules.Any(one => one.Rule == rule);

    private Hop Rules(Subnet subnet, Direction direction, Flow flow)
    {
        ResourceId id = subnet.SecurityGroupId ?? _world.Home.Id;
        string way = direction == Direction.Inbound ? "inbound" : "outbound";
        if (subnet.SecurityGroupId is not null && !_world.SecurityGroups.ContainsKey(id))
        {
            return new(
                HopKind.SecurityRules,
                Reach.Unknown,
                $"the security group {id.Name} could not be read: {_world.WhyUnread(id)}"
            )
            {
                Resource = id,
            };
        }
        FlowVerdict verdict = Verdict(subnet, direction, flow);
        string does = verdict.Reach switch
        {
            Reach.Yes => "allows",
            Reach.No => "blocks",
            _ => "may block",
        };
        return new(
            HopKind.SecurityRules,
            verdict.Reach,
            verdict.Decisive is { } rule
                ? $"the rule {rule.Name} of {id.Name} {does} it {way} at {subnet.Id.Name}"
                : $"{subnet.Id.Name} has no security group"
        )
        {
            Resource = id,
            Rule = verdict.Decisive?.Name,
        };
    }

    private IEnumerable<Branch> ToPublic(Subnet from, Place place, FlowEnd end, FirewallTarget target)
    {
        Hop rules = Rules(from, Direction.Outbound, new(from.AsEnd, end, TransportProtocol.Tcp, target.Port, ""));
        _ = _world.TableOf(from, out bool isKnown);
        if (!isKnown)
        {
            yield return new(null, [rules, UnreadTable(from)]);
            yield break;
        }
        SubnetRoutes routes = RoutesOf(from);
        foreach ((EffectiveRoute route, string? condition) in routes.To(place, end.Addresses))
        {
            if (route is { Table: null, Target: RouteTarget.Internet } && routes.MayLearnDefault)
            {
                foreach (Branch learned in _announced.To(from, target, end.Addresses))
                {
                    yield return learned with
                    {
                        Hops = [rules, .. learned.Hops],
                    };
                }
                continue;
            }
            yield return new(condition, [rules, .. Follow(from, route, target)]);
        }
    }

    private IEnumerable<Hop> Follow(Subnet from, EffectiveRoute route, FirewallTarget target)
    {
        Journey journey = new(_world.Home, from, from.Addresses, target);
        return route.Target switch
        {
            RouteTarget.Nowhere => [Route(route, Reach.No, $"{route.Described} drops traffic to {route.Prefix}")],
            RouteTarget.Internet => [WaysOut.Of(_world, from)],
            RouteTarget.Appliance => [Route(route, Reach.Yes, Leads(route)), .. _appliances.Follow(journey, route)],
            RouteTarget.Gateway =>
            [
                new(
                    HopKind.Appliance,
                    Reach.Unknown,
                    route.Table is null
                        ? $"{route.Name}; what is behind it could not be read"
                        : $"{route.Described} sends traffic to {route.Prefix} to a gateway; what is behind it could not be read"
                )
                {
                    Resource = route.Table,
                    Rule = route.Name,
                },
            ],
            RouteTarget.ServiceEndpoint => [Route(route, Reach.Yes, $"{route.Described} passes every appliance")],
            RouteTarget.Local when target.Host is null => [],
            RouteTarget.Local =>
            [
                Route(
                    route,
                    Reach.No,
                    $"{route.Described} keeps traffic to {route.Prefix} in the network, where nobody has it"
                ),
            ],
            RouteTarget.Peer => [Peers.Cross(_world, _world.Home, route.Peering!, from, target.Addresses)],
            _ => [Route(route, Reach.Unknown, $"{route.Described} has a next hop of an unknown kind")],
        };
    }

    // Names match where the machine asks the firewall, which then knows the addresses that it answered.
    private Reach SharesNames() =>
        _world.Home.DnsServers.Count > 0
        && _world.Home.DnsServers.All(server => _world.Firewalls.Any(one => one.Addresses.Contains(server)))
            ? Reach.Yes
            : Reach.Unknown;

    private SubnetRoutes RoutesOf(Subnet subnet) =>
        _routes.Get(
            subnet,
            one =>
                new(
                    _world.Home,
                    one,
                    _world.TableOf(one, out _),
                    _world.Effective.GetValueOrDefault(one.Id)?.Learned,
                    _world.Connected
                )
        );

    private Hop UnreadTable(Subnet subnet) =>
        new(
            HopKind.Route,
            Reach.Unknown,
            $"the route table {subnet.RouteTableId!.Name} could not be read: {_world.WhyUnread(subnet.RouteTableId)}"
        )
        {
            Resource = subnet.RouteTableId,
        };

    private static string Leads(EffectiveRoute route) => $"{route.Described} leads to {route.Address}";

    private static Hop Route(EffectiveRoute route, Reach reach, string says) =>
        new(HopKind.Route, reach, says)
        {
            Resource = route.Table,
            Rule = route.Name,
            Remedy =
                reach != Reach.No || route.Table is null
                    ? null
                    : new(
                        $$"""{ name: '{{route.Name}}', properties: { addressPrefix: '{{route.Prefix}}', nextHopType: 'VirtualAppliance', nextHopIpAddress: '<firewall>' } }""",
                        $"az network route-table route delete --ids {route.Table}/routes/{route.Name}"
                    ),
        };

    // Places of one host often take the same way.
    private static Branch[] Merge(Branch[] branches) =>
        [
            .. branches.DistinctBy(branch =>
                string.Join('|', branch.Hops.Select(hop => $"{hop.Kind}{hop.Reach}{hop.Resource}{hop.Rule}"))
            ),
        ];
}
