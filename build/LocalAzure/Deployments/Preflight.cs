using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.Deployments;

/// <summary>
/// ARM's checks of all resources before a deployment creates the first one: types and versions, the caller's permissions, and
/// policies. All problems of a kind are reported together.
/// </summary>
internal sealed class Preflight(
    TypeCatalogue types,
    PermissionCheck permissions,
    PolicyEngine policies,
    string location
)
{
    /// <param name="plan">The deployment.</param>
    /// <param name="caller">Who deploys.</param>
    /// <param name="withPermissions">Whether the caller must be allowed to write each resource.</param>
    /// <exception cref="ArmException">The deployment is refused.</exception>
    public void Demand(DeploymentPlan plan, Caller caller, bool withPermissions)
    {
        List<JsonObject> known = plan
            .Prediction.Resources.Where(r => IsKnown(r["id"].Text()!) && r["condition"] is null)
            .ToList();
        DemandTypes(known);
        if (withPermissions)
        {
            DemandPermissions(plan, caller);
        }
        DemandPolicies(known, caller);
        DemandForms(known, caller);
    }

    private void DemandForms(List<JsonObject> resources, Caller caller)
    {
        List<ArmError> refused = [];
        foreach (JsonObject resource in resources)
        {
            ArmPath path = ArmPath.Parse(resource["id"].Text()!);
            ArmRequest request = new("PUT", path, resource["apiVersion"].Text()!, caller) { Body = resource };
            if (
                types.Find(path.Type) is StoredType type
                && type.Foresee(request, ExpressionText.IsExpression) is { } error
            )
            {
                refused.Add(error with { Target = error.Target ?? path.Id });
            }
        }
        if (refused.Count > 0)
        {
            throw Invalid(
                400,
                "The template deployment is not valid according to the validation procedure. See inner errors for details.",
                refused
            );
        }
    }

    private void DemandTypes(List<JsonObject> resources)
    {
        List<(ArmPath Path, string? Version)> paths = resources
            .Select(r => (Path: ArmPath.Parse(r["id"].Text()!), Version: r["apiVersion"].Text()))
            .ToList();
        if (paths.Find(p => types.Find(p.Path.Type) is null).Path is { } unknown)
        {
            throw new ArmException(
                501,
                "NotModelled",
                $"The template makes '{unknown.Id}' of type '{unknown.Type}', which LocalAzure does not model. "
                    + "docs/localazure.md lists what it models and how to add a type."
            );
        }
        foreach ((ArmPath? path, string? version) in paths)
        {
            ResourceType type = types.Find(path.Type)!;
            if (!type.Accepts(version ?? ""))
            {
                throw new ArmException(
                    400,
                    "NoRegisteredProviderFound",
                    $"No registered resource provider found for location '{location}' and API version '{version}' "
                        + $"for type '{path.Type[(path.Type.IndexOf('/', StringComparison.Ordinal) + 1)..]}'. The supported "
                        + $"api-versions are '{string.Join(", ", type.ApiVersions)}'. The supported locations are "
                        + $"'{location}'."
                );
            }
        }
    }

    private void DemandPermissions(DeploymentPlan plan, Caller caller)
    {
        List<ArmError> refused = plan
            .Active.Where(r => IsKnown(r.Id))
            .Where(r => !permissions.IsAllowed(caller, $"{ArmPath.Parse(r.Id).Type}/write", r.Id))
            .Select(r => new ArmError(
                "AuthorizationFailed",
                $"The client '{caller.ObjectId}' with object id '{caller.ObjectId}' does not have permission to perform action "
                    + $"'{ArmPath.Parse(r.Id).Type}/write' at scope '{r.Id}'.",
                r.Id
            ))
            .ToList();
        if (refused.Count > 0)
        {
            string all = string.Join(", ", refused.Select(r => r.Message));
            throw Invalid(403, $"Deployment failed with multiple errors: '{all}'", refused);
        }
    }

    private void DemandPolicies(List<JsonObject> resources, Caller caller)
    {
        List<ArmError> refused = new();
        foreach (JsonObject resource in resources)
        {
            ArmPath path = ArmPath.Parse(resource["id"].Text()!);
            ArmRequest request = new("PUT", path, resource["apiVersion"].Text()!, caller) { Body = resource };
            try
            {
                policies.Demand(request, path.Type);
            }
            catch (ArmException e)
            {
                refused.Add(e.Error);
            }
        }
        if (refused.Count > 0)
        {
            throw Invalid(
                400,
                "The template deployment failed because of policy violation. Please see details for more information.",
                refused
            );
        }
    }

    private static bool IsKnown(string id) => !id.Contains('[', StringComparison.Ordinal);

    private static ArmException Invalid(int status, string message, IReadOnlyList<ArmError> details) =>
        new(status, new ArmError("InvalidTemplateDeployment", message, null, details));
}
