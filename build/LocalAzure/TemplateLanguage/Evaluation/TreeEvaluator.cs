using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// Evaluates JSON with expressions in its strings and property names, and with the property loops of objects
/// (<c>"copy": [{"name", "count", "input"}]</c>).
/// </summary>
internal static class TreeEvaluator
{
    /// <summary>ARM's limit of a loop (learn.microsoft.com, copy loops).</summary>
    public const int MostCopies = 800;

    /// <summary>Reduces the tree to one expression: a value when everything in it is known.</summary>
    public static Expression Reduce(JsonNode? node, EvaluationContext context)
    {
        Check();
        switch (node)
        {
            case JsonValue when node.IsText(out string? text):
                return Evaluator.Text(text, context);
            case JsonArray array:
                return ArrayOf(array.Select(item => Reduce(item, context)));
            case JsonObject json:
                return ObjectOf(Members(json, context));
            default:
                return new ValueExpression(node);
        }
    }

    /// <summary>Replaces the expressions of the tree; what cannot be computed stays as "[expression]".</summary>
    public static JsonNode? Render(JsonNode? node, EvaluationContext context)
    {
        Check();
        switch (node)
        {
            case JsonValue when node.IsText(out string? text):
                return Render(Evaluator.Text(text, context));
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Render(item, context))]);
            case JsonObject json:
                JsonObject result = new();
                foreach ((string? name, JsonNode? value) in json)
                {
                    if (!IsLoop(name, value))
                    {
                        result[NameOf(name, context)] = Render(value, context);
                        continue;
                    }
                    foreach (JsonObject loop in value!.AsArray().OfType<JsonObject>())
                    {
                        result[LoopName(loop, context)] = new JsonArray([.. Turns(loop, context, Render)]);
                    }
                }
                return result;
            default:
                return node.Copy();
        }
    }

    public static JsonNode? Render(Expression expression) =>
        IsStated(expression, out JsonNode? value) ? value.Copy() : JsonValue.Create(ExpressionText.Write(expression));

    /// <summary>Whether it is a value, or what a template states about a resource.</summary>
    public static bool IsStated(Expression expression, out JsonNode? value)
    {
        value = (expression as ValueExpression)?.Value ?? (expression as DeclaredExpression)?.Value;
        return expression is ValueExpression or DeclaredExpression;
    }

    /// <summary>A value that was read from what a template states; the service adds nothing to a text or a number.</summary>
    public static Expression Declared(JsonNode? value, Expression origin) =>
        value is JsonObject or JsonArray ? new DeclaredExpression(value, origin) : new ValueExpression(value);

    public static Expression ArrayOf(IEnumerable<Expression> items)
    {
        List<Expression> list = items.ToList();
        return Whole(
            list,
            () => new JsonArray([.. list.Select(Render)]),
            () => new CallExpression("createArray", list)
        );
    }

    public static Expression ObjectOf(IReadOnlyList<(Expression Name, Expression Value)> members)
    {
        return Whole(
            [.. members.SelectMany(m => new[] { m.Name, m.Value })],
            () =>
            {
                JsonObject result = new();
                foreach ((Expression? name, Expression? value) in members)
                {
                    result[Render(name).Display()] = Render(value);
                }
                return result;
            },
            () => new CallExpression("createObject", [.. members.SelectMany(m => new[] { m.Name, m.Value })])
        );
    }

    private static Expression Whole(IReadOnlyList<Expression> parts, Func<JsonNode> whole, Func<CallExpression> open) =>
        parts.All(p => p is ValueExpression) ? new ValueExpression(whole())
        : parts.All(p => p is ValueExpression or DeclaredExpression) ? new DeclaredExpression(whole(), open())
        : open();

    /// <summary>Runs a loop: evaluates the input for each index.</summary>
    public static IEnumerable<T> Loop<T>(
        string? name,
        JsonNode? count,
        EvaluationContext context,
        Func<EvaluationContext, T> turn
    )
    {
        long times = Count(count, context);
        for (int i = 0; i < times; i++)
        {
            yield return turn(context with { Copy = new CopyFrame(name, i, context.Copy) });
        }
    }

    public static long Count(JsonNode? count, EvaluationContext context)
    {
        const string Details = "Please see https://aka.ms/arm-copy for usage details.";
        if (Reduce(count, context) is not ValueExpression { Value: var value })
        {
            throw TemplateException.NotYetKnown(
                $"The copy count must be an integer that can be computed at the start of the deployment. {Details}"
            );
        }
        if (!value.IsInteger(out long times))
        {
            throw new TemplateException(
                $"The copy count must be an integer; it is of type '{value.TypeName()}'. {Details}"
            );
        }
        return times is >= 0 and <= MostCopies
            ? times
            : throw new TemplateException($"The copy count '{times}' is not between 0 and {MostCopies}. {Details}");
    }

    /// <summary>Whether a member is the copy loops of its object rather than a property.</summary>
    public static bool IsLoop(string name, JsonNode? value) =>
        name.Equals("copy", StringComparison.OrdinalIgnoreCase)
        && value is JsonArray { Count: > 0 } loops
        && loops.All(l => l is JsonObject json && json.TryMember("name", out _) && json.TryMember("input", out _));

    private static List<(Expression Name, Expression Value)> Members(JsonObject json, EvaluationContext context)
    {
        List<(Expression, Expression)> members = new();
        foreach ((string? name, JsonNode? value) in json)
        {
            if (!IsLoop(name, value))
            {
                members.Add((Evaluator.Text(name, context), Reduce(value, context)));
                continue;
            }
            foreach (JsonObject loop in value!.AsArray().OfType<JsonObject>())
            {
                members.Add((Known(LoopName(loop, context)), ArrayOf(Turns(loop, context, Reduce))));
            }
        }
        return members;
    }

    private static IEnumerable<T> Turns<T>(
        JsonObject loop,
        EvaluationContext context,
        Func<JsonNode?, EvaluationContext, T> evaluate
    ) =>
        Loop(
            LoopName(loop, context),
            loop.Member("count"),
            context,
            inner => evaluate(loop.Member("input"), inner with { Copy = inner.Copy! with { IsOfProperty = true } })
        );

    private static string LoopName(JsonObject loop, EvaluationContext context) =>
        Reduce(loop.Member("name"), context) is ValueExpression { Value: var name } && name.IsText(out string? text)
            ? text
            : throw TemplateException.NotYetKnown(
                "The name of a property's copy loop must be a string known at the start."
            );

    private static string NameOf(string name, EvaluationContext context) =>
        Evaluator.Text(name, context) is ValueExpression { Value: var value } ? value.Display() : name;

    private static ValueExpression Known(string text) => new(JsonValue.Create(text));

    private static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new TemplateException("The template nests too deeply.");
        }
    }
}
