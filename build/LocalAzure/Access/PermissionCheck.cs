using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Access;

/// <summary>
/// Azure RBAC: the assignments at the scope and above it, each with the actions of its role definition minus its notActions.
/// A new assignment takes effect after its propagation. A deny assignment overrides all grants.
/// </summary>
internal sealed class PermissionCheck(ResourceStore store, Agenda agenda)
{
    public const string Assignments = "Microsoft.Authorization/roleAssignments";
    public const string Definitions = "Microsoft.Authorization/roleDefinitions";
    public const string Denials = "Microsoft.Authorization/denyAssignments";

    public bool IsAllowed(Caller caller, string action, string scope, bool data = false) =>
        caller.IsSystem
        || Foresight.Current is { SkipsPermissions: true }
        || (!IsDenied(caller, action, scope, data) && IsGranted(caller, action, scope, data));

    /// <exception cref="ArmException">403 with Azure's message.</exception>
    public void Demand(Caller caller, string action, string scope)
    {
        if (caller.IsSystem)
        {
            return;
        }
        if (IsDenied(caller, action, scope, false))
        {
            throw new ArmException(
                403,
                "DenyAssignmentAuthorizationFailed",
                $"The client '{caller.ObjectId}' with object id '{caller.ObjectId}' has permission to perform action "
                    + $"'{action}' on scope '{scope}'; however, the access is denied because of the deny assignment."
            );
        }
        if (!IsGranted(caller, action, scope, false))
        {
            throw new ArmException(
                403,
                "AuthorizationFailed",
                $"The client '{caller.ObjectId}' with object id '{caller.ObjectId}' does not have authorization to "
                    + $"perform action '{action}' over scope '{scope}' or the scope is invalid. If access was recently "
                    + "granted, please refresh your credentials."
            );
        }
    }

    /// <summary>The permission objects of a principal at a scope, as the permissions API lists them.</summary>
    public IEnumerable<JsonObject> PermissionsAt(string principalId, string scope) =>
        AssignmentsFor(principalId, scope).SelectMany(PermissionsOf);

    /// <summary>
    /// Whether the caller has a role on anything below a scope: then it sees the subscription, but not its contents.
    /// </summary>
    public bool HasRoleBelow(Caller caller, string scope) =>
        store
            .Under(scope + "/")
            .Any(a =>
                ArmPath.Same(a.Type, Assignments)
                && ArmPath.Same(a.Body.At("properties", "principalId").Text(), caller.ObjectId)
            );

    /// <summary>The scopes from the resource up to the root.</summary>
    public static IEnumerable<string> ScopesUp(string scope)
    {
        for (ArmPath? path = ArmPath.Parse(scope); path is not null && path.Segments.Count > 0; path = Up(path))
        {
            // "/subscriptions" and "…/resourceGroups" are collections, not scopes.
            if (!path.IsCollection)
            {
                yield return path.Id;
            }
        }
        yield return "";
    }

    private static ArmPath? Up(ArmPath path) => path.Parent;

    private bool IsGranted(Caller caller, string action, string scope, bool data) =>
        PermissionsAt(caller.ObjectId, scope).Any(p => Matches(p, action, data));

    private static bool Matches(JsonObject permission, string action, bool data) =>
        Any(permission[data ? "dataActions" : "actions"], action)
        && !Any(permission[data ? "notDataActions" : "notActions"], action);

    private static bool Any(JsonNode? patterns, string action) =>
        patterns.Items().Any(p => p.Text() is { } pattern && ActionPattern.Matches(pattern, action));

    private IEnumerable<StoredResource> AssignmentsFor(string principalId, string scope) =>
        ScopesUp(scope)
            .SelectMany(s => store.Under($"{s}/providers/{Assignments}/"))
            .Where(a => ArmPath.Same(a.Body.At("properties", "principalId").Text(), principalId) && IsVisible(a));

    private bool IsVisible(StoredResource assignment)
    {
        bool isEarly =
            DateTimeOffset.TryParse(assignment.Hidden?["visibleAt"].Text(), out DateTimeOffset visible)
            && visible > agenda.Now;
        if (isEarly)
        {
            Foresight.Awaits();
        }
        return !isEarly;
    }

    private IEnumerable<JsonObject> PermissionsOf(StoredResource assignment)
    {
        string id = assignment.Body.At("properties", "roleDefinitionId").Text() ?? "";
        string name = id[(id.LastIndexOf('/') + 1)..];
        string? subscription = ArmPath.Parse(assignment.Id).SubscriptionId;
        StoredResource? definition =
            store.Find($"/providers/{Definitions}/{name}")
            ?? store.Find($"/subscriptions/{subscription}/providers/{Definitions}/{name}");
        return definition?.Body.At("properties", "permissions").Items().OfType<JsonObject>() ?? [];
    }

    private bool IsDenied(Caller caller, string action, string scope, bool data) =>
        ScopesUp(scope)
            .SelectMany(s => store.Under($"{s}/providers/{Denials}/"))
            .Select(d => d.Body["properties"])
            .Any(d =>
                Names(d.At("principals"), caller)
                && !Names(d.At("excludePrincipals"), caller)
                && d.At("permissions").Items().OfType<JsonObject>().Any(p => Matches(p, action, data))
            );

    // The all-zero id stands for everyone in deny assignments.
    private static bool Names(JsonNode? principals, Caller caller) =>
        principals
            .Items()
            .Any(p => p["id"].Text() is { } id && (ArmPath.Same(id, caller.ObjectId) || id == Caller.System.ObjectId));
}
