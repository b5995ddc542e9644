using Jumpbox.Settings;

namespace Jumpbox.Network;

/// <summary>
/// The destinations of a firewall rule, read once for all hosts. Addresses count together: two halves of the Internet are the
/// Internet.
/// </summary>
/// <param name="Addresses">All addresses, prefixes and ranges, those of its IP groups included.</param>
/// <param name="Tags">Its service tags.</param>
/// <param name="IsKnown">Whether all of its IP groups could be read.</param>
internal sealed record FirewallDestinations(IntervalSet Addresses, IReadOnlyList<string> Tags, bool IsKnown)
{
    /// <summary>All addresses that a public host may have.</summary>
    public static IntervalSet Internet { get; } = IntervalSet.All.Except(Network.Addresses.NotPublic);

    /// <summary>The addresses of public hosts among them.</summary>
    public IntervalSet Public { get; } = Addresses.Intersect(Internet);

    /// <summary>Reads the destinations of a rule; an application rule has none.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="groups">The addresses of the IP groups that could be read.</param>
    public static FirewallDestinations Of(FirewallRule rule, IReadOnlyDictionary<ResourceId, IntervalSet> groups)
    {
        if (rule is not FirewallNetworkRule network)
        {
            return new(IntervalSet.Empty, [], true);
        }
        List<IntervalSet> sets =
        [
            .. network.DestinationIpGroups.Select(groups.GetValueOrDefault).OfType<IntervalSet>(),
        ];
        List<string> tags = [];
        foreach (string text in network.Destinations)
        {
            if (text == "*" || text.Equals("Internet", StringComparison.OrdinalIgnoreCase))
            {
                sets.Add(text == "*" ? IntervalSet.All : Internet);
            }
            else if (Network.Addresses.TryParse(text, out IntervalSet set))
            {
                sets.Add(set);
            }
            else
            {
                tags.Add(text);
            }
        }
        return new(
            sets.Count == 1 ? sets[0] : IntervalSet.Union(sets),
            tags,
            network.DestinationIpGroups.All(groups.ContainsKey)
        );
    }
}
