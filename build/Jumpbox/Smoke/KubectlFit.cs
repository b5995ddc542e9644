using System.Globalization;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>
/// Which kubectl fits the clusters that it follows: one within a minor version of each of them. Source: Kubernetes, version skew
/// policy. Pure.
/// </summary>
public sealed record KubectlFit
{
    /// <summary>The tool that can follow clusters.</summary>
    public const string Tool = KubectlSetting.Tool;

    private readonly string _clusters;
    private readonly int _major;
    private readonly int _lowest;
    private readonly int _highest;

    private KubectlFit(string clusters, (int Major, int Lowest, int Highest) range, string? problem, bool isUnknown)
    {
        (_clusters, _major, _lowest, _highest) = (clusters, range.Major, range.Lowest, range.Highest);
        (Problem, IsUnknown) = (problem, isUnknown);
    }

    /// <summary>Why it follows none, in one line; null if it follows them.</summary>
    public string? Problem { get; }

    /// <summary>Whether that is because the version of a cluster is unknown.</summary>
    public bool IsUnknown { get; }

    /// <summary>The minor versions that fit, and for which clusters.</summary>
    public string Range =>
        _lowest == _highest
            ? $"kubectl {_major}.{_lowest} fits {_clusters}"
            : $"kubectl {_major}.{_lowest} to {_major}.{_highest} fits {_clusters}";

    /// <summary>Decides. Clusters that contradict each other do so whatever the unknown ones run.</summary>
    /// <param name="clusters">At least one cluster, as Azure states it.</param>
    public static KubectlFit Of(IReadOnlyList<ClusterFacts> clusters)
    {
        string[] labels = [.. ClusterChecks.Labels([.. clusters.Select(one => one.Id)]).Select(pair => pair.Label)];
        List<(string Name, int Major, int Minor)> known = [];
        List<string> unknown = [];
        foreach ((ClusterFacts cluster, string label) in clusters.Zip(labels))
        {
            if (cluster.Problem is null && MinorOf(cluster.Version) is { } minor)
            {
                known.Add(($"{label} ({cluster.Version})", minor.Major, minor.Minor));
            }
            else
            {
                unknown.Add($"{label}: {cluster.Problem ?? "Azure names no version of it"}");
            }
        }
        string names = string.Join(", ", known.Select(one => one.Name));
        if (known.Count > 0)
        {
            (string Name, int Major, int Minor) oldest = known.MinBy(one => (one.Major, one.Minor));
            (string Name, int Major, int Minor) newest = known.MaxBy(one => (one.Major, one.Minor));
            if (oldest.Major != newest.Major || newest.Minor - oldest.Minor > 2)
            {
                return new(
                    names,
                    default,
                    $"no kubectl is within one minor version of both {oldest.Name} and {newest.Name}; in the image, jumpbox kubectl "
                        + "chooses between kubectl and kubectl-older",
                    false
                );
            }
            if (unknown.Count == 0)
            {
                return new(names, (oldest.Major, Math.Max(newest.Minor - 1, 0), oldest.Minor + 1), null, false);
            }
        }
        return new(names, default, string.Join("; ", unknown), true);
    }

    /// <summary>Whether a version of kubectl fits all clusters.</summary>
    /// <param name="version">The version.</param>
    public bool Has(string version) =>
        Problem is null
        && MinorOf(version) is { } minor
        && minor.Major == _major
        && minor.Minor >= _lowest
        && minor.Minor <= _highest;

    /// <summary>What an update did about it, in one line.</summary>
    /// <param name="before">The version that was pinned; null if none was.</param>
    /// <param name="after">The version that is pinned now; null if none is.</param>
    public string Sentence(string? before, string? after)
    {
        string stays = after is null ? "Nothing is pinned for it." : $"Its pin stays at {after}.";
        return IsUnknown ? $"unknown: whether kubectl follows its clusters. {Problem!.TrimEnd('.')}. {stays}"
            : Problem is not null ? $"kubectl does not follow its clusters: {Problem}. {stays}"
            : after is null || !Has(after) ? $"kubectl does not follow its clusters yet: {Range}. {stays}"
            : before is not null && before != after && !Has(before)
                ? $"kubectl follows its clusters from {before} to {after}, also where that is lower: {Range}."
            : $"kubectl follows its clusters: {Range}.";
    }

    private static (int Major, int Minor)? MinorOf(string? version) =>
        version?.Split('.') is [{ } major, { } minor, ..]
        && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out int first)
        && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out int second)
            ? (first, second)
            : null;
}
