using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Clients;

/// <summary>AKS clusters. Source: REST API "Managed Clusters", get.</summary>
internal sealed class ManagedClusters
{
    private readonly ArmSender _client;

    internal ManagedClusters(ArmSender client) => _client = client;

    /// <summary>Reads what the way to a cluster depends on. What cannot be read is unknown and says why.</summary>
    /// <exception cref="AzureFailure">Azure cannot be reached.</exception>
    public async Task<ClusterFacts> GetAsync(ResourceId id, CancellationToken cancellationToken)
    {
        try
        {
            JsonObject? body = await _client.ReadAsync(
                new($"read cluster {id.Name}", RequestMethod.Get, $"{id}", ApiVersions.ContainerService),
                cancellationToken
            );
            return body is null
                ? ClusterFacts.Unknown(id, $"{id} does not exist: correct smoke.clusters") with
                {
                    IsMissing = true,
                }
                : Read(id, body);
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return ClusterFacts.Unknown(id, PlainText.Line(failure.Message));
        }
    }

    internal static ClusterFacts Read(ResourceId id, JsonObject body) =>
        new(
            id,
            Name(body.Text("properties", "privateFQDN")) ?? Name(body.Text("properties", "fqdn")),
            body["properties"]?["apiServerAccessProfile"]?["enablePrivateCluster"] is JsonValue value
                && value.TryGetValue(out bool isPrivate)
                && isPrivate,
            body.Text("properties", "currentKubernetesVersion") ?? body.Text("properties", "kubernetesVersion"),
            body.Text("properties", "powerState", "code") == "Stopped"
        );

    private static string? Name(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
