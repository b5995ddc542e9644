using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Role definitions: built-in ones, and custom ones, which are stored at the subscription.</summary>
internal sealed class RoleDefinitions(ResourceContext context)
    : StoredType(context, PermissionCheck.Definitions, AuthorizationVersions.Roles)
{
    protected override bool IsTracked => false;

    // authorization-RoleDefinitionsCalls.json: 201 only, also for an existing one.
    protected override int StatusOfPut(bool isNew) => 201;

    protected override void CheckName(string name) =>
        AuthorizationRules.CheckGuid(name, "InvalidRoleDefinitionId", "role definition");

    protected override StoredResource? Find(ArmPath path) =>
        Context.Store.Find($"/providers/{Name}/{path.Name}") ?? Context.Store.Find(HomeOf(path).Id);

    protected override ArmResponse Get(ArmRequest request) =>
        ArmResponse.Ok(At(request.Path, Find(request.Path) ?? throw NotFound(request.Path)));

    protected override ArmResponse List(ArmRequest request)
    {
        Func<JsonObject, bool> filter = RoleDefinitionFilter.Parse(request.Option("$filter"));
        string home = request.Path.SubscriptionId is { } id ? $"/subscriptions/{id}/providers/{Name}/" : "-";
        return ArmResponse.List(
            Context
                .Store.Under($"/providers/{Name}/")
                .Concat(Context.Store.Under(home).Where(r => IsAssignable(r, request.Path.Scope)))
                .Where(r => filter(r.Body))
                .Select(r => At(request.Path, r))
        );
    }

    protected override ArmResponse Put(ArmRequest request) => base.Put(request with { Path = HomeOf(request.Path) });

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        RoleDefinitionRules.Check(request.Path, body, existing);
        string name = body.At("properties", "roleName").Text()!;
        StoredResource? same = Context
            .Store.Under($"/subscriptions/{request.Path.SubscriptionId}/providers/{Name}/")
            .Concat(Context.Store.Under($"/providers/{Name}/"))
            .FirstOrDefault(r =>
                r.Key != existing?.Key && ArmPath.Same(r.Body.At("properties", "roleName").Text(), name)
            );
        if (same is not null)
        {
            throw new ArmException(
                409,
                "RoleDefinitionWithSameNameExists",
                $"A custom role with the same name already exists in this directory. Use a different name. Name: '{name}', "
                    + $"id: '{same.Name}'."
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties.Remove("provisioningState");
        properties["type"] = "CustomRole";
        properties["description"] ??= "";
        foreach (JsonObject permission in properties["permissions"].Items().OfType<JsonObject>())
        {
            foreach (string list in new[] { "actions", "notActions", "dataActions", "notDataActions" })
            {
                permission[list] ??= new JsonArray();
            }
        }
        AuthorizationRules.Stamp(Context, request, document, existing);
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        if (Find(request.Path) is not { } existing)
        {
            return ArmResponse.NoContent();
        }
        if (existing.Body.At("properties", "type").Text() == "BuiltInRole")
        {
            throw new ArmException(
                403,
                "RoleDefinitionCannotBeDeleted",
                $"The role definition '{existing.Name}' is a built-in role and cannot be deleted."
            );
        }
        if (
            Context
                .Store.OfType(PermissionCheck.Assignments)
                .Any(a =>
                    a.Body.At("properties", "roleDefinitionId")
                        .Text()
                        ?.EndsWith(existing.Name, StringComparison.OrdinalIgnoreCase) == true
                )
        )
        {
            throw new ArmException(
                400,
                "RoleDefinitionHasAssignments",
                "There are existing role assignments referencing role (code: RoleDefinitionHasAssignments). Delete the "
                    + $"assignments of role '{existing.Name}' first."
            );
        }
        Context.Store.Remove(existing.Id);
        return ArmResponse.Ok(Render(existing).Copy());
    }

    protected override ArmException NotFound(ArmPath path) =>
        new(404, "RoleDefinitionDoesNotExist", $"The specified role definition with ID '{path.Name}' does not exist.");

    private ArmPath HomeOf(ArmPath path) =>
        ArmPath.Parse($"/subscriptions/{path.SubscriptionId}/providers/{Name}/{path.Name}");

    // The id of a built-in role has the subscription through which it is read.
    private JsonObject At(ArmPath path, StoredResource role)
    {
        JsonObject body = Render(role).Copy();
        if (path.SubscriptionId is { } subscription)
        {
            body["id"] = $"/subscriptions/{subscription}/providers/{Name}/{role.Name}";
        }
        return body;
    }

    private static bool IsAssignable(StoredResource role, string scope) =>
        role
            .Body.At("properties", "assignableScopes")
            .Items()
            .Any(s =>
                RoleDefinitionRules.Covers(s.Text() ?? "", scope) || RoleDefinitionRules.Covers(scope, s.Text() ?? "")
            );
}
