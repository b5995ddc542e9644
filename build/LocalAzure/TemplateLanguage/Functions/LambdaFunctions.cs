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
        string? name = (Evaluator.Reduce(call.Arguments[0], context) as ValueExpression)?.Value.Display();
        for (LambdaFrame? frame = context.Lambda; frame is not null; frame = frame.Outer)
        {
            if (Names.Same(frame.Name, name ?? ""))
            {
                return frame.Value;
            }
        }
        throw new TemplateException($"The lambda variable '{name}' is not defined by a lambda around it.");
    }

    private static Expression Over(
        CallExpression call,
        EvaluationContext context,
        Func<IReadOnlyList<Expression>, CallExpression, EvaluationContext, Expression?> apply
    )
    {
        Expression source = Evaluator.Reduce(call.Arguments[0], context);
        return (Items(source, call, context) is { } items ? apply(items, call, context) : null)
            ?? new CallExpression(call.Name, [source, .. call.Arguments.Skip(1)]);
    }

    // An array may be known while some of its items are not.
    private static IReadOnlyList<Expression>? Items(
        Expression source,
        CallExpression call,
        EvaluationContext context
    ) =>
        source switch
        {
            ValueExpression { Value: JsonArray array } => [.. array.Select(i => new ValueExpression(i))],
            ValueExpression { Value: var other } => throw new Arguments(call.Name, [other], context).Wrong(
                0,
                "an array"
            ),
            DeclaredExpression { Value: JsonArray array } declared =>
            [
                .. array.Select((_, i) => MemberAccess.Read(declared, Number(i), context)),
            ],
            CallExpression made when Names.Same(made.Name, "createArray") => made.Arguments,
            _ => null,
        };

    private static Expression Map(IReadOnlyList<Expression> items, CallExpression call, EvaluationContext context) =>
        TreeEvaluator.ArrayOf(items.Select((item, i) => Run(call, 1, context, item, Number(i))));

    private static Expression? Filter(IReadOnlyList<Expression> items, CallExpression call, EvaluationContext context)
    {
        List<Expression> kept = new();
        for (int i = 0; i < items.Count; i++)
        {
            if (Run(call, 1, context, items[i], Number(i)) is not ValueExpression { Value: var verdict })
            {
                return null;
            }
            if (new Arguments(call.Name, [verdict], context).Flag(0))
            {
                kept.Add(items[i]);
            }
        }
        return TreeEvaluator.ArrayOf(kept);
    }

    private static Expression Fold(CallExpression call, EvaluationContext context)
    {
        Expression source = Evaluator.Reduce(call.Arguments[0], context);
        Expression result = Evaluator.Reduce(call.Arguments[1], context);
        if (Items(source, call, context) is not { } items)
        {
            return new CallExpression(call.Name, [source, result, call.Arguments[2]]);
        }
        for (int i = 0; i < items.Count; i++)
        {
            result = Run(call, 2, context, result, items[i], Number(i));
        }
        return result;
    }

    private static Expression? Sort(IReadOnlyList<Expression> items, CallExpression call, EvaluationContext context)
    {
        List<Expression> sorted = new();
        // An insertion sort is stable, and calls the lambda as "does this one come before that one".
        foreach (Expression item in items)
        {
            int at = sorted.Count;
            while (at > 0)
            {
                if (Run(call, 1, context, item, sorted[at - 1]) is not ValueExpression { Value: var verdict })
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
        return TreeEvaluator.ArrayOf(sorted);
    }

    private static Expression ToObject(IReadOnlyList<Expression> items, CallExpression call, EvaluationContext context)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        List<(Expression, Expression)> members = new();
        foreach (Expression item in items)
        {
            Expression key = Run(call, 1, context, item);
            if (
                key is ValueExpression { Value: var name }
                && !seen.Add(new Arguments(call.Name, [name], context).Text(0))
            )
            {
                throw new Arguments(call.Name, [name], context).Fail($"the lambda gives the key '{name}' twice");
            }
            members.Add((key, call.Arguments.Count > 2 ? Run(call, 2, context, item) : item));
        }
        return TreeEvaluator.ObjectOf(members);
    }

    private static Expression? GroupBy(IReadOnlyList<Expression> items, CallExpression call, EvaluationContext context)
    {
        Dictionary<string, List<Expression>> groups = new(StringComparer.OrdinalIgnoreCase);
        foreach (Expression item in items)
        {
            if (Run(call, 1, context, item) is not ValueExpression { Value: var key })
            {
                return null;
            }
            string name = new Arguments(call.Name, [key], context).Text(0);
            if (!groups.TryGetValue(name, out List<Expression>? group))
            {
                groups[name] = group = [];
            }
            group.Add(item);
        }
        return TreeEvaluator.ObjectOf([
            .. groups.Select(g =>
                ((Expression)new ValueExpression(JsonValue.Create(g.Key)), TreeEvaluator.ArrayOf(g.Value))
            ),
        ]);
    }

    private static Expression MapValues(CallExpression call, EvaluationContext context)
    {
        Expression source = Evaluator.Reduce(call.Arguments[0], context);
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
            || !Names.Same(lambda.Name, "lambda")
            || parts.Count - 1 > values.Length
        )
        {
            throw new TemplateException($"The argument {at + 1} of the function '{call.Name}' must be a lambda.");
        }
        LambdaFrame? frame = context.Lambda;
        for (int i = 0; i < parts.Count - 1; i++)
        {
            string name = (Evaluator.Reduce(parts[i], context) as ValueExpression)?.Value.Display() ?? "";
            frame = new LambdaFrame(name, values[i], frame);
        }
        return Evaluator.Reduce(parts[^1], context with { Lambda = frame });
    }

    private static ValueExpression Number(int index) => new(JsonValue.Create((long)index));
}
