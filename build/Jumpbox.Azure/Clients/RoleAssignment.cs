namespace Jumpbox.Azure.Clients;

/// <summary>A role assignment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Scope">The scope of the assignment.</param>
/// <param name="RoleDefinitionId">The role.</param>
/// <param name="PrincipalId">The principal.</param>
/// <param name="PrincipalType">User, Group or ServicePrincipal.</param>
/// <param name="CreatedOn">When it was created; null if Azure does not report it.</param>
internal sealed record RoleAssignment(
    string Id,
    string Scope,
    string RoleDefinitionId,
    string PrincipalId,
    string PrincipalType,
    DateTimeOffset? CreatedOn
)
{
    /// <summary>The role's GUID, which is the same in every scope.</summary>
    public string RoleGuid => RoleDefinitionId[(RoleDefinitionId.LastIndexOf('/') + 1)..];
}
