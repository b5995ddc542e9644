using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Functions that need the running cloud: reference in all its forms, references, list*.</summary>
internal static class RuntimeFunctions
{
    public static readonly FunctionDefinition List = new("list*", 1, 3, ListAction);

    public static readonly FunctionDefinition[] All =
    [
        new("reference", 1, 3, Reference) { MemberOf = PredictedMember },
        new("references", 1, 2, References),
    ];

    private static Expression Reference(CallExpression call, EvaluationContext context)
    {
        Allow(call.Name, context);
        List<Expression> arguments = call.Arguments.Select(a => Evaluator.Reduce(a, context)).ToList();
        if (!arguments.TrueForAll(a => a is ValueExpression))
        {
            return new CallExpression(call.Name, arguments);
        }
        Arguments values = new(call.Name, [.. arguments.Select(a => ((ValueExpression)a).Value)], context);
        // With symbolic names, the second argument may be 'full'.
        bool full = arguments.Skip(1).OfType<ValueExpression>().Any(IsFull);
        string version = values.Has(1) && !Names.Same(values.TextOr(1, ""), "full") ? values.TextOr(1, "") : "";
        return Answer(new CallExpression(call.Name, arguments), values.Text(0), version, full, context);
    }

    private static Expression References(CallExpression call, EvaluationContext context)
    {
        Allow(call.Name, context);
        List<string> values = call
            .Arguments.Select(a => (Evaluator.Reduce(a, context) as ValueExpression)?.Value.Display() ?? "")
            .ToList();
        IEnumerable<string> copies = context.Frame.Symbols.Keys.Where(k =>
            k.StartsWith(values[0] + "[", StringComparison.OrdinalIgnoreCase)
        );
        bool full = values.Count > 1 && Names.Same(values[1], "full");
        return TreeEvaluator.ArrayOf(
            copies.ToList().Select(key => Answer(new CallExpression("reference", []), key, "", full, context))
        );
    }

    /// <summary>
    /// What a prediction knows about reference(resource).name without a cloud: what the template itself contains.
    /// </summary>
    private static Expression? PredictedMember(CallExpression call, string name, EvaluationContext context)
    {
        if (
            context.Cloud is not null
            || call.Arguments is not [ValueExpression { Value: var target }, ..]
            || call.Arguments.Skip(1).OfType<ValueExpression>().Any(IsFull)
            || Planned(target.Display(), context.Frame)
                is not { IsExisting: false, IsActive: true, IsDeployment: false } planned
            || planned.Source.Member("properties") is not JsonObject properties
            || !properties.TryMember(name, out JsonNode? member)
            || !TreeEvaluator.IsStated(
                TreeEvaluator.Reduce(member, planned.Context with { HidesSecrets = context.HidesSecrets }),
                out JsonNode? stated
            )
        )
        {
            return null;
        }
        return TreeEvaluator.Declared(stated, new IndexExpression(call, Text(name)));
    }

    private static Expression Answer(
        CallExpression call,
        string target,
        string version,
        bool full,
        EvaluationContext context
    )
    {
        PlannedResource? resource = Planned(target, context.Frame);
        if (resource is not null)
        {
            context.Seen?.Invoke(resource);
        }
        if (resource?.Outputs?.Value is { } outputs && !full && context.Cloud is null)
        {
            return TreeEvaluator.ObjectOf([(Text("outputs"), outputs)]);
        }
        string? id = resource?.Id ?? (target.StartsWith('/') ? target : null);
        string asked = version.Length > 0 ? version : resource?.ApiVersion ?? "";
        if (id is null || asked.Length == 0)
        {
            throw new TemplateException(
                $"The template reference '{target}' is not valid: could not find template resource or resource copy with this "
                    + "name. Please see https://aka.ms/arm-function-reference for usage details."
            );
        }
        if (context.Cloud is not { } cloud)
        {
            ValueExpression spelled =
                call.Arguments.Skip(1).OfType<ValueExpression>().FirstOrDefault(IsFull) ?? Text("full");
            return new CallExpression(call.Name, full ? [Text(id), Text(asked), spelled] : [Text(id), Text(asked)]);
        }
        JsonObject found = cloud.Reference(id, asked);
        return new ValueExpression(full ? found : found.Member("properties") ?? new JsonObject());
    }

    private static Expression ListAction(CallExpression call, EvaluationContext context)
    {
        Allow(call.Name, context);
        List<Expression> arguments = call.Arguments.Select(a => Evaluator.Reduce(a, context)).ToList();
        if (!arguments.TrueForAll(a => a is ValueExpression))
        {
            return new CallExpression(call.Name, arguments);
        }
        Arguments values = new(call.Name, [.. arguments.Select(a => ((ValueExpression)a).Value)], context);
        PlannedResource? resource = Planned(values.Text(0), context.Frame);
        if (resource is not null)
        {
            context.Seen?.Invoke(resource);
        }
        string id = resource?.Id ?? values.Text(0);
        string version = values.TextOr(1, resource?.ApiVersion ?? "");
        if (context.Cloud is not { } cloud)
        {
            return new CallExpression(call.Name, [Text(id), Text(version), .. arguments.Skip(2)]);
        }
        return new ValueExpression(cloud.List(call.Name, id, version, values.Has(2) ? values[2] : null));
    }

    /// <summary>The template's resource with this symbolic name, id or name.</summary>
    public static PlannedResource? Planned(string target, TemplateFrame frame) =>
        frame.Symbols.GetValueOrDefault(target)
        ?? frame.Resources.Find(r => Names.Same(r.Id, target))
        ?? frame.Resources.Find(r => Names.Same(r.Name, target));

    private static bool IsFull(ValueExpression argument) => Names.Same(argument.Value.Display(), "full");

    private static void Allow(string name, EvaluationContext context)
    {
        if (!context.AllowsRuntime)
        {
            throw new TemplateException(
                $"The template function '{name}' is not expected at this location. Please see "
                    + "https://aka.ms/arm-functions for usage details."
            );
        }
    }

    private static ValueExpression Text(string text) => new(JsonValue.Create(text));
}
