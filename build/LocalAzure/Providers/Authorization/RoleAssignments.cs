using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Role assignments at any scope. A new one is listed immediately and takes effect after its propagation.</summary>
internal sealed class RoleAssignments(ResourceContext context, string tenantId, PrincipalDirectory directory)
    : StoredType(context, PermissionCheck.Assignments, AuthorizationVersions.Roles)
{
    // RoleAssignmentPropertiesForCreate in azure-rest-api-specs.
    private static readonly string[] PrincipalTypes = ["User", "Group", "ServicePrincipal", "ForeignGroup", "Device"];

    protected override bool IsTracked => false;

    protected override void CheckName(string name) =>
        AuthorizationRules.CheckGuid(name, "InvalidRoleAssignmentId", "role assignment");

    protected override ArmResponse List(ArmRequest request)
    {
        Func<JsonObject, string, string, bool> filter = RoleAssignmentFilter.Parse(request.Option("$filter"));
        string scope = request.Path.Scope;
        return ArmResponse.List(
            Context
                .Store.OfType(Name)
                .Where(a => filter(a.Body, scope, a.Body.At("properties", "scope").Text() ?? ""))
                .Select(Render)
        );
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        JsonNode? properties = body["properties"];
        Foresight.Apart(() => CheckPrincipalId(properties.At("principalId").Text()));
        Foresight.Apart(() => CheckRole(request.Path, properties.At("roleDefinitionId").Text()));
        Foresight.Apart(() => CheckPrincipalType(properties.At("principalType").Text()));
        string principal = properties.At("principalId").Text() ?? "";
        CheckPrincipal(principal, properties.At("principalType").Text());
        CheckSame(request.Path, existing, NameOf(properties.At("roleDefinitionId").Text()), principal);
    }

    private static void CheckPrincipalId(string? principal)
    {
        if (!Guid.TryParse(principal, out _))
        {
            throw new ArmException(
                400,
                "InvalidPrincipalId",
                $"A valid principal ID must be provided for role assignment; '{principal}' is not valid.",
                "properties.principalId"
            );
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties.Remove("provisioningState");
        properties["scope"] = ScopeOf(request.Path);
        properties["principalType"] ??= directory.TypeOf(properties["principalId"].Text()!) ?? "ServicePrincipal";
        AuthorizationRules.Stamp(Context, request, document, existing);
        if (existing is null && !request.Caller.IsSystem && Context.Durations.RolePropagation > TimeSpan.Zero)
        {
            hidden["visibleAt"] = Operations.Stamp(Context.Now + Context.Durations.RolePropagation);
        }
    }

    protected override ArmResponse Delete(ArmRequest request)
    {
        if (Find(request.Path) is not { } existing)
        {
            return ArmResponse.NoContent();
        }
        Context.Store.Remove(existing.Id);
        return ArmResponse.Ok(existing.Body.Copy());
    }

    protected override ArmException NotFound(ArmPath path) =>
        new(404, "RoleAssignmentNotFound", $"The role assignment '{path.Name}' is not found.");

    private static string NameOf(string? role) => role?[(role.LastIndexOf('/') + 1)..] ?? "";

    private void CheckRole(ArmPath path, string? id)
    {
        string name = NameOf(id);
        StoredResource role =
            Context.Store.Find($"/providers/{PermissionCheck.Definitions}/{name}")
            ?? Context.Store.Find(
                $"/subscriptions/{path.SubscriptionId}/providers/{PermissionCheck.Definitions}/{name}"
            )
            ?? throw new ArmException(
                400,
                "RoleDefinitionDoesNotExist",
                $"The specified role definition with ID '{id}' does not exist."
            );
        IEnumerable<string> scopes = role.Body.At("properties", "assignableScopes").Items().Select(s => s.Text() ?? "");
        if (!scopes.Any(s => RoleDefinitionRules.Covers(s, path.Scope)))
        {
            throw new ArmException(
                400,
                "RoleAssignmentScopeNotAssignableToRoleDefinition",
                $"Scope '{path.Scope}' is not assignable to the role definition '{name}'."
            );
        }
    }

    private static void CheckPrincipalType(string? type)
    {
        // Azure/azure-cli#11594 quotes the sentence; the code is not documented.
        if (type is not null && !PrincipalTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArmException(
                400,
                "InvalidPrincipalType",
                $"The PrincipalType property '{type}' is not valid. It must be 'User', 'Group' or 'ServicePrincipal'.",
                "properties.principalType"
            );
        }
    }

    // With a principalType Azure does not look up the principal and does not wait for its replication (learn.microsoft.com,
    // role-based-access-control/troubleshooting, "PrincipalNotFound").
    private void CheckPrincipal(string principal, string? type)
    {
        string? known = directory.TypeOf(principal);
        if (known is not null && type is not null && !directory.HasReplicated(principal))
        {
            return;
        }
        // Azure/modern-web-app-pattern-dotnet#129.
        if (known is not null && type is not null && !ArmPath.Same(known, type))
        {
            throw new ArmException(
                400,
                "UnmatchedPrincipalType",
                $"The PrincipalId '{principal.Replace("-", "", StringComparison.Ordinal)}' has type '{known}' , which is different "
                    + $"from specified PrinciaplType '{type}'."
            );
        }
        if (known is not null && directory.HasReplicated(principal))
        {
            return;
        }
        throw new ArmException(
            400,
            "PrincipalNotFound",
            $"Principal {principal.Replace("-", "", StringComparison.Ordinal)} does not exist in the directory "
                + $"{tenantId}. Check that you have the correct principal ID. If you are creating this "
                + "principal and then immediately assigning a role, this error might be related to a replication delay. In "
                + "this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or "
                + "Group. See https://aka.ms/docs-principaltype"
        );
    }

    private void CheckSame(ArmPath path, StoredResource? existing, string role, string principal)
    {
        if (existing is not null && !IsFor(existing, role, principal))
        {
            throw new ArmException(
                400,
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated."
            );
        }
        StoredResource? twin = Context
            .Store.Under($"{path.Scope}/providers/{Name}/")
            .FirstOrDefault(a => a.Key != existing?.Key && IsFor(a, role, principal));
        if (twin is not null)
        {
            throw new ArmException(
                409,
                "RoleAssignmentExists",
                "The role assignment already exists. The ID of the existing role assignment is "
                    + $"{twin.Name.Replace("-", "", StringComparison.Ordinal)}."
            );
        }
    }

    private string ScopeOf(ArmPath path) => Context.Store.Find(path.Scope)?.Id ?? path.Scope;

    private static bool IsFor(StoredResource assignment, string role, string principal) =>
        ArmPath.Same(assignment.Body.At("properties", "principalId").Text(), principal)
        && assignment
            .Body.At("properties", "roleDefinitionId")
            .Text()
            ?.EndsWith(role, StringComparison.OrdinalIgnoreCase) == true;
}
