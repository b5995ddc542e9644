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
    /// <summary>Whether the rule may cover more than is known.</summary>
    public bool MayCoverMore => !AtMost.Equals(Addresses);

    /// <summary>Matches a rule's side with a flow's end.</summary>
    public static SideCoverage Of(RuleSide side, FlowEnd end, NetworkSpace space)
    {
        IntervalSet ports = IntervalSet.Union(side.Ports.Select(ReadPorts));
        if (side.ApplicationGroups.Count > 0)
        {
            bool member = side
                .ApplicationGroups.Intersect(end.ApplicationGroups, StringComparer.OrdinalIgnoreCase)
                .Any();
            IntervalSet covered = member ? end.Addresses : IntervalSet.Empty;
            return new(covered, covered, ports);
        }
        IntervalSet sure = IntervalSet
            .Union(side.Prefixes.Select(prefix => Read(prefix, end, space) ?? IntervalSet.Empty))
            .Intersect(end.Addresses);
        // A service tag that does not belong to the end may be anywhere in its public part.
        IntervalSet atMost = side.Prefixes.Any(prefix => Read(prefix, end, space) is null)
            ? IntervalSet.Union([sure, end.Addresses.Intersect(space.Internet)])
            : sure;
        return new(sure, atMost, ports);
    }

    private static IntervalSet? Read(string prefix, FlowEnd end, NetworkSpace space) =>
        prefix.ToUpperInvariant() switch
        {
            "*" or "ANY" => IntervalSet.All,
            "VIRTUALNETWORK" => space.VirtualNetwork,
            "INTERNET" => space.Internet,
            "AZURELOADBALANCER" => NetworkSpace.LoadBalancer,
            _ when Network.Addresses.TryParse(prefix, out IntervalSet addresses) => addresses,
            _ when end.InsideTags.Contains(prefix, StringComparer.OrdinalIgnoreCase) => end.Addresses,
            _ => null,
        };

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
