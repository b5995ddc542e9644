using System.Text.Json.Nodes;
using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>What a machine checks on the way to clusters, and how its answers become checks.</summary>
/// <param name="smoke">The settings.</param>
/// <param name="clusters">What Azure says of the clusters, in the order of the settings.</param>
/// <param name="management">The endpoint of Azure Resource Manager.</param>
public sealed class ClusterOrder(SmokeSettings smoke, IReadOnlyList<ClusterFacts> clusters, Uri management)
{
    private readonly IReadOnlyList<(ResourceId Id, string Label)> _labels = ClusterChecks.Labels(smoke.Clusters);

    /// <summary>Whether there is anything to check.</summary>
    public bool Any => clusters.Count > 0;

    /// <summary>The checks.</summary>
    public IReadOnlyList<string> Names => ClusterChecks.Names(smoke);

    /// <summary>The order, as one line of JSON for the standard input of <c>jumpbox doctor --report</c>.</summary>
    public string ToJson() =>
        new JsonObject
        {
            ["management"] = management.GetLeftPart(UriPartial.Authority),
            ["identity"] = smoke.IdentityId?.ToString(),
            ["sshPort"] = smoke.SshPort,
            ["clusters"] = new JsonArray([.. clusters.Zip(_labels, (facts, label) => One(facts, label.Label))]),
        }.ToJsonString();

    /// <summary>Reads the machine's answers.</summary>
    /// <param name="text">What it printed.</param>
    public IReadOnlyList<SmokeCheck> Read(string text) => Decided(MachineAnswer.Read(text, 1, 1, Names).Checks);

    /// <summary>The checks where no machine has answered.</summary>
    /// <param name="reason">Why, in one line.</param>
    public IReadOnlyList<SmokeCheck> Missing(string reason) =>
        Decided(MachineAnswer.Missing(1, 1, reason, Names).Checks);

    // That a cluster does not exist is known without a machine.
    private IReadOnlyList<SmokeCheck> Decided(IReadOnlyList<SmokeCheck> checks)
    {
        Dictionary<string, string> missing = clusters
            .Zip(_labels)
            .Where(pair => pair.First.IsMissing)
            .ToDictionary(pair => $"cluster-{pair.Second.Label}", pair => pair.First.Problem!);
        return
        [
            .. checks.Select(check =>
                missing.TryGetValue(check.Name, out string? problem)
                    ? check with
                    {
                        Outcome = SmokeOutcome.Fail,
                        Detail = problem,
                    }
                    : check
            ),
        ];
    }

    private static JsonObject One(ClusterFacts facts, string label) =>
        new()
        {
            ["id"] = facts.Id.ToString(),
            ["label"] = label,
            ["host"] = facts.Host,
            ["isPrivate"] = facts.IsPrivate,
            ["version"] = facts.Version,
            ["source"] = facts.Source,
            ["isStopped"] = facts.IsStopped || facts.IsMissing,
            ["problem"] = facts.Obstacle,
        };
}
