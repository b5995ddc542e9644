using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Virtual machines with their interfaces, disks and run commands.</summary>
internal sealed class Machines
{
    private readonly ArmSender _client;

    internal Machines(ArmSender client) => _client = client;

    /// <summary>The API version of one of these resources.</summary>
    public static string VersionOf(ResourceId id) =>
        id.IsOfType("Microsoft.Compute/disks") ? ApiVersions.Disks
        : id.Type.StartsWith("Microsoft.Compute", StringComparison.OrdinalIgnoreCase) ? ApiVersions.Compute
        : ApiVersions.Network;

    /// <summary>Reads a resource; null if there is none.</summary>
    public Task<JsonObject?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken);

    /// <summary>Starts the creation of a resource.</summary>
    public Task<ArmOperation> CreateAsync(ResourceId id, JsonObject body, CancellationToken cancellationToken) =>
        _client.StartAsync(Call("create", RequestMethod.Put, id) with { Body = body }, cancellationToken);

    /// <summary>Starts the deletion of a resource; null when there is none.</summary>
    public Task<ArmOperation?> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken);

    /// <summary>Reads a run command with what its script has written.</summary>
    public Task<JsonObject?> CommandAsync(ResourceId id, CancellationToken cancellationToken) =>
        _client.ReadAsync(
            Call("read", RequestMethod.Get, id) with
            {
                Query = [("$expand", "instanceView")],
            },
            cancellationToken
        );

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} {id.Type} {id.Name}", method, $"{id}", VersionOf(id));
}
