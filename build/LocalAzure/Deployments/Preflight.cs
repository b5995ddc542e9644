using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;
using LocalAzure.Server;
using LocalAzure.Store;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.Deployments;

/// <summary>
/// ARM's checks of all resources before a deployment creates the first one: types and versions, the caller's permissions, policies, and
/// what the services refuse. The last is found by making each request in a transaction that is undone, in the order of the deployment.
/// All problems of a kind are reported together.
/// </summary>
internal sealed class Preflight(
    ResourceStore store,
    TypeCatalogue types,
    PermissionCheck permissions,
    PolicyEngine policies,
    IReadOnlyList<RequestGuard> guards,
    string location
)
{
    // Before a value that is not known yet; no text of a template starts with it.
    private const char Open = '\u0001';

    private static readonly string[] OfTemplate = ["id", "name", "type", "apiVersion"];

    /// <param name="plan">The deployment.</param>
    /// <param name="caller">Who deploys.</param>
    /// <param name="level">What is looked at.</param>
    /// <exception cref="ArmException">The deployment is refused.</exception>
    public void Demand(DeploymentPlan plan, Caller caller, ValidationLevel level)
    {
        List<JsonObject> known = [.. plan.Prediction.Root.InOrder().Where(IsCertain)];
        DemandTypes(known);
        if (level == ValidationLevel.Template)
        {
            return;
        }
        Objections found = store.Imagine(() => LookAhead(plan, known, caller, level));
        if (found.Permissions.Count > 0)
        {
            string all = string.Join(", ", found.Permissions.Select(r => r.Message));
            throw Invalid(403, $"Deployment failed with multiple errors: '{all}'", found.Permissions);
        }
        if (found.Policies.Count > 0)
        {
            throw Invalid(
                400,
                "The template deployment failed because of policy violation. Please see details for more information.",
                found.Policies
            );
        }
        if (found.Services.Find(e => e.Status == 501) is { } unmodelled)
        {
            throw unmodelled;
        }
        if (found.Services.Count > 0)
        {
            throw Invalid(
                400,
                "The template deployment is not valid according to the validation procedure. See inner errors for details.",
                [.. found.Services.Select(e => e.Error)]
            );
        }
    }

    private Objections LookAhead(DeploymentPlan plan, List<JsonObject> resources, Caller caller, ValidationLevel level)
    {
        PendingResources pending = new(plan.Prediction.Root);
        using Foresight look = new(IsOpen, pending.MayAppear, pending.MayAppearBelow)
        {
            SkipsPermissions = level != ValidationLevel.Provider,
        };
        Objections found = new([], [], []);
        List<ArmRequest> requests =
        [
            .. resources.Select(resource => new ArmRequest(
                "PUT",
                ArmPath.Parse(resource["id"].Text()!),
                resource["apiVersion"].Text()!,
                caller
            )
            {
                Body = BodyOf(resource),
            }),
        ];
        found.Permissions.AddRange(
            plan.Active.Where(r => r.IsDeployment && PendingResources.IsKnown(r.Id))
                .Select(r => r.Id)
                .Concat(requests.Select(r => r.Path.Id))
                .Select(id => look.Refusal(() => DemandPermission(caller, id))?.Error)
                .OfType<ArmError>()
        );
        found.Policies.AddRange(
            requests.Select(r => look.Refusal(() => policies.Demand(r, r.Path.Type))?.Error).OfType<ArmError>()
        );
        // As the cloud is before the deployment: a lock that it creates may come after what it locks.
        HashSet<ArmRequest> guarded = new(ReferenceEqualityComparer.Instance);
        foreach (ArmRequest request in requests)
        {
            if (look.Refusal(() => Guard(request)) is { } refused)
            {
                found.Services.Add(refused);
                guarded.Add(request);
            }
        }
        foreach (ArmRequest request in requests)
        {
            ResourceType type = types.Find(request.Path.Type)!;
            pending.Remove(request.Path.Id);
            if (!guarded.Contains(request) && look.Refusal(() => Attempt(type, request)) is { } refused)
            {
                ArmError error = refused.Error;
                found.Services.Add(new(refused.Status, error with { Target = error.Target ?? request.Path.Id }));
            }
            if (store.Find(request.Path.Id) is null)
            {
                type.Assume(request);
            }
        }
        return found;
    }

    private void Attempt(ResourceType type, ArmRequest request)
    {
        CheckPlace(request);
        type.Attempt(request);
    }

    private void Guard(ArmRequest request)
    {
        foreach (RequestGuard guard in guards)
        {
            guard(request, request.Path.Type);
        }
    }

    private void CheckPlace(ArmRequest request)
    {
        if (request.Path.SubscriptionId is { } subscription && store.Find($"/subscriptions/{subscription}") is null)
        {
            throw new ArmException(
                404,
                "SubscriptionNotFound",
                $"The subscription '{subscription}' could not be found."
            );
        }
        ResourceRules.CheckGroup(store, request);
    }

    private void DemandPermission(Caller caller, string id)
    {
        string action = $"{ArmPath.Parse(id).Type}/write";
        if (!permissions.IsAllowed(caller, action, id))
        {
            throw new ArmException(
                403,
                "AuthorizationFailed",
                $"The client '{caller.ObjectId}' with object id '{caller.ObjectId}' does not have permission to perform action "
                    + $"'{action}' at scope '{id}'.",
                id
            );
        }
    }

    private static bool IsOpen(string text) => text.StartsWith(Open);

    // As a service would get it, where the values are known; a policy's rule, for example, has brackets of its own.
    private static JsonObject BodyOf(JsonObject resource) =>
        new(
            resource
                .Where(member => !OfTemplate.Contains(member.Key))
                .Select(member => KeyValuePair.Create(member.Key, Marked(member.Value)))
        );

    private static JsonNode? Marked(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                return new JsonObject(json.Select(member => KeyValuePair.Create(member.Key, Marked(member.Value))));
            case JsonArray array:
                return new JsonArray([.. array.Select(Marked)]);
            case JsonValue value when value.Text() is { } text:
                return ExpressionText.TryParse(text, out _, out string plain) ? Open + text : plain;
            default:
                return node?.DeepClone();
        }
    }

    private static bool IsCertain(JsonObject resource) =>
        PendingResources.IsKnown(resource["id"]!.ToString()) && resource["condition"] is null;

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

    private static ArmException Invalid(int status, string message, IReadOnlyList<ArmError> details) =>
        new(status, new ArmError("InvalidTemplateDeployment", message, null, details));

    private sealed record Objections(List<ArmError> Permissions, List<ArmError> Policies, List<ArmException> Services);
}
