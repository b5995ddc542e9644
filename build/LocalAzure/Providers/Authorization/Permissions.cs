using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>GET {scope}/providers/Microsoft.Authorization/permissions: the permissions of the caller.</summary>
internal sealed class Permissions(ResourceContext context, PermissionCheck permissions)
    : ResourceType(context, "Microsoft.Authorization/permissions", AuthorizationVersions.Roles)
{
    public override string? ActionOf(ArmRequest request) => null;

    protected override ArmResponse List(ArmRequest request)
    {
        List<JsonObject> sets = permissions.PermissionsAt(request.Caller.ObjectId, request.Path.Scope).ToList();
        return sets.Count > 0
            ? ArmResponse.List(sets.Select(Complete))
            : throw new ArmException(
                403,
                "AuthorizationFailed",
                $"The client '{request.Caller.ObjectId}' with object id '{request.Caller.ObjectId}' does not have "
                    + $"authorization to perform action 'Microsoft.Authorization/permissions/read' over scope "
                    + $"'{request.Path.Scope}' or the scope is invalid. If access was recently granted, please refresh "
                    + "your credentials."
            );
    }

    private static JsonObject Complete(JsonObject permission)
    {
        JsonObject whole = permission.Copy();
        foreach (string list in new[] { "actions", "notActions", "dataActions", "notDataActions" })
        {
            whole[list] ??= new JsonArray();
        }
        return whole;
    }
}
