using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Rights;

namespace Jumpbox.Azure.Clients;

/// <summary>Reads roles and assignments from JSON of Microsoft.Authorization.</summary>
internal static class RoleReading
{
    public static PermissionSet Permissions(JsonObject body) =>
        new(body.Texts("actions"), body.Texts("notActions"), body.Texts("dataActions"), body.Texts("notDataActions"));

    public static RoleDefinition Definition(JsonObject body) =>
        new(
            body.Text("id") ?? "",
            body.Text("name") ?? "",
            body.Text("properties", "roleName") ?? "",
            body.Text("properties", "type") ?? "",
            [.. body.Objects("properties", "permissions").Select(Permissions)],
            body.Texts("properties", "assignableScopes")
        );

    public static RoleAssignment Assignment(JsonObject body) =>
        new(
            body.Text("id") ?? "",
            body.Text("properties", "scope") ?? "",
            body.Text("properties", "roleDefinitionId") ?? "",
            body.Text("properties", "principalId") ?? "",
            body.Text("properties", "principalType") ?? "",
            body.Moment("properties", "createdOn")
        );
}
