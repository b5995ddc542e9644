using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Planning;

/// <summary>
/// A deployment in a template. With inner scope its template is used unchanged; with outer scope (ARM's default) its
/// expressions belong to the surrounding template and are computed before it starts.
/// </summary>
internal static class NestedDeployment
{
    public static JsonObject TemplateOf(PlannedResource resource, EvaluationContext context)
    {
        JsonObject properties = Properties(resource);
        if (properties.Member("template") is not JsonObject template)
        {
            throw properties.Member("templateLink") is null
                ? new TemplateException($"The nested deployment '{resource.Name}' has no template.")
                : TemplateException.NotModelled(
                    $"linked templates: the nested deployment '{resource.Name}' has a templateLink, and LocalAzure makes no outgoing "
                        + "request. Put the template into the property 'template'"
                );
        }
        return IsInner(properties) ? template : (JsonObject)Freeze(template, context)!;
    }

    /// <summary>The parameter values; unknown ones stay expressions.</summary>
    public static Dictionary<string, Expression> ParametersOf(PlannedResource resource, EvaluationContext context)
    {
        Dictionary<string, Expression> result = new(StringComparer.OrdinalIgnoreCase);
        JsonNode? given = Properties(resource).Member("parameters");
        if (given.IsText(out _))
        {
            given = TreeEvaluator.Render(given, context);
        }
        foreach ((string? name, JsonNode? value) in given as JsonObject ?? [])
        {
            // The value may be written as a loop: { "copy": [{ "name": "value", … }] }.
            Expression holder = TreeEvaluator.Reduce(value, context);
            result[name] =
                MemberAccess.Find(holder, "value")
                ?? throw (
                    MemberAccess.Find(holder, "reference") is null
                        ? new TemplateException(
                            $"The parameter '{name}' of the nested deployment '{resource.Name}' has no value."
                        )
                        : TemplateException.NotModelled(
                            $"key vaults: the parameter '{name}' of the nested deployment '{resource.Name}' refers to a secret of one"
                        )
                );
        }
        return result;
    }

    public static JsonObject Properties(PlannedResource resource) =>
        resource.Source.Member("properties") as JsonObject ?? [];

    private static bool IsInner(JsonObject properties) =>
        properties.Member("expressionEvaluationOptions") is JsonObject options
        && Names.Same(options.Member("scope").Display(), "inner");

    // Loops of the nested template stay in it: only its own iterations know their index.
    private static JsonNode? Freeze(JsonNode? node, EvaluationContext context)
    {
        switch (node)
        {
            case JsonObject json:
                JsonObject result = new();
                foreach ((string? name, JsonNode? value) in json)
                {
                    result[name] = Freeze(value, context);
                }
                return result;
            case JsonArray array:
                return new JsonArray([.. array.Select(i => Freeze(i, context))]);
            case not null when node.IsText(out string? text):
                if (text.Contains("copyIndex(", StringComparison.OrdinalIgnoreCase) && context.Copy is null)
                {
                    return node.Copy();
                }
                // Like in ARM, the result is parsed again as a part of the nested template.
                return TreeEvaluator.Render(Evaluator.Text(text, context));
            default:
                return node.Copy();
        }
    }
}
