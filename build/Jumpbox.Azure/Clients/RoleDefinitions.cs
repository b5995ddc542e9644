using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>Role definitions, built in and custom.</summary>
internal sealed class RoleDefinitions
{
    private readonly ArmSender _client;

    internal RoleDefinitions(ArmSender client) => _client = client;

    /// <summary>Reads a role by its id.</summary>
    /// <param name="id">The role's id, at any scope.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The role, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<RoleDefinition?> GetAsync(string id, CancellationToken cancellationToken)
    {
        ArmCall call = new($"read role {id}", RequestMethod.Get, id, ApiVersions.Authorization);
        return await _client.ReadAsync(call, cancellationToken) is { } body ? RoleReading.Definition(body) : null;
    }

    /// <summary>Deletes a custom role.</summary>
    /// <param name="id">The role's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="AzureFailure">It could not be deleted, for example because it is still assigned.</exception>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await _client.DeleteAsync(
            new ArmCall($"delete role {id}", RequestMethod.Delete, id, ApiVersions.Authorization),
            cancellationToken
        )
            is not null;
}
