using Jumpbox.Network;

namespace Jumpbox.Reachability;

/// <summary>
/// Routes that a gateway or a virtual hub may announce. A default route among them replaces the system's, and only Azure's answer
/// for a running machine shows it. Source: Azure Virtual Network, "virtual network traffic routing".
/// </summary>
internal sealed class AnnouncedRoutes(NetworkWorld world, HubRoutes hubs)
{
    /// <summary>The ways of traffic that takes the system's default route.</summary>
    /// <param name="from">The subnet.</param>
    /// <param name="target">Where it leads.</param>
    /// <param name="addresses">The addresses that the target may have.</param>
    public IEnumerable<Branch> To(Subnet from, FirewallTarget target, IntervalSet addresses)
    {
        if (hubs.Connected is not var (_, connection))
        {
            return Announced(from, addresses);
        }
        if (!connection.GetsDefault)
        {
            return [new(null, [WaysOut.Of(world, from)])];
        }
        IReadOnlyList<Branch> known = hubs.Default(from, target, addresses);
        return known.Count > 0 ? known : Announced(from, addresses);
    }

    private IEnumerable<Branch> Announced(Subnet from, IntervalSet addresses)
    {
        EffectiveNetwork? effective = world.Effective.GetValueOrDefault(from.Id);
        IntervalSet? announced = effective?.Learned is { } prefixes
            ? IntervalSet.Union(
                prefixes.Select(text => Addresses.TryParse(text, out IntervalSet set) ? set : IntervalSet.Empty)
            )
            : null;
        Hop gateway = new(
            HopKind.Route,
            Reach.Unknown,
            announced is null
                ? $"a gateway or virtual hub may announce a default route to {from.Id.Name}; what is behind it could not be read"
                    + (world.WhyHubUnread is { } unread ? $" (virtual hub: {unread.TrimEnd('.')})" : "")
                    + (effective?.WhyUnread is { } why ? $" (effective routes: {why.TrimEnd('.')})" : "")
                : $"a gateway announces a route to {from.Id.Name}, as the effective routes of {effective!.Interface.Name} show; what is "
                    + "behind it could not be read"
        )
        {
            Resource = effective?.Interface ?? world.Home.Id,
            Rule = announced is null ? "useRemoteGateways" : "effectiveRouteTable",
            Remedy = new(
                null,
                announced is null
                    ? "Ask the network team whether 0.0.0.0/0 is announced, or read the effective routes of a running machine: az "
                        + "network nic show-effective-route-table --ids <network interface>"
                    : "Ask the network team what is behind the gateway, or run Prereqs --probe."
            ),
        };
        IntervalSet caught = announced?.Intersect(addresses) ?? addresses;
        bool isSure = announced is not null;
        return (caught.IsEmpty, isSure && caught.Equals(addresses)) switch
        {
            (true, _) => [new(null, [WaysOut.Of(world, from)])],
            (_, true) => [new(null, [gateway])],
            _ =>
            [
                new(
                    isSure ? "if its address is in an announced prefix" : "if a gateway announces a default route",
                    [gateway]
                ),
                new(
                    isSure ? "if its address is in no announced prefix" : "if no gateway announces a default route",
                    [WaysOut.Of(world, from)]
                ),
            ],
        };
    }
}
