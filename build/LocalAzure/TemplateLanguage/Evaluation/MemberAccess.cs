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
            DeclaredExpression declared => Declared(declared, at, new IndexExpression(declared.Origin, index)),
            CallExpression call => Inside(call, at, context) ?? new IndexExpression(target, index),
            _ => new IndexExpression(target, index),
        };
    }

    /// <summary>Gets a member of what a template states; one that it does not state is read from the service.</summary>
    public static Expression Declared(DeclaredExpression target, JsonNode? index, Expression origin) =>
        target.Value switch
        {
            JsonObject json when index.IsText(out string? name) && json.TryMember(name, out JsonNode? member) =>
                TreeEvaluator.Declared(member, origin),
            JsonArray array when index.IsInteger(out long at) && at >= 0 && at < array.Count => TreeEvaluator.Declared(
                array[(int)at],
                origin
            ),
            _ => origin,
        };

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

    /// <summary>Gets a member of an object of which at least the names are known; null when it has none of this name.</summary>
    public static Expression? Find(Expression target, string name) =>
        target switch
        {
            ValueExpression { Value: JsonObject json } => json.TryMember(name, out JsonNode? member)
                ? new ValueExpression(member)
                : null,
            DeclaredExpression { Value: JsonObject json } declared => json.TryMember(name, out JsonNode? member)
                ? TreeEvaluator.Declared(member, new IndexExpression(declared.Origin, new ValueExpression(name)))
                : null,
            CallExpression call when Names.Same(call.Name, "createObject") => MemberOf(call, name),
            _ => null,
        };

    private static Expression? MemberOf(CallExpression call, string name)
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
        return null;
    }

    private static Expression? Inside(CallExpression call, JsonNode? at, EvaluationContext context)
    {
        if (Names.Same(call.Name, "createObject") && at.IsText(out string? name) && MemberOf(call, name) is { } member)
        {
            return member;
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
