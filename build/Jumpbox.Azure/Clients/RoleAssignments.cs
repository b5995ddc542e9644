using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>Role assignments: who may do what where.</summary>
internal sealed class RoleAssignments
{
    private const string Type = "providers/Microsoft.Authorization/roleAssignments";
    private readonly ArmSender _client;

    internal RoleAssignments(ArmSender client) => _client = client;

    /// <summary>Reads an assignment.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The assignment, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<RoleAssignment?> GetAsync(string id, CancellationToken cancellationToken)
    {
        ArmCall call = new($"read role assignment {id}", RequestMethod.Get, id, ApiVersions.Authorization);
        return await _client.ReadAsync(call, cancellationToken) is { } body ? RoleReading.Assignment(body) : null;
    }

    /// <summary>Lists the assignments that work at a scope: made there, above it, and below it where a filter does not say otherwise.</summary>
    /// <param name="scope">A subscription, group or resource.</param>
    /// <param name="principalId">Only those of this user, group or identity.</param>
    /// <param name="atScopeOnly">Only those made at this scope or above it, not below.</param>
    /// <param name="throughGroups">With a principal: also what it has through its groups.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<RoleAssignment> ListAsync(
        string scope,
        CancellationToken cancellationToken,
        string? principalId = null,
        bool atScopeOnly = false,
        bool throughGroups = false
    )
    {
        // Azure takes atScope() and principalId eq only one at a time; with both wanted, the second is applied here.
        string? filter =
            atScopeOnly ? "atScope()"
            : principalId is null ? null
            : throughGroups ? $"assignedTo('{principalId}')"
            : $"principalId eq '{principalId}'";
        ArmCall call = new(
            $"list the role assignments at {scope}",
            RequestMethod.Get,
            $"{scope}/{Type}",
            ApiVersions.Authorization
        );
        if (filter is not null)
        {
            call = call with { Query = [("$filter", filter)] };
        }
        IAsyncEnumerable<RoleAssignment> found = _client
            .ListAsync(call, cancellationToken)
            .Select(RoleReading.Assignment);
        return principalId is null || throughGroups
            ? found
            : found.Where(assignment => assignment.PrincipalId.Equals(principalId, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Gives a role. Giving the same again under the same name changes nothing.</summary>
    /// <param name="scope">Where the role shall work.</param>
    /// <param name="name">The assignment's name, a GUID that depends on scope, principal and role only.</param>
    /// <param name="roleDefinitionId">The role.</param>
    /// <param name="principalId">Who gets it.</param>
    /// <param name="principalType">With <c>ServicePrincipal</c> Azure does not look a new identity up first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be given; the code is <c>PrincipalNotFound</c> while an identity is new.</exception>
    public async Task<RoleAssignment> CreateAsync(
        string scope,
        string name,
        string roleDefinitionId,
        string principalId,
        CancellationToken cancellationToken,
        string principalType = "ServicePrincipal"
    )
    {
        JsonObject properties = new()
        {
            ["roleDefinitionId"] = roleDefinitionId,
            ["principalId"] = principalId,
            ["principalType"] = principalType,
        };
        ArmCall call = new(
            $"assign role {roleDefinitionId} to {principalId}",
            RequestMethod.Put,
            $"{scope}/{Type}/{name}",
            ApiVersions.Authorization
        )
        {
            Body = new JsonObject { ["properties"] = properties },
        };
        ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
        return RoleReading.Assignment(answer.BodyOrFail(call.Asked, call.Path));
    }

    /// <summary>Takes a role back.</summary>
    /// <param name="id">The assignment's id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="AzureFailure">It could not be taken back.</exception>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await _client.DeleteAsync(
            new ArmCall($"delete role assignment {id}", RequestMethod.Delete, id, ApiVersions.Authorization),
            cancellationToken
        )
            is not null;
}
