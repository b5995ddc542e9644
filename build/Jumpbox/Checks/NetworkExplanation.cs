using Jumpbox.Network;
using Jumpbox.Reachability;

namespace Jumpbox.Checks;

/// <summary>Explains flows hop by hop as text: <c>--explain</c>.</summary>
public static class NetworkExplanation
{
    /// <summary>The lines for each flow whose source or destination contains the text; none if none does.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="flow">A host, a subnet, or both as <c>subnet→host</c>; <c>all</c> for every flow.</param>
    public static IReadOnlyList<string> Write(Facts facts, string flow)
    {
        ProbedPaths probed = new(facts);
        return
        [
            .. NetworkFlows
                .Of(facts)
                .Where(path => IsMeant(path, flow))
                .SelectMany(path => Lines(path, probed.Says(path))),
        ];
    }

    /// <summary>The flows that can be explained, as <c>subnet→host:port</c>.</summary>
    /// <param name="facts">The facts.</param>
    public static IReadOnlyList<string> Flows(Facts facts) =>
        [.. NetworkFlows.Of(facts).Select(path => $"{path.From}→{path.To}")];

    /// <summary>An answer in words.</summary>
    internal static string Word(Reach reach) =>
        reach switch
        {
            Reach.Yes => "arrives",
            Reach.No => "blocked",
            _ => "unknown",
        };

    private static bool IsMeant(TrafficPath path, string flow) =>
        flow.Equals("all", StringComparison.OrdinalIgnoreCase)
        || $"{path.From}→{path.To}".Contains(
            flow.Replace("->", "→", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase
        );

    private static IEnumerable<string> Lines(TrafficPath path, string? probed)
    {
        yield return $"{path.From} → {path.To}: {Word(path.Reach)}";
        if (probed is not null)
        {
            yield return $"  the probe: {probed}";
        }
        foreach (Branch branch in path.Branches)
        {
            if (branch.Condition is { } condition)
            {
                yield return $"  {condition}: {Word(branch.Reach)}";
            }
            foreach (Hop hop in branch.Hops)
            {
                yield return $"    {Mark(hop.Reach)} {hop.Says}";
                if (hop is { Reach: not Reach.Yes, Remedy: { } remedy })
                {
                    yield return $"        {remedy.Command}";
                }
            }
        }
    }

    private static string Mark(Reach reach) =>
        reach switch
        {
            Reach.Yes => "ok",
            Reach.No => "NO",
            _ => "??",
        };
}
