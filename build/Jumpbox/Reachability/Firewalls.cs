using Jumpbox.Network;
using Jumpbox.Settings;

namespace Jumpbox.Reachability;

/// <summary>Judges what an Azure Firewall does to traffic: its state, its rules, and its own way to the Internet.</summary>
internal sealed class Firewalls(NetworkWorld world, Zones zones)
{
    private readonly Dictionary<ResourceId, FirewallEvaluator> _evaluators = [];

    /// <summary>The hops through a firewall.</summary>
    /// <param name="journey">The traffic.</param>
    /// <param name="firewall">The firewall.</param>
    public IEnumerable<Hop> Judge(Journey journey, Firewall firewall)
    {
        if (firewall.Addresses.Count == 0)
        {
            yield return new(
                HopKind.Firewall,
                Reach.No,
                $"the firewall {firewall.Id.Name} has no private address, as one that is deallocated"
            )
            {
                Resource = firewall.Id,
                Rule = "hubIPAddresses",
                Remedy = new(null, $"Start the firewall {firewall.Id.Name}, or ask its owner to."),
            };
            yield break;
        }
        FirewallVerdict? verdict = Decide(journey, firewall);
        yield return Rules(journey, firewall, verdict);
        if (verdict is { UsesNames: true, Reach: not Reach.No } && Names(journey, firewall) is { } names)
        {
            yield return names;
        }
        if (firewall.State is { } state && Provisioning.IsDoubtful(state))
        {
            yield return new(
                HopKind.Firewall,
                Reach.Unknown,
                $"the firewall {firewall.Id.Name} is in the state {state}, so its rules may be of two versions"
            )
            {
                Resource = firewall.Id,
                Rule = "provisioningState",
            };
        }
        if (journey.Target.IsPublic)
        {
            foreach (Hop hop in WayOut(journey, firewall))
            {
                yield return hop;
            }
        }
    }

    // A firewall looks up the host of an application rule itself, whatever address the machine got, and the host names of network
    // rules for their addresses. Source: Azure Firewall, "DNS details".
    private Hop? Names(Journey journey, Firewall firewall)
    {
        if (firewall.Rules is { OtherServers: { Count: > 0 } others })
        {
            return new(
                HopKind.FirewallWayOut,
                Reach.Unknown,
                $"the firewall {firewall.Id.Name} looks up {journey.Target.Name} at {string.Join(", ", others)}, whose answers could not be "
                    + "read"
            )
            {
                Resource = firewall.Rules.Policy,
                Rule = "dnsSettings.servers",
                Remedy = new(
                    null,
                    $"Ask the owner of {string.Join(", ", others)} whether public names are answered, or run Prereqs --probe."
                ),
            };
        }
        return
            journey.Target.Name is { } host
            && firewall.SubnetId?.Parent is { } network
            && zones.At(network, $"the firewall {firewall.Id.Name}", host) is { } answer
            ? answer.Hop with
            {
                Kind = HopKind.FirewallWayOut,
            }
            : null;
    }

    private FirewallVerdict? Decide(Journey journey, Firewall firewall)
    {
        if (firewall.Rules is not { } rules)
        {
            return null;
        }
        if (!_evaluators.TryGetValue(firewall.Id, out FirewallEvaluator? evaluator))
        {
            _evaluators[firewall.Id] = evaluator = new(rules);
        }
        // Only this firewall knows the addresses that it answered.
        bool asksIt = world.Home.DnsServers.All(firewall.Addresses.Contains);
        return evaluator.Decide(
            journey.Sources,
            asksIt ? journey.Target : journey.Target with { SharesNames = Reach.Unknown }
        );
    }

    private static Hop Rules(Journey journey, Firewall firewall, FirewallVerdict? decided)
    {
        string what = journey.Target.Host is { } host
            ? $"{host}:{journey.Target.Port}"
            : $"{journey.Target.Protocol.ToString().ToUpperInvariant()} {journey.Target.Port} from {journey.Subnet.Id.Name}";
        string name = firewall.Id.Name;
        if (decided is not { } verdict)
        {
            return Hop(
                Reach.Unknown,
                $"the rules of the firewall {name} could not be read: {firewall.WhyUnread}",
                null
            );
        }
        if (verdict.IsInspected)
        {
            return Hop(
                verdict.Reach,
                $"the rule {verdict.Name} of the firewall {name} inspects TLS to {what} with its own certificate authority, "
                    + (
                        journey.Target.MayTrustInspection
                            ? "which your base image may trust"
                            : "which the build's machines do not trust"
                    ),
                verdict.Name
            );
        }
        if (verdict.IsUntranslated)
        {
            return Hop(
                verdict.Reach,
                $"the firewall {name} does not translate the source address of {what} (its private SNAT ranges hold public "
                    + "addresses), so replies do not come back",
                verdict.Name
            );
        }
        return verdict.Reach switch
        {
            Reach.Yes => Hop(Reach.Yes, $"the rule {verdict.Name} of the firewall {name} allows {what}", verdict.Name),
            Reach.No when verdict.Name is null => Hop(Reach.No, $"no rule of the firewall {name} allows {what}", null),
            Reach.No => Hop(Reach.No, $"the rule {verdict.Name} of the firewall {name} blocks {what}", verdict.Name),
            _ => Hop(
                Reach.Unknown,
                $"whether the rule {verdict.Name ?? "?"} of the firewall {name} covers {what} only the service knows",
                verdict.Name
            ),
        };

        Hop Hop(Reach reach, string says, string? rule) =>
            new(HopKind.Firewall, reach, says) { Resource = firewall.Id, Rule = rule };
    }

    private IEnumerable<Hop> WayOut(Journey journey, Firewall firewall)
    {
        string name = firewall.Id.Name;
        // The service gives the firewall of a virtual hub its addresses and routes.
        if (firewall.HubId is not null || firewall.SubnetId is not { } id)
        {
            return [];
        }
        if (world.Find(id.Parent) is not { } network || network.Find(id) is not { } subnet)
        {
            return
            [
                Hop(
                    Reach.Unknown,
                    $"the routes of the firewall {name} could not be read: {world.WhyUnread(id.Parent!)}",
                    null
                ),
            ];
        }
        RouteTable? table = world.TableOf(subnet, out bool isKnown);
        if (!isKnown)
        {
            return
            [
                Hop(
                    Reach.Unknown,
                    $"the route table {subnet.RouteTableId!.Name} of the firewall {name} could not be read: "
                        + world.WhyUnread(subnet.RouteTableId),
                    null
                ),
            ];
        }
        SubnetRoutes routes = new(network, subnet, table);
        Hop[] ways =
        [
            .. routes
                .To(journey.Target.Place, journey.Target.Addresses)
                .Select(way => Leave(firewall, subnet, way.Route)),
        ];
        Hop[] back =
        [
            .. routes
                .To(journey.Sources)
                .Where(way => way.Route.Table is not null)
                .Where(way => way.Route.Target != RouteTarget.Local || !network.Id.Equals(journey.Network.Id))
                .Select(way => Return(firewall, way.Route, journey.Subnet)),
        ];
        Reach reach = Reaches.OneOf(ways.Select(way => way.Reach));
        Hop worst = ways.MaxBy(way => way.Reach)!;
        if (reach != Reach.No && routes.MayLearnDefault)
        {
            return
            [
                Hop(
                    Reach.Unknown,
                    $"a gateway of {network.Id.Name} may announce a default route to the firewall {name}, which needs its own "
                        + "route 0.0.0.0/0 to the Internet",
                    "disableBgpRoutePropagation"
                ),
                .. back,
            ];
        }
        return [worst with { Reach = reach }, .. back];

        Hop Hop(Reach reach, string says, string? rule) =>
            new(HopKind.FirewallWayOut, reach, says.TrimEnd('.')) { Resource = firewall.Id, Rule = rule };
    }

    // Answers come back by the firewall's own routes; a user's route there may send them elsewhere.
    private static Hop Return(Firewall firewall, EffectiveRoute route, Subnet to) =>
        new(
            HopKind.FirewallWayOut,
            route.Target is RouteTarget.Nowhere or RouteTarget.Internet ? Reach.No : Reach.Unknown,
            $"{route.Described} sends what the firewall {firewall.Id.Name} returns to {to.Id.Name} to "
                + (route.Address ?? (route.Target == RouteTarget.Nowhere ? "None" : $"{route.Target}"))
        )
        {
            Resource = route.Table,
            Rule = route.Name,
            Remedy = new(null, $"az network route-table route delete --ids {route.Table}/routes/{route.Name}"),
        };

    // AzureFirewallSubnet needs direct access to the Internet, except with a management address. Azure Firewall, "FAQ".
    private Hop Leave(Firewall firewall, Subnet subnet, EffectiveRoute route)
    {
        string name = firewall.Id.Name;
        return route.Target switch
        {
            RouteTarget.Internet or RouteTarget.ServiceEndpoint => Address(firewall, subnet) switch
            {
                Reach.Yes => Way(Reach.Yes, $"the firewall {name} reaches the Internet by its public address"),
                Reach.No => Way(Reach.No, $"the firewall {name} has no public address and no NAT gateway"),
                _ => Way(Reach.Unknown, $"the NAT gateway of the firewall {name} could not be read"),
            },
            RouteTarget.Appliance when firewall.Addresses.Contains(route.Address) => Way(
                Reach.No,
                $"{route.Described} leads the traffic of the firewall {name} back to itself: it loops"
            ),
            RouteTarget.Appliance or RouteTarget.Gateway when firewall.HasManagementAddress => Way(
                Reach.Unknown,
                $"the firewall {name} sends Internet traffic on to {route.Address ?? "the gateway"} ({route.Described}), whose "
                    + "rules could not be read"
            ),
            RouteTarget.Unknown => Way(Reach.Unknown, $"{route.Described} of the firewall {name} could not be read"),
            _ => Way(
                Reach.No,
                $"{route.Described} sends the Internet traffic of the firewall {name} to "
                    + (route.Address ?? (route.Target == RouteTarget.Nowhere ? "None" : $"{route.Target}"))
            ),
        };

        Hop Way(Reach reach, string says) =>
            new(HopKind.FirewallWayOut, reach, says)
            {
                Resource = route.Table ?? firewall.Id,
                Rule = route.Name,
                Remedy = new(
                    $$"""{ name: '{{route.Name}}', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } }""",
                    route.Table is null
                        ? $"az network firewall ip-config create -f {name} {firewall.Id.AzGroup} -n public "
                            + "--public-ip-address <public address>"
                        : $"az network route-table route update --ids {route.Table}/routes/{route.Name} --next-hop-type Internet"
                ),
            };
    }

    private Reach Address(Firewall firewall, Subnet subnet) =>
        firewall.PublicAddresses > 0 ? Reach.Yes
        : subnet.NatGatewayId is not { } nat ? Reach.No
        : !world.NatGateways.TryGetValue(nat, out NatGateway? gateway) ? Reach.Unknown
        : gateway.PublicAddresses > 0 ? Reach.Yes
        : Reach.No;
}
