using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>A function: its name, its number of arguments, and how a call is reduced.</summary>
internal sealed record FunctionDefinition(
    string Name,
    int Least,
    int Most,
    Func<CallExpression, EvaluationContext, Expression> Apply
)
{
    /// <summary>Returns a known member of a call that could not be reduced to a value; null if nothing is known.</summary>
    public Func<CallExpression, string, EvaluationContext, Expression?>? MemberOf { get; init; }

    /// <summary>Computes from the shape of arguments of which only parts are known; null if that is not enough.</summary>
    public Func<IReadOnlyList<Expression>, Expression?>? FromShape { get; private init; }

    /// <summary>The answer that only means that the template states nothing: the service may add it.</summary>
    public bool? Absence { get; private init; }

    /// <summary>A function of values: it stays a call until all arguments are known.</summary>
    public static FunctionDefinition Pure(
        string name,
        int least,
        int most,
        Func<Arguments, JsonNode?> compute,
        Func<IReadOnlyList<Expression>, Expression?>? fromShape = null,
        bool? absence = null
    ) =>
        new(name, least, most, (call, context) => Compute(call, context, compute))
        {
            FromShape = fromShape,
            Absence = absence,
        };

    /// <summary>A function whose value differs in each deployment: a prediction without a cloud keeps the call.</summary>
    public static FunctionDefinition OfTheMoment(
        string name,
        int least,
        int most,
        Func<Arguments, JsonNode?> compute
    ) =>
        new(
            name,
            least,
            most,
            (call, context) =>
                context is { InDefaultValue: true, Frame.Facts.IsComplete: false }
                    ? call
                    : Compute(call, context, compute)
        );

    private static Expression Compute(
        CallExpression call,
        EvaluationContext context,
        Func<Arguments, JsonNode?> compute
    )
    {
        List<Expression> reduced = call.Arguments.Select(a => Evaluator.Reduce(a, context)).ToList();
        CallExpression open = new(call.Name, reduced);
        if (reduced.TrueForAll(a => a is ValueExpression))
        {
            return new ValueExpression(
                compute(new Arguments(call.Name, [.. reduced.Select(a => ((ValueExpression)a).Value)], context))
            );
        }
        return reduced.TrueForAll(a => a is ValueExpression or DeclaredExpression)
            ? FromDeclared(open, context, compute)
            : context.Frame.Functions(call.Name)?.FromShape?.Invoke(reduced) ?? open;
    }

    // What is missing in a declared value is unknown, so a failure proves nothing, and neither does an absence.
    private static Expression FromDeclared(
        CallExpression open,
        EvaluationContext context,
        Func<Arguments, JsonNode?> compute
    )
    {
        JsonNode?[] values =
        [
            .. open.Arguments.Select(a => a is DeclaredExpression d ? d.Value : ((ValueExpression)a).Value),
        ];
        try
        {
            JsonNode? result = compute(new Arguments(open.Name, values, context));
            bool proves =
                values[0] is not JsonObject
                || !(result.IsFlag(out bool flag) && flag == context.Frame.Functions(open.Name)?.Absence);
            return !proves ? open : TreeEvaluator.Declared(result, open);
        }
        catch (TemplateException)
        {
            return open;
        }
    }
}
