using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Authorization;

/// <summary>Evaluates the policy assignments at a scope and above for a resource; deny refuses its creation.</summary>
internal sealed class PolicyEngine(ResourceStore store)
{
    public IEnumerable<PolicyObjection> Judge(JsonObject resource, string scope)
    {
        foreach (StoredResource assignment in store.OfType(PolicyAssignments.TypeName))
        {
            JsonNode? properties = assignment.Body["properties"];
            bool excluded = properties
                .At("notScopes")
                .Items()
                .Any(s => RoleDefinitionRules.Covers(s.Text() ?? "-", scope));
            if (
                excluded
                || !RoleDefinitionRules.Covers(properties.At("scope").Text() ?? "-", scope)
                || store.Find(properties.At("policyDefinitionId").Text() ?? "")?.Body is not { } definition
                || definition.At("properties", "mode").Text() == "Indexed" && !IsIndexed(resource)
            )
            {
                continue;
            }
            PolicyCondition condition = new(ParametersOf(definition, properties.At("parameters")));
            JsonNode? rule = definition.At("properties", "policyRule");
            if (condition.IsTrue(rule.At("if"), resource))
            {
                string effect = condition.Value(rule.At("then", "effect")).Text() ?? "Audit";
                yield return new(assignment, definition, effect, condition.Cause);
            }
        }
    }

    /// <exception cref="ArmException">403 RequestDisallowedByPolicy.</exception>
    public void Demand(ArmRequest request, string type)
    {
        if (request.Caller.IsSystem || request.Method != "PUT" || request.Body is not { } body)
        {
            return;
        }
        JsonObject resource = body.Copy();
        resource["type"] = type;
        resource["name"] = request.Path.Name;
        List<PolicyObjection> denied = Judge(resource, request.Path.Id)
            .Where(o =>
                ArmPath.Same(o.Effect, "deny")
                && o.Assignment.Body.At("properties", "enforcementMode").Text() != "DoNotEnforce"
            )
            .ToList();
        if (denied.Count > 0)
        {
            throw new ArmException(
                403,
                new ArmError(
                    "RequestDisallowedByPolicy",
                    $"Resource '{request.Path.Name}' was disallowed by policy. Policy identifiers: '"
                        + $"{new JsonArray([.. denied.Select(d => (JsonNode)d.Identifiers())]).ToJsonString()}'.",
                    request.Path.Name,
                    null,
                    new JsonArray([
                        .. denied.Select(d => new JsonObject { ["type"] = "PolicyViolation", ["info"] = d.Info() }),
                    ])
                )
            );
        }
    }

    // Mode Indexed evaluates only types with tags and location.
    private static bool IsIndexed(JsonObject resource) =>
        resource["location"] is not null && !ArmPath.Same(resource["type"].Text(), ResourceGroups.TypeName);

    private static JsonObject ParametersOf(JsonObject definition, JsonNode? given)
    {
        JsonObject all = new();
        foreach ((string? name, JsonNode? declared) in definition.At("properties", "parameters").Object() ?? [])
        {
            if (declared.At("defaultValue") is { } value)
            {
                all[name] = new JsonObject { ["value"] = value.DeepClone() };
            }
        }
        foreach ((string? name, JsonNode? value) in given.Object() ?? [])
        {
            all[name] = value?.DeepClone();
        }
        return all;
    }
}
