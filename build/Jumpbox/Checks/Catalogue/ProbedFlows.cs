using Jumpbox.Cleaning;
using Jumpbox.Network;
using Jumpbox.Probing;
using Jumpbox.Reachability;

namespace Jumpbox.Checks.Catalogue;

/// <summary>
/// What a container and a machine in the subnets met, beside what the model says. Where they contradict each other, the probe is
/// right about this moment and this machine, and the model about what it could read.
/// </summary>
internal sealed class ProbedFlows : ICheck
{
    public string Id => "probed-flows";

    public string Title => "A probe in the subnets reaches the hosts";

    public CheckArea Area => CheckArea.Network;

    public IReadOnlyList<FactName> Needs => [FactName.Network, FactName.Egress];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Probe is not { } report)
        {
            yield return Finding.Skipped(
                "Not requested: --probe opens each connection from a container in the subnet, --probe=machines also from a machine."
            );
            yield break;
        }
        foreach ((string id, string reason) in report.Left)
        {
            yield return Finding.Warn(
                $"The probe could not delete what it created: {id}: {reason}",
                Cure.Command(RemovalCommand.For(id)),
                ("resource", id)
            );
        }
        foreach (string trouble in new[] { report.Trouble, report.MachineTrouble }.OfType<string>().Distinct())
        {
            yield return Finding.Unknown(
                trouble,
                Cure.ByHand("Run Prereqs --probe again, or rely on the model's answers.")
            );
        }
        Paths? paths = facts.Network.State == ReadingState.Present ? facts.Paths() : null;
        foreach (ProbeTarget target in report.Plan.Targets)
        {
            if (report.Of(target) is { } answer)
            {
                yield return Judge(target, answer, paths is null ? null : NetworkFlows.Of(facts, paths, target));
            }
            else if (report.TroubleOf(target) is null)
            {
                yield return Finding.Unknown($"The probe's log has no clear answer for {target.Flow}.");
            }
        }
        foreach (string sentence in report.Plan.Unprobed)
        {
            yield return Finding.Skipped($"Not probed: {sentence}");
        }
    }

    private static Finding Judge(ProbeTarget target, ProbeAnswer answer, TrafficPath? path)
    {
        Reach model = path?.Reach ?? Reach.Unknown;
        Reach probe = answer.ReachOf(target);
        string? says = path?.Decisive()?.Hop.Says;
        string met = HopFindings.Capital(answer.Says(target));
        (string, string)[] evidence =
        [
            ("flow", $"{target.Flow}"),
            ("model", NetworkExplanation.Word(model)),
            ("probe", NetworkExplanation.Word(probe)),
            ("addresses", answer.Addresses),
            ("detail", answer.Detail),
        ];
        return (model, probe) switch
        {
            (_, Reach.Unknown) => Finding.Unknown($"{target.Flow}: {answer.Says(target)}; it proves nothing.") with
            {
                Evidence = evidence.ToDictionary(pair => pair.Item1, pair => pair.Item2),
            },
            (Reach.No, Reach.Yes) => Finding.Warn(
                $"Contradiction about {target.Flow}: {answer.Says(target)}, and the model says that {says}.",
                Cure.ByHand(
                    $"--explain={target.Flow.Host} shows the path. If the probe's network is that of the build, skip the check that "
                        + "fails, with this as the reason, and report the network to the pipeline's authors."
                ),
                evidence
            ),
            (_, Reach.Yes) => Finding.Pass($"{met}.", evidence),
            (Reach.Yes, _) => Finding.Fail(
                $"Contradiction about {target.Flow}: {answer.Says(target)}, although the model says that it arrives"
                    + $"{(says is null ? "" : $": {says}")}.",
                Cure.ByHand(
                    $"--explain={target.Flow.Host} shows the path. Ask the owners of its hops what else stops the connection: an admin "
                        + "rule, a private DNS zone, an inspection, a firewall that nobody listed."
                ),
                evidence
            ),
            _ => Finding.Fail(
                $"{met}{(model == Reach.No ? $", as the model says: {says}" : "")}.",
                CureOf(path?.Decisive()?.Hop),
                evidence
            ),
        };
    }

    // What blocks is known, and the check that judges it has the cure.
    private static Cure CureOf(Hop? hop) =>
        hop switch
        {
            { Reach: Reach.No, Remedy: null, Kind: HopKind.SecurityRules } => Cure.ByHand(
                "See the cure of security-rules."
            ),
            { Reach: Reach.No, Remedy: null, Kind: HopKind.Firewall } => Cure.ByHand(
                "See the cure of egress-firewall."
            ),
            _ => HopFindings.CureOf(hop),
        };
}
