using Jumpbox.Network;
using Jumpbox.Probing;
using Jumpbox.Reachability;

namespace Jumpbox.Checks;

/// <summary>What a probe met on the paths of the model, for pictures and explanations.</summary>
internal sealed class ProbedPaths
{
    private readonly Dictionary<string, (Reach Reach, string Says)> _met = new(StringComparer.Ordinal);

    /// <summary>Finds the path of each answer; none without a probe or without the network.</summary>
    /// <param name="facts">The facts.</param>
    public ProbedPaths(Facts facts)
    {
        if (facts.Probe is not { } report || facts.Network.State != ReadingState.Present)
        {
            return;
        }
        Paths paths = facts.Paths();
        foreach (ProbeTarget target in report.Plan.Targets)
        {
            if (report.Of(target) is { } answer && NetworkFlows.Of(facts, paths, target) is { } path)
            {
                _met[Key(path)] = (answer.ReachOf(target), answer.Says(target));
            }
        }
    }

    /// <summary>What the probe met, as a clause; null if it did not try the path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="withDetails">Whether the words of the probe's own answer are in it.</param>
    public string? Says(TrafficPath path, bool withDetails = true) =>
        !_met.TryGetValue(Key(path), out (Reach Reach, string Says) met)
            ? null
            : NetworkExplanation.Word(met.Reach)
                + (withDetails ? $", {met.Says}" : "")
                + (
                    path.Reach != Reach.Unknown && met.Reach != Reach.Unknown && met.Reach != path.Reach
                        ? "; this contradicts the model"
                        : ""
                );

    /// <summary>Whether traffic arrived; null if the probe did not try the path.</summary>
    public Reach? ReachOf(TrafficPath path) =>
        _met.TryGetValue(Key(path), out (Reach Reach, string Says) met) ? met.Reach : null;

    private static string Key(TrafficPath path) => $"{path.From}→{path.To}";
}
