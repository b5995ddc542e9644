using LocalAzure.Access;
using LocalAzure.Specifications;

namespace LocalAzure.Providers.Authorization;

/// <summary>The API versions of roles: clients send those of assignments for definitions too, and the other way round.</summary>
internal static class AuthorizationVersions
{
    public static readonly string[] Roles =
    [
        .. Specification
            .VersionsOf(PermissionCheck.Assignments)
            .Union(Specification.VersionsOf(PermissionCheck.Definitions))
            .Append("2018-07-01")
            .Order(StringComparer.Ordinal),
    ];
}
