using System.Runtime.CompilerServices;
using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Reachability;
using Jumpbox.Settings;

namespace Jumpbox.Checks;

/// <summary>Builds the model of the network from what was read; what was not read stays unknown in it.</summary>
internal static class NetworkModel
{
    // Several checks look at the same paths; facts do not change.
    private static readonly ConditionalWeakTable<Facts, Paths> Models = [];

    /// <summary>The paths of the build's traffic.</summary>
    /// <param name="facts">The facts.</param>
    /// <exception cref="MissingFactException">The build's network could not be read.</exception>
    public static Paths Paths(this Facts facts) =>
        Models.GetValue(
            facts,
            one =>
                new(World(one), Regions.Normalise(one.Settings.Location), one.Settings.Image.Base.ImageId is not null)
        );

    /// <summary>The networks around the build.</summary>
    /// <param name="facts">The facts.</param>
    /// <exception cref="MissingFactException">The build's network could not be read.</exception>
    public static NetworkWorld World(this Facts facts) =>
        new(facts.Network.Value)
        {
            Peers = Present(facts.Peers),
            SecurityGroups = Present(facts.SecurityGroups),
            AdminRules = facts.AdminRules.State == ReadingState.Present ? facts.AdminRules.Value : [],
            ConnectedGroups = facts.ConnectedGroups.State == ReadingState.Present ? facts.ConnectedGroups.Value : [],
            WhyGroupsUnread =
                facts.ConnectedGroups.State == ReadingState.Unreadable ? facts.ConnectedGroups.Reason : null,
            RouteTables = Present(facts.RouteTables),
            Appliances = [.. Present(facts.Appliances).Values],
            NatGateways = Present(facts.NatGateways),
            Firewalls = Joined(facts.Firewalls.Values),
            Hubs = facts.Hubs,
            WhyHubUnread = facts.WhyHubUnread,
            Forwardings = Joined(facts.Forwardings),
            Zones = Joined(facts.Zones),
            Effective = facts.Effective,
            Tags = facts.ServiceTags.State == ReadingState.Present ? facts.ServiceTags.Value : null,
            Unread = Missing(facts.Peers)
                .Concat(Missing(facts.SecurityGroups))
                .Concat(Missing(facts.RouteTables))
                .Concat(Missing(facts.NatGateways))
                .Concat(Missing(facts.Firewalls))
                .ToDictionary(pair => pair.Key, pair => pair.Why, StringComparer.OrdinalIgnoreCase),
        };

    /// <summary>The hosts that the machines of a subnet reach.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="subnet">The subnet.</param>
    public static EgressHost[] HostsOf(this Facts facts, Subnet subnet) =>
        [
            .. facts.Egress.Where(host =>
                (host.From == EgressOrigin.ContainerInstance ? facts.ContainerSubnet : facts.BuildSubnet) == subnet
            ),
        ];

    private static T[] Joined<T>(IEnumerable<Reading<IReadOnlyList<T>>> lists) =>
        [.. lists.Where(list => list.State == ReadingState.Present).SelectMany(list => list.Value)];

    private static Dictionary<ResourceId, T> Present<T>(IReadOnlyDictionary<ResourceId, Reading<T>> readings) =>
        readings
            .Where(pair => pair.Value.State == ReadingState.Present)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Value);

    private static IEnumerable<(string Key, string Why)> Missing<TKey, T>(
        IReadOnlyDictionary<TKey, Reading<T>> readings
    ) =>
        readings
            .Where(pair => pair.Value.State != ReadingState.Present)
            .Select(pair => ($"{pair.Key}", pair.Value.Reason ?? "it does not exist."));
}
