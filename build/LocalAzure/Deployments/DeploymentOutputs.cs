using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Planning;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

/// <summary>The outputs of a finished deployment: the visible ones, and the secure ones with their values.</summary>
internal static class DeploymentOutputs
{
    /// <exception cref="TemplateException">An output cannot be evaluated or does not have its declared type.</exception>
    public static (JsonObject Shown, JsonObject Secret) Evaluate(DeploymentPlan plan, CloudAnswers cloud)
    {
        JsonObject shown = new();
        JsonObject secret = new();
        Template template = plan.Frame.Template;
        foreach ((string? name, Expression? value) in Prediction.OutputsOf(plan.Frame, cloud))
        {
            JsonObject schema = TypeCheck.Resolve(template.Outputs.Member(name) as JsonObject ?? [], template);
            JsonNode? rendered = TreeEvaluator.Render(value);
            if (TypeCheck.Problem(schema, rendered, template, name) is { } problem)
            {
                throw new TemplateException(
                    $"The template output '{name}' is not valid: {problem}.",
                    "DeploymentOutputEvaluationFailed"
                );
            }
            string type = DeploymentRecord.TypeName(schema.Member("type").Display());
            shown[name] = new JsonObject { ["type"] = type };
            if (type.StartsWith("Secure", StringComparison.Ordinal))
            {
                secret[name] = new JsonObject { ["type"] = type, ["value"] = rendered };
            }
            else
            {
                shown[name]!["value"] = rendered;
            }
        }
        return (shown, secret);
    }
}
