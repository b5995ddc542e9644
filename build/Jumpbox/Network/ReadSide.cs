using System.Globalization;

namespace Jumpbox.Network;

/// <summary>One side of a security rule, read.</summary>
/// <param name="Addresses">Its prefixes, addresses and ranges.</param>
/// <param name="Words">Its service tags, <c>*</c>, and what is neither.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="ApplicationGroups">Ids of application security groups; if there are any, the addresses are ignored.</param>
internal sealed record ReadSide(
    IntervalSet Addresses,
    IReadOnlyList<string> Words,
    IntervalSet Ports,
    IReadOnlyList<string> ApplicationGroups
)
{
    private static readonly IntervalSet AnyPort = IntervalSet.Range(0, 65535);

    /// <summary>Reads a side.</summary>
    public static ReadSide Of(RuleSide side)
    {
        List<IntervalSet> sets = [];
        List<string> words = [];
        foreach (string prefix in side.Prefixes)
        {
            if (Network.Addresses.TryParse(prefix, out IntervalSet set))
            {
                sets.Add(set);
            }
            else
            {
                words.Add(prefix);
            }
        }
        return new(Union(sets), words, PortsOf(side), side.ApplicationGroups);
    }

    /// <summary>A side's ports.</summary>
    public static IntervalSet PortsOf(RuleSide side) =>
        side.Ports.Contains("*") ? AnyPort : Union([.. side.Ports.Select(ReadPorts)]);

    private static IntervalSet Union(List<IntervalSet> sets) => sets.Count == 1 ? sets[0] : IntervalSet.Union(sets);

    private static IntervalSet ReadPorts(string text)
    {
        string[] ends = text.Split('-', 2);
        return
            uint.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint first)
            && uint.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out uint last)
            && first <= last
            ? IntervalSet.Range(first, last)
            : IntervalSet.Empty;
    }
}
