using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Logical functions and comparisons. Only the taken branch is evaluated.</summary>
internal static class LogicalFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        new("if", 3, 3, If),
        new("and", 2, int.MaxValue, (call, context) => Chain(call, context, stop: false)),
        new("or", 2, int.MaxValue, (call, context) => Chain(call, context, stop: true)),
        new("coalesce", 0, int.MaxValue, Coalesce),
        Pure("not", 1, 1, a => !a.Flag(0)),
        Pure("bool", 1, 1, Flag),
        Pure("true", 0, 0, _ => true),
        Pure("false", 0, 0, _ => false),
        Pure("null", 0, 0, _ => null),
        Pure("equals", 2, 2, a => a[0].SameAs(a[1])),
        Pure("less", 2, 2, a => Compare(a) < 0),
        Pure("lessOrEquals", 2, 2, a => Compare(a) <= 0),
        Pure("greater", 2, 2, a => Compare(a) > 0),
        Pure("greaterOrEquals", 2, 2, a => Compare(a) >= 0),
    ];

    private static Expression If(CallExpression call, EvaluationContext context)
    {
        Expression condition = Evaluator.Reduce(call.Arguments[0], context);
        if (condition is ValueExpression { Value: var value })
        {
            bool isTrue = value.IsFlag(out bool flag)
                ? flag
                : throw new Arguments("if", [value], context).Wrong(0, "a boolean");
            return Evaluator.Reduce(call.Arguments[isTrue ? 1 : 2], context);
        }
        return new CallExpression(
            call.Name,
            [condition, .. call.Arguments.Skip(1).Select(a => Evaluator.Attempt(a, context))]
        );
    }

    private static Expression Chain(CallExpression call, EvaluationContext context, bool stop)
    {
        List<Expression> open = new();
        foreach (Expression argument in call.Arguments)
        {
            // Behind what is unknown, nothing is certain to be evaluated.
            Expression reduced =
                open.Count == 0 ? Evaluator.Reduce(argument, context) : Evaluator.Attempt(argument, context);
            if (open.Count == 0 && reduced is ValueExpression { Value: var value })
            {
                if (!value.IsFlag(out bool flag))
                {
                    throw new Arguments(call.Name, [value], context).Wrong(0, "a boolean");
                }
                if (flag == stop && open.Count == 0)
                {
                    return new ValueExpression(JsonValue.Create(stop));
                }
            }
            open.Add(reduced);
            if (open.TrueForAll(o => o is ValueExpression))
            {
                open.Clear();
            }
        }
        return open.Count == 0 ? new ValueExpression(JsonValue.Create(!stop)) : new CallExpression(call.Name, open);
    }

    private static Expression Coalesce(CallExpression call, EvaluationContext context)
    {
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Expression reduced = Evaluator.Reduce(call.Arguments[i], context);
            if (reduced is DeclaredExpression)
            {
                return reduced;
            }
            if (reduced is not ValueExpression { Value: var value })
            {
                return new CallExpression(
                    call.Name,
                    [reduced, .. call.Arguments.Skip(i + 1).Select(a => Evaluator.Attempt(a, context))]
                );
            }
            if (value is not null)
            {
                return reduced;
            }
        }
        return new ValueExpression(null);
    }

    private static JsonValue Flag(Arguments a) =>
        a[0].Kind() switch
        {
            JsonValueKind.True or JsonValueKind.False => JsonValue.Create(a.Flag(0)),
            JsonValueKind.Number => JsonValue.Create(a.Integer(0) != 0),
            _ => bool.TryParse(a.Text(0), out bool flag)
                ? JsonValue.Create(flag)
                : throw a.Fail($"'{a.Text(0)}' is neither true nor false"),
        };

    private static int Compare(Arguments a) =>
        a[0].IsInteger(out long left) && a[1].IsInteger(out long right) ? left.CompareTo(right)
        : a[0].IsNumber() && a[1].IsNumber() ? a[0]!.Real().CompareTo(a[1]!.Real())
        : a[0].IsText(out string? text) && a[1].IsText(out string? other) ? TextOrder.Compare(text, other)
        : throw a.Fail("both arguments must be numbers, or both strings");
}
