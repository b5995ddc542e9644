using Jumpbox.Rights;

namespace Jumpbox.Azure.Clients;

/// <summary>A role definition.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name in Azure, a GUID.</param>
/// <param name="RoleName">Its display name.</param>
/// <param name="Kind">BuiltInRole or CustomRole.</param>
/// <param name="Permissions">Its permissions.</param>
/// <param name="AssignableScopes">Where it may be assigned.</param>
internal sealed record RoleDefinition(
    string Id,
    string Name,
    string RoleName,
    string Kind,
    IReadOnlyList<PermissionSet> Permissions,
    IReadOnlyList<string> AssignableScopes
);
