using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>Role assignments: who may do what where.</summary>
internal sealed class RoleAssignments
{
    private const string Type = "providers/Microsoft.Authorization/roleAssignments";
    private readonly ArmSender _client;

    internal RoleAssignments(ArmSender client) => _client = client;

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
