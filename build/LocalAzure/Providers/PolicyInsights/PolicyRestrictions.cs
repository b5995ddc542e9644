using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Authorization;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.PolicyInsights;

/// <summary>POST …/providers/Microsoft.PolicyInsights/checkPolicyRestrictions: evaluates policies for a resource.</summary>
internal sealed class PolicyRestrictions(ResourceContext context, PolicyEngine engine)
    : ResourceType(context, "Microsoft.PolicyInsights/checkPolicyRestrictions", PolicyInsightsVersions.All)
{
    public override string? ActionOf(ArmRequest request) => "Microsoft.PolicyInsights/checkPolicyRestrictions/read";

    protected override ArmResponse Handle(ArmRequest request)
    {
        if (request is not { Method: "POST", Path.IsCollection: true })
        {
            throw Unsupported(request);
        }
        JsonObject body = request.RequireBody();
        if (body.At("resourceDetails", "resourceContent") is not JsonObject content || content["type"].Text() is null)
        {
            throw new ArmException(
                400,
                "InvalidCheckRestrictionsRequest",
                "resourceDetails.resourceContent must be a resource with a type.",
                "resourceDetails.resourceContent"
            );
        }
        string scope = body.At("resourceDetails", "scope").Text() ?? request.Path.Scope;
        bool audit = body["includeAuditEffect"].Flag() ?? false;
        List<PolicyObjection> found = engine
            .Judge(content, scope)
            .Where(o => audit || !ArmPath.Same(o.Effect, "audit"))
            .Where(o => !ArmPath.Same(o.Effect, "disabled"))
            .ToList();
        return ArmResponse.Ok(
            new JsonObject
            {
                ["fieldRestrictions"] = new JsonArray([
                    .. found.Where(o => o.Cause is not null).Select(o => (JsonNode)Restriction(o)),
                ]),
                ["contentEvaluationResult"] = new JsonObject
                {
                    ["policyEvaluations"] = new JsonArray([.. found.Select(o => (JsonNode)Evaluation(o, content))]),
                },
            }
        );
    }

    private static JsonObject Restriction(PolicyObjection objection)
    {
        (string? field, string? name, JsonNode? target) = objection.Cause!.Value;
        bool allowed = ArmPath.Same(name, "notIn") || ArmPath.Same(name, "in") && !ArmPath.Same(field, "type");
        return new JsonObject
        {
            ["field"] = field,
            ["restrictions"] = new JsonArray(
                new JsonObject
                {
                    ["result"] =
                        ArmPath.Same(name, "exists") ? "Required"
                        : allowed ? "Required"
                        : "Deny",
                    ["values"] = target is JsonArray && allowed ? target.DeepClone() : new JsonArray(),
                    ["policyEffect"] = objection.Effect,
                    ["policy"] = objection.PolicyInfo(),
                }
            ),
        };
    }

    private static JsonObject Evaluation(PolicyObjection objection, JsonObject content)
    {
        JsonArray expressions = new();
        if (objection.Cause is var (field, name, target))
        {
            expressions.Add(
                new JsonObject
                {
                    ["result"] = "True",
                    ["expressionKind"] = "field",
                    ["expression"] = field,
                    ["path"] = field,
                    ["expressionValue"] = PolicyField.Read(content, field)?.DeepClone(),
                    ["targetValue"] = target?.DeepClone(),
                    ["operator"] = name,
                }
            );
        }
        return new JsonObject
        {
            ["policyInfo"] = objection.PolicyInfo(),
            ["evaluationResult"] = "NonCompliant",
            ["evaluationDetails"] = new JsonObject { ["evaluatedExpressions"] = expressions },
            ["effectDetails"] = new JsonObject { ["policyEffect"] = objection.Effect },
        };
    }
}
