using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>64-bit integers, and the index of a loop.</summary>
internal static class NumericFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        Pure("add", 2, 2, a => Compute(a, (x, y) => checked(x + y))),
        Pure("sub", 2, 2, a => Compute(a, (x, y) => checked(x - y))),
        Pure("mul", 2, 2, a => Compute(a, (x, y) => checked(x * y))),
        Pure("div", 2, 2, a => Compute(a, (x, y) => checked(x / y))),
        Pure("mod", 2, 2, a => Compute(a, (x, y) => y == -1 ? 0 : x % y)),
        Pure("int", 1, 1, Integer),
        Pure("float", 1, 1, Float),
        Pure("min", 0, int.MaxValue, a => Numbers(a).MinBy(n => n.Real()).Copy()),
        Pure("max", 0, int.MaxValue, a => Numbers(a).MaxBy(n => n.Real()).Copy()),
        new("copyIndex", 0, 2, CopyIndex),
    ];

    private static JsonValue Compute(Arguments a, Func<long, long, long> operation)
    {
        try
        {
            return JsonValue.Create(operation(a.Integer(0), a.Integer(1)));
        }
        catch (DivideByZeroException)
        {
            throw a.Fail("the divisor is 0");
        }
        catch (OverflowException)
        {
            throw a.Fail("the result does not fit into 64 bits");
        }
    }

    private static JsonValue Integer(Arguments a)
    {
        if (a[0].IsInteger(out long number))
        {
            return JsonValue.Create(number);
        }
        return long.TryParse(a.Text(0), NumberStyles.Integer, CultureInfo.InvariantCulture, out long parsed)
            ? JsonValue.Create(parsed)
            : throw a.Fail($"'{a.Text(0)}' is not an integer");
    }

    private static JsonNode? Float(Arguments a) =>
        a[0].IsNumber() ? Reals.Of(a[0]!.Real())
        : double.TryParse(
            a.Text(0),
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out double real
        ) && double.IsFinite(real)
            ? Reals.Of(real)
        : throw a.Fail($"'{a.Text(0)}' is not a number");

    private static List<JsonNode> Numbers(Arguments a)
    {
        IReadOnlyList<JsonNode?> all = a is { Count: 1 } && a[0] is JsonArray array ? [.. array] : a.All;
        return all.Count == 0
            ? throw a.Fail("there is no number to choose from")
            : [.. all.Select(v => v.IsNumber() ? v! : throw a.Fail("every item must be a number"))];
    }

    private static ValueExpression CopyIndex(CallExpression call, EvaluationContext context)
    {
        List<JsonNode?> arguments = call
            .Arguments.Select(v => (Evaluator.Reduce(v, context) as ValueExpression)?.Value)
            .ToList();
        string? name = arguments.Count > 0 && arguments[0].IsText(out string? text) ? text : null;
        long offset = 0;
        if (arguments.Count > (name is null ? 0 : 1) && !arguments[^1].IsInteger(out offset))
        {
            throw new TemplateException("The offset of the function 'copyIndex' must be an integer.");
        }
        if (Find(name, context.Copy) is { } loop)
        {
            return new ValueExpression(JsonValue.Create(loop.Index + offset));
        }
        throw new TemplateException(
            name is null
                ? "The template function 'copyIndex' is not expected at this location. The function can only be used in a "
                    + "resource with copy specified. Please see https://aka.ms/arm-copy for usage details."
                : $"The template function 'copyIndex' names the loop '{name}', which is not around it. Please see "
                    + "https://aka.ms/arm-copy for usage details."
        );
    }

    // Without a name, the loop of the resource is meant, even inside the loop of a property (learn.microsoft.com, copyIndex).
    private static CopyFrame? Find(string? name, CopyFrame? innermost)
    {
        IEnumerable<CopyFrame> around = Around(innermost);
        return name is null
            ? around.FirstOrDefault(f => !f.IsOfProperty) ?? innermost
            : around.FirstOrDefault(f => Names.Same(f.Name ?? "", name));
    }

    private static IEnumerable<CopyFrame> Around(CopyFrame? innermost)
    {
        for (CopyFrame? frame = innermost; frame is not null; frame = frame.Outer)
        {
            yield return frame;
        }
    }
}
