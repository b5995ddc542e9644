using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>The limits of custom roles (learn.microsoft.com, role-based-access-control/custom-roles, "limits").</summary>
internal static class RoleDefinitionRules
{
    public static void Check(ArmPath path, JsonObject body, StoredResource? existing)
    {
        if (existing?.Body.At("properties", "type").Text() == "BuiltInRole")
        {
            throw Refused(
                "RoleDefinitionCannotBeUpdated",
                $"The role '{path.Name}' is built in and cannot be changed.",
                403
            );
        }
        JsonNode? properties = body["properties"];
        if (properties.At("roleName").Text() is not { Length: > 0 and <= 512 })
        {
            throw Refused(
                "RoleDefinitionNameNullOrEmpty",
                "properties.roleName must be given, with at most 512 characters."
            );
        }
        CheckActions(properties);
        CheckScopes(path, properties);
    }

    /// <summary>Whether a scope equals the other or contains it.</summary>
    public static bool Covers(string scope, string other) =>
        scope is "/" or ""
        || ArmPath.Same(scope, other)
        || other.StartsWith(scope.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);

    private static void CheckActions(JsonNode? properties)
    {
        List<JsonNode> permissions = properties.At("permissions").Items().ToList();
        if (permissions.Count == 0)
        {
            throw Refused("RoleDefinitionPermissionsRequired", "properties.permissions must have at least one entry.");
        }
        foreach (string list in new[] { "actions", "notActions", "dataActions", "notDataActions" })
        {
            foreach (JsonNode action in permissions.SelectMany(p => p.At(list).Items()))
            {
                if (action.Text() is not { } text || text != "*" && !text.Contains('/', StringComparison.Ordinal))
                {
                    throw Refused(
                        "InvalidActionOrNotAction",
                        $"'{action.ToJsonString()}' does not match any of the actions supported by the providers."
                    );
                }
            }
        }
    }

    private static void CheckScopes(ArmPath path, JsonNode? properties)
    {
        List<string> scopes = properties.At("assignableScopes").Items().Select(s => s.Text() ?? "").ToList();
        if (scopes.Count == 0)
        {
            throw Refused("MissingAssignableScopes", "properties.assignableScopes must have at least one scope.");
        }
        foreach (string scope in scopes)
        {
            if (!Covers($"/subscriptions/{path.SubscriptionId}", scope))
            {
                throw Refused(
                    "InvalidAssignableScope",
                    $"The assignable scope '{scope}' is not in the subscription '{path.SubscriptionId}' where the role is "
                        + "made; a custom role can have neither the root nor a wildcard as its scope."
                );
            }
        }
    }

    private static ArmException Refused(string code, string message, int status = 400) => new(status, code, message);
}
