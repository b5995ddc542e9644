using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Deny assignments, which Azure's services create and users read. A world may have some.</summary>
internal sealed class DenyAssignments(ResourceContext context)
    : StoredType(context, PermissionCheck.Denials, [.. AuthorizationVersions.Roles, "2018-07-01-preview"])
{
    protected override bool IsTracked => false;

    protected override ArmResponse List(ArmRequest request)
    {
        Func<JsonObject, string, string, bool> filter = RoleAssignmentFilter.Parse(request.Option("$filter"));
        return ArmResponse.List(
            Context
                .Store.OfType(Name)
                .Where(d => filter(d.Body, request.Path.Scope, ArmPath.Parse(d.Id).Scope))
                .Select(Render)
        );
    }

    protected override ArmResponse Put(ArmRequest request) => throw NotAllowed(request);

    protected override ArmResponse Delete(ArmRequest request) => throw NotAllowed(request);
}
