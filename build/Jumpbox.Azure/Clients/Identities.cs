using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

internal sealed class Identities
{
    private readonly ArmSender _client;

    internal Identities(ArmSender client) => _client = client;

    public async Task<ManagedIdentity?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body ? Read(body) : null;

    /// <summary>Finds an identity in the list of its group; one that the list lacks is read, because a list can lag behind.</summary>
    public async Task<ManagedIdentity?> FindAsync(ResourceId id, CancellationToken cancellationToken)
    {
        ArmCall call = new(
            $"list the managed identities of {id.ResourceGroup}",
            RequestMethod.Get,
            $"{id.Group}/providers/{id.Type}",
            ApiVersions.Identities
        );
        return await _client
                .ListAsync(call, cancellationToken)
                .Select(Read)
                .FirstOrDefaultAsync(one => one.Id == id, cancellationToken)
            ?? await GetAsync(id, cancellationToken);
    }

    /// <summary>Deletes an identity. An image template that refers to a deleted identity can no longer be deleted.</summary>
    public async Task<bool> DeleteAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.DeleteAsync(Call("delete", RequestMethod.Delete, id), cancellationToken) is not null;

    private static ArmCall Call(string verb, RequestMethod method, ResourceId id) =>
        new($"{verb} managed identity {id.Name}", method, id.ToString(), ApiVersions.Identities);

    private static ManagedIdentity Read(JsonObject body) =>
        new(
            body.Id(),
            body.Text("location") ?? "",
            body.Text("properties", "principalId") ?? "",
            body.Text("properties", "clientId") ?? "",
            body.Text("properties", "tenantId") ?? "",
            body.Tags()
        );
}

/// <summary>A user-assigned managed identity.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Location">Its region.</param>
/// <param name="PrincipalId">The principal of role assignments.</param>
/// <param name="ClientId">The id that a program signs in with.</param>
/// <param name="TenantId">Its tenant.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record ManagedIdentity(
    ResourceId Id,
    string Location,
    string PrincipalId,
    string ClientId,
    string TenantId,
    IReadOnlyDictionary<string, string> Tags
);
