using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// Reduces expressions as far as possible. What needs the cloud stays an expression, in which everything else is computed:
/// that is what a prediction shows.
/// </summary>
internal static class Evaluator
{
    public static Expression Reduce(Expression expression, EvaluationContext context)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateException("The template's expressions call each other too deeply, perhaps in a circle.");
        }
        return expression switch
        {
            IndexExpression member => MemberAccess.Read(
                Reduce(member.Target, context),
                Reduce(member.Index, context),
                context
            ),
            CallExpression call => Call(call, context),
            _ => expression,
        };
    }

    /// <summary>Reduces an expression that may turn out not to be needed: a failure leaves it as it is.</summary>
    public static Expression Attempt(Expression expression, EvaluationContext context)
    {
        try
        {
            return Reduce(expression, context);
        }
        catch (TemplateException)
        {
            return expression;
        }
    }

    /// <summary>Reduces a string of a template.</summary>
    public static Expression Text(string text, EvaluationContext context) =>
        ExpressionText.TryParse(text, out Expression? expression, out string? plain)
            ? Reduce(expression, context)
            : new ValueExpression(JsonValue.Create(plain));

    private static Expression Call(CallExpression call, EvaluationContext context)
    {
        if (context.Frame.Template.Function(call.Name) is { } own)
        {
            return CallOwn(own, call, context);
        }
        FunctionDefinition function =
            context.Frame.Functions(call.Name)
            ?? throw new TemplateException(
                $"The template function '{call.Name}' is not valid. Please see https://aka.ms/arm-functions for usage details."
            );
        if (call.Arguments.Count < function.Least || call.Arguments.Count > function.Most)
        {
            throw new TemplateException(
                $"Unable to evaluate template language function '{call.Name}': the number of arguments is "
                    + $"{call.Arguments.Count}, expected {Expected(function)}. Please see "
                    + $"https://aka.ms/arm-functions for usage details."
            );
        }
        return function.Apply(call, context);
    }

    private static Expression CallOwn(UserFunction own, CallExpression call, EvaluationContext context)
    {
        if (call.Arguments.Count != own.Parameters.Count)
        {
            throw new TemplateException(
                $"The user-defined function '{own.Name}' takes {own.Parameters.Count} arguments and was given "
                    + $"{call.Arguments.Count}."
            );
        }
        List<Expression> arguments = call.Arguments.Select(a => Reduce(a, context)).ToList();
        EvaluationContext inside = new(context.Frame.ForFunction(own, arguments));
        return TreeEvaluator.Reduce(own.Output, inside);
    }

    private static string Expected(FunctionDefinition function) =>
        function.Least == function.Most ? $"{function.Least}"
        : function.Most == int.MaxValue ? $"at least {function.Least}"
        : $"{function.Least} to {function.Most}";
}

/// <summary>A user-defined function: its parameter names and its expression.</summary>
internal sealed record UserFunction(string Name, IReadOnlyList<string> Parameters, JsonNode? Output);
