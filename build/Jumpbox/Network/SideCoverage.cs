namespace Jumpbox.Network;

/// <summary>The addresses of a flow's end that one side of a rule covers.</summary>
/// <param name="Addresses">Addresses of the end that are certainly covered.</param>
/// <param name="AtMost">
/// Addresses of the end that may be covered: the service does not publish a tag's addresses here.
/// </param>
internal sealed record SideCoverage(IntervalSet Addresses, IntervalSet AtMost)
{
    /// <summary>Whether it is known which addresses are covered.</summary>
    public bool IsSure => ReferenceEquals(Addresses, AtMost);

    /// <summary>Matches a rule's side with a flow's end.</summary>
    public static SideCoverage Of(ReadSide side, FlowEnd end, NetworkSpace space)
    {
        if (side.ApplicationGroups.Count > 0)
        {
            return side.ApplicationGroups.Intersect(end.ApplicationGroups, StringComparer.OrdinalIgnoreCase).Any()
                ? All(end)
                : Known(IntervalSet.Empty);
        }
        if (side.Words.Count == 0)
        {
            return Known(side.Addresses.Intersect(end.Addresses));
        }
        SideCoverage[] read = [.. side.Words.Select(word => Read(word, end, space))];
        if (Array.Exists(read, one => ReferenceEquals(one.Addresses, end.Addresses)))
        {
            return All(end);
        }
        IntervalSet sure = Union(read.Select(one => one.Addresses).Append(side.Addresses), end);
        return Array.TrueForAll(read, one => one.IsSure)
            ? Known(sure)
            : new(sure, Union(read.Select(one => one.AtMost).Append(side.Addresses), end));
    }

    private static IntervalSet Union(IEnumerable<IntervalSet> sets, FlowEnd end) =>
        IntervalSet.Union(sets).Intersect(end.Addresses);

    private static SideCoverage Read(string word, FlowEnd end, NetworkSpace space) =>
        word.ToUpperInvariant() switch
        {
            "*" or "ANY" => All(end),
            "VIRTUALNETWORK" when ReferenceEquals(space.VirtualNetwork, space.VirtualNetworkAtMost) => Known(
                space.VirtualNetwork
            ),
            "VIRTUALNETWORK" => new(space.VirtualNetwork, space.VirtualNetworkAtMost),
            "INTERNET" => Known(space.Internet),
            "AZURELOADBALANCER" => Known(NetworkSpace.LoadBalancer),
            // A network group of a network manager: which networks are in it is not known here.
            _ when word.StartsWith('/') => new(IntervalSet.Empty, end.Addresses),
            // A service tag contains public addresses only.
            _ => end.In(word) switch
            {
                Reach.Yes => All(end),
                Reach.No => Known(IntervalSet.Empty),
                _ => new(IntervalSet.Empty, end.Addresses.Intersect(space.Internet)),
            },
        };

    private static SideCoverage All(FlowEnd end) => Known(end.Addresses);

    private static SideCoverage Known(IntervalSet set) => new(set, set);
}
