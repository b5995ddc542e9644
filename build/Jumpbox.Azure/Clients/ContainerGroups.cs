using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Container groups with one container.</summary>
internal sealed class ContainerGroups
{
    private readonly ArmSender _client;

    internal ContainerGroups(ArmSender client) => _client = client;

    /// <summary>Reads a group; null if there is none.</summary>
    public Task<JsonObject?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken);

    /// <summary>Starts the creation of a group.</summary>
    public Task<ArmOperation> CreateAsync(ResourceId id, JsonObject body, CancellationToken cancellationToken) =>
        _client.StartAsync(Call("create", RequestMethod.Put, id) with { Body = body }, cancellationToken);

    /// <summary>Starts the deletion of a group; null when there is none.</summary>
    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    /// <summary>Reads everything that a container has written; empty if it has not started.</summary>
    public async Task<string> LogAsync(ResourceId id, string container, CancellationToken cancellationToken)
    {
        ArmCall call = new(
            $"read the log of container group {id.Name}",
            RequestMethod.Get,
            $"{id}/containers/{container}/logs",
            ApiVersions.ContainerInstance
        );
        return Redaction.Scrub((await _client.ReadAsync(call, cancellationToken)).Text("content") ?? "");
    }

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} container group {id.Name}", method, id.ToString(), ApiVersions.ContainerInstance);
}
