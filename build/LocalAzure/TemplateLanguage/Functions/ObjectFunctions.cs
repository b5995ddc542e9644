using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Functions of objects, and safe access to members.</summary>
internal static class ObjectFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        Pure("createObject", 0, int.MaxValue, Create),
        Pure("items", 1, 1, Items),
        Pure("objectKeys", 1, 1, a => new JsonArray([.. Sorted(a.Object(0)).Select(p => (JsonNode)p.Key)])),
        new("tryGet", 2, int.MaxValue, TryGet),
        new("tryIndexFromEnd", 2, int.MaxValue, TryFromEnd),
    ];

    private static JsonObject Create(Arguments a)
    {
        if (a.Count % 2 == 1)
        {
            throw a.Fail("names and values must come in pairs");
        }
        JsonObject result = new();
        for (int i = 0; i < a.Count; i += 2)
        {
            if (!result.TryAdd(a.Text(i), a[i + 1].Copy()))
            {
                throw a.Fail($"the name '{a.Text(i)}' is given twice");
            }
        }
        return result;
    }

    private static JsonArray Items(Arguments a) =>
        new([
            .. Sorted(a.Object(0))
                .Select(p => (JsonNode)new JsonObject { ["key"] = p.Key, ["value"] = p.Value.Copy() }),
        ]);

    private static IOrderedEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject json) =>
        json.OrderBy(p => p.Key, StringComparer.OrdinalIgnoreCase);

    private static Expression TryGet(CallExpression call, EvaluationContext context)
    {
        List<Expression> arguments = call.Arguments.Select(a => Evaluator.Reduce(a, context)).ToList();
        if (
            arguments[0] is not ValueExpression { Value: var current }
            || !arguments.TrueForAll(a => a is ValueExpression)
        )
        {
            return new CallExpression(call.Name, arguments);
        }
        // Only the first step may find nothing; the rest is read like with a dot.
        return Try(current, ((ValueExpression)arguments[1]).Value, out JsonNode? member)
            ? Further(member, arguments)
            : new ValueExpression(null);
    }

    private static ValueExpression Further(JsonNode? member, List<Expression> arguments) =>
        new(arguments.Skip(2).Aggregate(member, (m, i) => MemberAccess.Of(m, ((ValueExpression)i).Value)));

    private static bool Try(JsonNode? target, JsonNode? index, out JsonNode? member)
    {
        member = null;
        switch (target)
        {
            case JsonObject json when index.IsText(out string? name):
                return json.TryMember(name, out member);
            case JsonArray array when index.IsInteger(out long at):
                member = at >= 0 && at < array.Count ? array[(int)at] : null;
                return at >= 0 && at < array.Count;
            default:
                return false;
        }
    }

    private static Expression TryFromEnd(CallExpression call, EvaluationContext context)
    {
        List<Expression> arguments = call.Arguments.Select(a => Evaluator.Reduce(a, context)).ToList();
        if (
            arguments is not [ValueExpression { Value: var target }, ValueExpression { Value: var back }, ..]
            || !arguments.TrueForAll(a => a is ValueExpression)
        )
        {
            return new CallExpression(call.Name, arguments);
        }
        return target is JsonArray array && back.IsInteger(out long n) && n >= 1 && n <= array.Count
            ? Further(array[array.Count - (int)n], arguments)
            : new ValueExpression(null);
    }
}
