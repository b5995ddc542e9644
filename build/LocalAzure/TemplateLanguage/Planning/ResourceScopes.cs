using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Functions;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Planning;

/// <summary>
/// The scope of a resource of a template: the deployment's scope, another group or subscription, or a resource.
/// </summary>
internal static class ResourceScopes
{
    private const string Groups = "Microsoft.Resources/resourceGroups";

    // A management group is below the tenant, wherever the template is deployed.
    private const string ManagementGroups = "Microsoft.Management/managementGroups/";

    public static string IdOf(JsonObject source, string type, string name, EvaluationContext context)
    {
        string scope = Of(source, context);
        if (type.Equals(Groups, StringComparison.OrdinalIgnoreCase))
        {
            return $"{scope}/resourceGroups/{name}";
        }
        if (ExpressionText.IsExpression(name))
        {
            return $"{scope}/providers/{type}/{name}";
        }
        string[] names = name.Split('/');
        return type.Split('/').Length == names.Length + 1
            ? ResourceIdFunctions.Compose(scope, type, names)
            : throw new TemplateException(
                $"Deployment template validation failed: 'The template resource '{name}' has incorrect segment lengths. A nested "
                    + "resource type must have identical number of segments as its resource name. A root resource type must have "
                    + $"segment length one greater than its resource name: '{type}'. Please see "
                    + "https://aka.ms/arm-syntax-resources for usage details.'."
            );
    }

    /// <summary>Returns the scope of a resource or nested deployment.</summary>
    public static string Of(JsonObject source, EvaluationContext context)
    {
        string own = context.Frame.Facts.Scope;
        if (Text(source, "scope", context) is { } scope)
        {
            return scope == "/" ? ""
                : scope.StartsWith('/') ? scope.TrimEnd('/')
                : scope.StartsWith(ManagementGroups, StringComparison.OrdinalIgnoreCase) ? $"/providers/{scope}"
                : $"{own}/providers/{scope}";
        }
        string? subscription = Text(source, "subscriptionId", context);
        string? group = Text(source, "resourceGroup", context);
        if (subscription is null && group is null)
        {
            return own;
        }
        string root = $"/subscriptions/{subscription ?? context.Frame.Facts.SubscriptionId}";
        return group is null ? root : $"{root}/resourceGroups/{group}";
    }

    private static string? Text(JsonObject source, string name, EvaluationContext context) =>
        source.Member(name) is not { } node ? null
        : TreeEvaluator.Reduce(node, context) is ValueExpression { Value: var value }
            ? value.IsText(out string? text) ? text
                : null
        : throw TemplateException.NotYetKnown(
            $"The property '{name}' of a resource must be known at the start of the deployment."
        );
}
