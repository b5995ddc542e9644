using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>
/// Management locks. CanNotDelete blocks deletions at its scope and below, ReadOnly all changes; a lock on anything in a
/// group blocks the deletion of the group.
/// </summary>
internal sealed class Locks(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Authorization/locks";

    protected override bool IsTracked => false;

    // The locks of a scope are those on it, above it and below it; atScope() excludes those below.
    protected override ArmResponse List(ArmRequest request)
    {
        string scope = request.Path.Scope;
        bool below = request.Option("$filter") != "atScope()";
        return ArmResponse.List(
            Context
                .Store.OfType(TypeName)
                .Where(l =>
                    RoleDefinitionRules.Covers(ScopeOf(l), scope)
                    || below && RoleDefinitionRules.Covers(scope, ScopeOf(l))
                )
                .Select(Render)
        );
    }

    /// <exception cref="ArmException">409 ScopeLocked.</exception>
    public static void Demand(ResourceStore store, ArmRequest request)
    {
        ArmPath path = request.Path;
        if (request.Caller.IsSystem || request.Method is "GET" or "HEAD" || ArmPath.Same(path.Type, TypeName))
        {
            return;
        }
        string scope = path.Id;
        List<string> blocking = store
            .OfType(TypeName)
            .Where(l => request.Method == "DELETE" || LevelOf(l) == "ReadOnly")
            .Where(l =>
                RoleDefinitionRules.Covers(ScopeOf(l), scope)
                || request.Method == "DELETE" && RoleDefinitionRules.Covers(scope, ScopeOf(l))
            )
            .Select(ScopeOf)
            .Distinct()
            .ToList();
        if (blocking.Count > 0)
        {
            throw new ArmException(
                409,
                "ScopeLocked",
                $"The scope '{scope}' cannot perform {(request.Method == "DELETE" ? "delete" : "write")} operation because "
                    + $"following scope(s) are locked: '{string.Join("','", blocking)}'. Please remove the lock and try again."
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (body.At("properties", "level").Text() is not ("CanNotDelete" or "ReadOnly"))
        {
            throw new ArmException(
                400,
                "LockLevelInvalid",
                "properties.level must be CanNotDelete or ReadOnly.",
                "properties.level"
            );
        }
    }

    private static string LevelOf(StoredResource resource) => resource.Body.At("properties", "level").Text() ?? "";

    private static string ScopeOf(StoredResource resource) => ArmPath.Parse(resource.Id).Scope;
}
