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
        Pure("items", 1, 1, Items, a => Members(a[0]) is { } members ? Items(members) : null),
        Pure("objectKeys", 1, 1, a => new JsonArray([.. Sorted(a.Object(0)).Select(p => (JsonNode)p.Key)])),
        new("tryGet", 2, int.MaxValue, TryGet),
        new("tryIndexFromEnd", 2, int.MaxValue, TryFromEnd),
    ];

    /// <summary>The members of an object whose names are all known, sorted; null for anything else.</summary>
    public static IReadOnlyList<(string Name, Expression Value)>? Members(Expression expression)
    {
        if (expression is not CallExpression made || !Names.Same(made.Name, "createObject"))
        {
            return null;
        }
        List<(string, Expression)> members = [];
        for (int i = 0; i + 1 < made.Arguments.Count; i += 2)
        {
            if (made.Arguments[i] is not ValueExpression { Value: var name } || !name.IsText(out string? text))
            {
                return null;
            }
            members.Add((text, made.Arguments[i + 1]));
        }
        return [.. members.OrderBy(m => m.Item1, StringComparer.OrdinalIgnoreCase)];
    }

    private static Expression Items(IReadOnlyList<(string Name, Expression Value)> members) =>
        TreeEvaluator.ArrayOf(
            members.Select(m => TreeEvaluator.ObjectOf([(Text("key"), Text(m.Name)), (Text("value"), m.Value)]))
        );

    private static ValueExpression Text(string text) => new(JsonValue.Create(text));

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
        CallExpression open = new(call.Name, arguments);
        if (arguments[1] is not ValueExpression { Value: var index })
        {
            return open;
        }
        // Only the first step may find nothing; the rest is read like with a dot.
        switch (arguments[0])
        {
            case ValueExpression { Value: var current }:
                return Try(current, index, out JsonNode? member)
                    ? Further(new ValueExpression(member), arguments, context)
                    : new ValueExpression(null);
            case DeclaredExpression declared when Try(declared.Value, index, out _):
                return Further(MemberAccess.Read(declared, arguments[1], context), arguments, context);
            case var other when index.IsText(out string? name) && Members(other) is { } members:
                Expression? found = members.FirstOrDefault(m => Names.Same(m.Name, name)).Value;
                return found is null ? new ValueExpression(null) : Further(found, arguments, context);
            default:
                return open;
        }
    }

    private static Expression Further(Expression member, List<Expression> arguments, EvaluationContext context) =>
        arguments.Skip(2).Aggregate(member, (m, i) => MemberAccess.Read(m, i, context));

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
            ? Further(new ValueExpression(array[array.Count - (int)n]), arguments, context)
            : new ValueExpression(null);
    }
}
