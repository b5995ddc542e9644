using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>Role definitions, built in and custom.</summary>
internal sealed class RoleDefinitions
{
    private const string Type = "providers/Microsoft.Authorization/roleDefinitions";
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

    /// <summary>Lists the roles that may be assigned at a scope.</summary>
    /// <param name="scope">For example <c>/subscriptions/{guid}</c>.</param>
    /// <param name="roleName">Only roles with exactly this name for people.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<RoleDefinition> ListAsync(
        string scope,
        CancellationToken cancellationToken,
        string? roleName = null
    )
    {
        ArmCall call = new(
            $"list the roles at {scope}",
            RequestMethod.Get,
            $"{scope}/{Type}",
            ApiVersions.Authorization
        );
        if (roleName is not null)
        {
            string quoted = roleName.Replace("'", "''", StringComparison.Ordinal);
            call = call with { Query = [("$filter", $"roleName eq '{quoted}'")] };
        }
        return _client.ListAsync(call, cancellationToken).Select(RoleReading.Definition);
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
