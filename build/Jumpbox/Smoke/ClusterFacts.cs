using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>
/// What Azure says of a cluster, as far as the way to it depends on it. Sources: Azure/bicep-types-az, Microsoft.ContainerService,
/// ManagedClusterProperties; azure-aks-docs, private-clusters.md: a private cluster is reached by <c>privateFQDN</c>, unless it has no
/// private DNS zone.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Host">The name of its API server; null if it has none, or it is unknown.</param>
/// <param name="IsPrivate">Whether its API server has a private address.</param>
/// <param name="Version">The Kubernetes version that runs, for example <c>1.33.2</c>; null if unknown.</param>
/// <param name="IsStopped">Whether it is stopped.</param>
public sealed record ClusterFacts(ResourceId Id, string? Host, bool IsPrivate, string? Version, bool IsStopped)
{
    /// <summary>Why this is unknown, in one line; null if it is known.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether Azure says that there is no such cluster.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Nothing is known of a cluster.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="problem">Why, in one line.</param>
    public static ClusterFacts Unknown(ResourceId id, string problem) =>
        new(id, null, false, null, false) { Problem = problem };

    /// <summary>What is known, in one line.</summary>
    public string Source =>
        $"{Host}, {(IsPrivate ? "private" : "public")}, {Version ?? "of unknown version"}, as Azure says";

    /// <summary>Why the checks cannot begin with it, in one line; null if they can.</summary>
    public string? Obstacle =>
        Problem
        ?? (
            IsStopped ? $"the cluster is stopped: az aks start --ids {Id}"
            : Host is null ? "Azure names no API server of it"
            : null
        );
}
