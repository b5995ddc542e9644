using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Functions that take a lambda: <c>lambda('x', …lambdaVariables('x')…)</c>.</summary>
internal static class LambdaFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new(
            "lambda",
            1,
            int.MaxValue,
            (_, _) =>
                throw new TemplateException(
                    "The template function 'lambda' is not expected at this location: it is only an argument of functions that take one."
                )
        ),
        new("lambdaVariables", 1, 1, Variable),
        new("map", 2, 2, (call, context) => Over(call, context, Map)),
        new("filter", 2, 2, (call, context) => Over(call, context, Filter)),
        new("reduce", 3, 3, Fold),
        new("sort", 2, 2, (call, context) => Over(call, context, Sort)),
        new("toObject", 2, 3, (call, context) => Over(call, context, ToObject)),
        new("groupBy", 2, 2, (call, context) => Over(call, context, GroupBy)),
        new("mapValues", 2, 2, MapValues),
    ];

    private static Expression Variable(CallExpression call, EvaluationContext context)
    {
        var name = (Evaluator.Reduce(call.Arguments[0], context) as ValueExpression)?.Value.Display();
        for (var frame = context.Lambda; frame is not null; frame = frame.Outer)
        {
            if (FunctionTable.Same(frame.Name, name ?? ""))
            {
                return frame.Value;
            }
        }
        throw new TemplateException($"The lambda variable '{name}' is not defined by a lambda around it.");
    }

    private static Expression Over(
        CallExpression call,
        EvaluationContext context,
        Func<JsonArray, CallExpression, EvaluationContext, Expression?> apply
    )
    {
        var source = Evaluator.Reduce(call.Arguments[0], context);
        if (source is not ValueExpression { Value: var value })
        {
            return new CallExpression(call.Name, [source, .. call.Arguments.Skip(1)]);
        }
        var array = value as JsonArray ?? throw new Arguments(call.Name, [value], context).Wrong(0, "an array");
        return apply(array, call, context) ?? new CallExpression(call.Name, [source, .. call.Arguments.Skip(1)]);
    }

    private static Expression Map(JsonArray array, CallExpression call, EvaluationContext context) =>
        TreeEvaluator.ArrayOf(array.Select((item, i) => Run(call, 1, context, new ValueExpression(item), Number(i))));

    private static ValueExpression? Filter(JsonArray array, CallExpression call, EvaluationContext context)
    {
        var kept = new JsonArray();
        for (var i = 0; i < array.Count; i++)
        {
            if (
                Run(call, 1, context, new ValueExpression(array[i]), Number(i))
                is not ValueExpression { Value: var verdict }
            )
            {
                return null;
            }
            if (new Arguments(call.Name, [verdict], context).Flag(0))
            {
                kept.Add(array[i].Copy());
            }
        }
        return new ValueExpression(kept);
    }

    private static Expression Fold(CallExpression call, EvaluationContext context)
    {
        var source = Evaluator.Reduce(call.Arguments[0], context);
        var result = Evaluator.Reduce(call.Arguments[1], context);
        if (source is not ValueExpression { Value: JsonArray array })
        {
            return new CallExpression(call.Name, [source, result, call.Arguments[2]]);
        }
        for (var i = 0; i < array.Count; i++)
        {
            result = Run(call, 2, context, result, new ValueExpression(array[i]), Number(i));
        }
        return result;
    }

    private static ValueExpression? Sort(JsonArray array, CallExpression call, EvaluationContext context)
    {
        var sorted = new List<JsonNode?>();
        // An insertion sort is stable, and calls the lambda as "does this one come before that one".
        foreach (var item in array)
        {
            var at = sorted.Count;
            while (at > 0)
            {
                var before = Run(call, 1, context, new ValueExpression(item), new ValueExpression(sorted[at - 1]));
                if (before is not ValueExpression { Value: var verdict })
                {
                    return null;
                }
                if (!new Arguments(call.Name, [verdict], context).Flag(0))
                {
                    break;
                }
                at--;
            }
            sorted.Insert(at, item);
        }
        return new ValueExpression(CollectionFunctions.Of(sorted));
    }

    private static Expression ToObject(JsonArray array, CallExpression call, EvaluationContext context) =>
        TreeEvaluator.ObjectOf([
            .. array.Select(item =>
                (
                    Run(call, 1, context, new ValueExpression(item)),
                    call.Arguments.Count > 2
                        ? Run(call, 2, context, new ValueExpression(item))
                        : new ValueExpression(item)
                )
            ),
        ]);

    private static ValueExpression? GroupBy(JsonArray array, CallExpression call, EvaluationContext context)
    {
        var groups = new JsonObject();
        foreach (var item in array)
        {
            if (Run(call, 1, context, new ValueExpression(item)) is not ValueExpression { Value: var key })
            {
                return null;
            }
            if (groups[key.Display()] is not JsonArray group)
            {
                groups[key.Display()] = group = [];
            }
            group.Add(item.Copy());
        }
        return new ValueExpression(groups);
    }

    private static Expression MapValues(CallExpression call, EvaluationContext context)
    {
        var source = Evaluator.Reduce(call.Arguments[0], context);
        return source is ValueExpression { Value: JsonObject json }
            ? TreeEvaluator.ObjectOf([
                .. json.Select(p =>
                    (
                        (Expression)new ValueExpression(JsonValue.Create(p.Key)),
                        Run(call, 1, context, new ValueExpression(p.Value))
                    )
                ),
            ])
            : new CallExpression(call.Name, [source, call.Arguments[1]]);
    }

    private static Expression Run(CallExpression call, int at, EvaluationContext context, params Expression[] values)
    {
        if (
            call.Arguments[at] is not CallExpression { Arguments: { Count: > 0 } parts } lambda
            || !FunctionTable.Same(lambda.Name, "lambda")
            || parts.Count - 1 > values.Length
        )
        {
            throw new TemplateException($"The argument {at + 1} of the function '{call.Name}' must be a lambda.");
        }
        var frame = context.Lambda;
        for (var i = 0; i < parts.Count - 1; i++)
        {
            var name = (Evaluator.Reduce(parts[i], context) as ValueExpression)?.Value.Display() ?? "";
            frame = new LambdaFrame(name, values[i], frame);
        }
        return Evaluator.Reduce(parts[^1], context with { Lambda = frame });
    }

    private static ValueExpression Number(int index) => new(JsonValue.Create((long)index));
}
