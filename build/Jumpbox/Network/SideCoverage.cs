using System.Globalization;

namespace Jumpbox.Network;

/// <summary>The part of a flow's end that one side of a rule covers.</summary>
/// <param name="Addresses">Addresses of the end that are certainly covered.</param>
/// <param name="AtMost">
/// Addresses of the end that may be covered: the service does not publish a tag's addresses here.
/// </param>
/// <param name="Ports">The rule's ports on this side.</param>
internal sealed record SideCoverage(IntervalSet Addresses, IntervalSet AtMost, IntervalSet Ports)
{
    /// <summary>Matches a rule's side with a flow's end.</summary>
    public static SideCoverage Of(RuleSide side, FlowEnd end, NetworkSpace space)
    {
        IntervalSet ports = PortsOf(side);
        if (side.ApplicationGroups.Count > 0)
        {
            bool member = side
                .ApplicationGroups.Intersect(end.ApplicationGroups, StringComparer.OrdinalIgnoreCase)
                .Any();
            IntervalSet covered = member ? end.Addresses : IntervalSet.Empty;
            return new(covered, covered, ports);
        }
        (IntervalSet Sure, IntervalSet AtMost)[] read = [.. side.Prefixes.Select(prefix => Read(prefix, end, space))];
        IntervalSet sure = Union(read.Select(one => one.Sure), end);
        return Array.TrueForAll(read, one => one.Sure == one.AtMost)
            ? new(sure, sure, ports)
            : new(sure, Union(read.Select(one => one.AtMost), end), ports);
    }

    /// <summary>A side's ports.</summary>
    public static IntervalSet PortsOf(RuleSide side) => IntervalSet.Union(side.Ports.Select(ReadPorts));

    private static IntervalSet Union(IEnumerable<IntervalSet> sets, FlowEnd end) =>
        IntervalSet.Union(sets).Intersect(end.Addresses);

    private static (IntervalSet Sure, IntervalSet AtMost) Read(string prefix, FlowEnd end, NetworkSpace space) =>
        prefix.ToUpperInvariant() switch
        {
            "*" or "ANY" => Known(IntervalSet.All),
            "VIRTUALNETWORK" => (space.VirtualNetwork, space.VirtualNetworkAtMost),
            "INTERNET" => Known(space.Internet),
            "AZURELOADBALANCER" => Known(NetworkSpace.LoadBalancer),
            _ when Network.Addresses.TryParse(prefix, out IntervalSet addresses) => Known(addresses),
            // A network group of a network manager: which networks are in it is not known here.
            _ when prefix.StartsWith('/') => (IntervalSet.Empty, end.Addresses),
            // A service tag contains public addresses only.
            _ => end.In(prefix) switch
            {
                Reach.Yes => Known(end.Addresses),
                Reach.No => Known(IntervalSet.Empty),
                _ => (IntervalSet.Empty, end.Addresses.Intersect(space.Internet)),
            },
        };

    private static (IntervalSet Sure, IntervalSet AtMost) Known(IntervalSet set) => (set, set);

    private static IntervalSet ReadPorts(string text)
    {
        if (text == "*")
        {
            return IntervalSet.Range(0, 65535);
        }
        string[] ends = text.Split('-', 2);
        return
            uint.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint first)
            && uint.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out uint last)
            && first <= last
            ? IntervalSet.Range(first, last)
            : IntervalSet.Empty;
    }
}
