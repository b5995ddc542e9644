using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>target.name and target[index], on values and on expressions of known shape.</summary>
internal static class MemberAccess
{
    public static Expression Read(Expression target, Expression index, EvaluationContext context)
    {
        if (index is not ValueExpression { Value: var at })
        {
            return new IndexExpression(target, index);
        }
        return target switch
        {
            ValueExpression value => new ValueExpression(Of(value.Value, at)),
            CallExpression call => Inside(call, at, context) ?? new IndexExpression(target, index),
            _ => new IndexExpression(target, index),
        };
    }

    /// <summary>Gets a member of a value.</summary>
    /// <exception cref="TemplateException">It does not exist; with ARM's message.</exception>
    public static JsonNode? Of(JsonNode? target, JsonNode? index)
    {
        switch (target)
        {
            case JsonObject json when index.IsText(out string? name):
                return json.TryMember(name, out JsonNode? member)
                    ? member
                    : throw new TemplateException(
                        $"The language expression property '{name}' doesn't exist, available properties are "
                            + $"'{string.Join(", ", json.Select(p => p.Key))}'."
                    );
            case JsonArray array when index.IsInteger(out long at):
                return at >= 0 && at < array.Count
                    ? array[(int)at]
                    : throw new TemplateException(
                        $"The language expression property array index '{at}' is out of bounds: the array has {array.Count} items."
                    );
            case JsonArray:
                throw new TemplateException(
                    $"The language expression property '{index.Display()}' can't be evaluated: an array takes an integer index."
                );
            default:
                throw new TemplateException(
                    $"The language expression property '{index.Display()}' can't be evaluated, property name must be read from "
                        + $"an object or array; it is of type '{target.TypeName()}'."
                );
        }
    }

    private static Expression? Inside(CallExpression call, JsonNode? at, EvaluationContext context)
    {
        if (Names.Same(call.Name, "createObject") && at.IsText(out string? name))
        {
            for (int i = 0; i + 1 < call.Arguments.Count; i += 2)
            {
                if (
                    call.Arguments[i] is ValueExpression { Value: var key }
                    && key.IsText(out string? text)
                    && Names.Same(text, name)
                )
                {
                    return call.Arguments[i + 1];
                }
            }
        }
        if (Names.Same(call.Name, "createArray") && at.IsInteger(out long place))
        {
            return place >= 0 && place < call.Arguments.Count ? call.Arguments[(int)place] : null;
        }
        return at.IsText(out string? asked)
            ? context.Frame.Functions(call.Name)?.MemberOf?.Invoke(call, asked, context)
            : null;
    }
}
