using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>Binds values to a template's parameters and validates their types and constraints.</summary>
internal static class ParameterBinding
{
    /// <exception cref="TemplateException">A parameter is unknown, missing, or has a wrong type or value.</exception>
    public static void Bind(TemplateFrame frame, IReadOnlyDictionary<string, Expression> given)
    {
        JsonObject declared = frame.Template.Parameters;
        List<string> unknown = given.Keys.Where(name => !declared.TryMember(name, out _)).ToList();
        if (unknown.Count > 0)
        {
            throw Invalid(
                $"The following parameters were supplied, but do not correspond to any parameters defined in the template: "
                    + $"'{string.Join(", ", unknown)}'. Please see https://aka.ms/arm-pass-parameter-values for usage details."
            );
        }
        List<string> missing = new();
        foreach ((string? name, JsonNode? value) in declared)
        {
            JsonObject schema =
                value as JsonObject ?? throw Invalid($"The template parameter '{name}' is not an object.");
            Expression match = given.FirstOrDefault(g => g.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
            if (
                match is not null
                && !(match is ValueExpression { Value: null } && schema.TryMember("defaultValue", out _))
            )
            {
                Check(frame, name, schema, match);
                frame.Bind(name, match);
            }
            else if (!schema.TryMember("defaultValue", out _))
            {
                if (TypeCheck.IsNullable(schema, frame.Template))
                {
                    frame.Bind(name, new ValueExpression(null));
                }
                else
                {
                    missing.Add(name);
                }
            }
        }
        if (missing.Count > 0)
        {
            throw Invalid(
                $"The value for the template parameter '{string.Join("', '", missing)}' is not provided. Please see "
                    + "https://aka.ms/arm-create-parameter-file for usage details."
            );
        }
    }

    /// <summary>A parameter's default, evaluated on first use; null when there is none.</summary>
    public static Expression? Default(TemplateFrame frame, string name)
    {
        if (
            frame.Template.Parameters.Member(name) is not JsonObject schema
            || !schema.TryMember("defaultValue", out JsonNode? given)
        )
        {
            return null;
        }
        Expression value = frame.Guarded(
            $"parameters('{name}')",
            () => TreeEvaluator.Reduce(given, new EvaluationContext(frame) { InDefaultValue = true })
        );
        Check(frame, name, schema, value);
        frame.Bind(name, value);
        frame.Defaulted.Add(name);
        return value;
    }

    /// <summary>
    /// A parameter as a prediction shows it if that differs from its value: secure ones as a call, and a default that depends
    /// on a secure one as an expression.
    /// </summary>
    public static Expression? Shown(TemplateFrame frame, string name)
    {
        if (frame.Template.Parameters.Member(name) is not JsonObject schema)
        {
            return null;
        }
        if (IsSecure(schema, frame.Template))
        {
            return new CallExpression("parameters", [new ValueExpression(JsonValue.Create(name))]);
        }
        if (!frame.Defaulted.Contains(name))
        {
            return null;
        }
        EvaluationContext context = new(frame) { InDefaultValue = true, HidesSecrets = true };
        return
            frame.Guarded($"parameters('{name}')", () => TreeEvaluator.Reduce(schema.Member("defaultValue"), context))
                is not ValueExpression
                    and var open
            ? open
            : null;
    }

    /// <summary>Evaluates all defaults, so that an error is found before anything is deployed.</summary>
    public static void BindDefaults(TemplateFrame frame)
    {
        foreach ((string? name, _) in frame.Template.Parameters)
        {
            frame.Parameter(name, new EvaluationContext(frame));
        }
    }

    /// <summary>Whether a value must never be shown.</summary>
    public static bool IsSecure(JsonObject schema, Template template)
    {
        string type = TypeCheck.Resolve(schema, template).Member("type").Display();
        return type.StartsWith("secure", StringComparison.OrdinalIgnoreCase);
    }

    private static void Check(TemplateFrame frame, string name, JsonObject schema, Expression value)
    {
        if (
            value is ValueExpression known
            && TypeCheck.Problem(schema, known.Value, frame.Template, name) is { } problem
        )
        {
            throw Invalid(problem);
        }
    }

    private static TemplateException Invalid(string message) =>
        new($"Deployment template validation failed: '{message}'.");
}
