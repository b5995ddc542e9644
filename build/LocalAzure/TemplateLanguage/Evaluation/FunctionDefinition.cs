using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;

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

    /// <summary>A function of values: it stays a call until all arguments are known.</summary>
    public static FunctionDefinition Pure(string name, int least, int most, Func<Arguments, JsonNode?> compute) =>
        new(name, least, most, (call, context) => Compute(call, context, compute));

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
        return reduced.TrueForAll(a => a is ValueExpression)
            ? new ValueExpression(
                compute(new Arguments(call.Name, [.. reduced.Select(a => ((ValueExpression)a).Value)], context))
            )
            : new CallExpression(call.Name, reduced);
    }
}
