namespace Jumpbox.Settings;

/// <summary>The names of Smoke's checks of the way to clusters: a hop and the cluster, for example <c>dns-aks-prod</c>.</summary>
public static class ClusterChecks
{
    private const string Ssh = "ssh";

    private static readonly string[] Hops = ["cluster", "dns", "tcp", "tls", "login", "version", "nodes"];

    /// <summary>What the checks call each cluster: its name, and that of its group where others have the same name.</summary>
    /// <param name="clusters">Their ids.</param>
    public static IReadOnlyList<(ResourceId Id, string Label)> Labels(IReadOnlyList<ResourceId> clusters)
    {
        bool IsOnly(Func<ResourceId, string> name, ResourceId id) => clusters.Count(one => name(one) == name(id)) == 1;
        return
        [
            .. clusters.Select(
                (id, index) =>
                    (
                        id,
                        IsOnly(Short, id) ? Short(id)
                        : IsOnly(Long, id) ? Long(id)
                        : $"{Long(id)}-{index + 1}"
                    )
            ),
        ];
    }

    private static string Short(ResourceId id) => id.Name.ToLowerInvariant();

    private static string Long(ResourceId id) => $"{id.ResourceGroup}-{id.Name}".ToLowerInvariant();

    /// <summary>The checks that the settings ask for.</summary>
    /// <param name="smoke">The settings.</param>
    public static IReadOnlyList<string> Names(SmokeSettings smoke) =>
        [.. Labels(smoke.Clusters).SelectMany(cluster => Names(cluster.Label, smoke.SshPort is not null))];

    /// <summary>The checks of a cluster.</summary>
    /// <param name="label">What they call it.</param>
    /// <param name="withSsh">Whether its nodes are reached by SSH.</param>
    public static IEnumerable<string> Names(string label, bool withSsh) =>
        (withSsh ? Hops.Append(Ssh) : Hops).Select(hop => $"{hop}-{label}");
}
