using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>User-assigned managed identities.</summary>
internal sealed class Identities
{
    private const string Type = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";
    private readonly ArmSender _client;

    internal Identities(ArmSender client) => _client = client;

    /// <summary>Reads an identity.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The identity, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<ManagedIdentity?> GetAsync(ResourceId id, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, id), cancellationToken) is { } body ? Read(body) : null;

    /// <summary>Deletes an identity. Never while an image template refers to it: such a template cannot be deleted any more.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="AzureFailure">It could not be deleted.</exception>
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
/// <param name="PrincipalId">What roles are given to.</param>
/// <param name="ClientId">What a program signs in as.</param>
/// <param name="TenantId">Its directory.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record ManagedIdentity(
    ResourceId Id,
    string Location,
    string PrincipalId,
    string ClientId,
    string TenantId,
    IReadOnlyDictionary<string, string> Tags
);
