using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

internal sealed class RoleAssignments
{
    private const string Type = "providers/Microsoft.Authorization/roleAssignments";
    private readonly ArmSender _client;

    internal RoleAssignments(ArmSender client) => _client = client;

    /// <summary>Lists the assignments at a scope, inherited ones, and those below it unless a filter excludes them.</summary>
    /// <param name="scope">A subscription, group or resource.</param>
    /// <param name="principalId">Only those of this user, group or identity.</param>
    /// <param name="atScopeOnly">Only those at this scope or above it.</param>
    /// <param name="throughGroups">With a principal: also those of its groups.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public IAsyncEnumerable<RoleAssignment> ListAsync(
        string scope,
        CancellationToken cancellationToken,
        string? principalId = null,
        bool atScopeOnly = false,
        bool throughGroups = false
    )
    {
        // Azure accepts either atScope() or principalId eq; if both are requested, the second is applied here.
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

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await _client.DeleteAsync(
            new ArmCall($"delete role assignment {id}", RequestMethod.Delete, id, ApiVersions.Authorization),
            cancellationToken
        )
            is not null;
}
