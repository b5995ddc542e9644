using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

internal sealed class RoleDefinitions
{
    private readonly ArmSender _client;

    internal RoleDefinitions(ArmSender client) => _client = client;

    /// <summary>Reads a role by its id, at any scope.</summary>
    public async Task<RoleDefinition?> GetAsync(string id, CancellationToken cancellationToken)
    {
        ArmCall call = new($"read role {id}", RequestMethod.Get, id, ApiVersions.Authorization);
        return await _client.ReadAsync(call, cancellationToken) is { } body ? RoleReading.Definition(body) : null;
    }

    /// <summary>Deletes a custom role.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await _client.DeleteAsync(
            new ArmCall($"delete role {id}", RequestMethod.Delete, id, ApiVersions.Authorization),
            cancellationToken
        )
            is not null;
}
