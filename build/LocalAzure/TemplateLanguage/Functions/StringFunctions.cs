using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>String functions (learn.microsoft.com, ARM template functions, string).</summary>
internal static class StringFunctions
{
    private const int MostPadding = 16;

    public static readonly FunctionDefinition[] All =
    [
        Pure("endsWith", 2, 2, a => a.Text(0).EndsWith(a.Text(1), StringComparison.OrdinalIgnoreCase)),
        Pure("startsWith", 2, 2, a => a.Text(0).StartsWith(a.Text(1), StringComparison.OrdinalIgnoreCase)),
        Pure("format", 1, int.MaxValue, Format),
        Pure("guid", 1, int.MaxValue, a => NameGuid.Create(a.Texts()).ToString()),
        Pure("uniqueString", 1, int.MaxValue, a => UniqueString.Create(a.Texts())),
        Pure("join", 2, 2, Join),
        Pure("json", 1, 1, Parse),
        OfTheMoment("newGuid", 0, 0, NewGuid),
        Pure("padLeft", 2, 3, PadLeft),
        Pure("replace", 3, 3, Replace),
        Pure("split", 2, 2, Split),
        Pure("string", 1, 1, Text),
        Pure("substring", 2, 3, Substring),
        Pure("toLower", 1, 1, a => a.Text(0).ToLowerInvariant()),
        Pure("toUpper", 1, 1, a => a.Text(0).ToUpperInvariant()),
        Pure("trim", 1, 1, a => a.Text(0).Trim()),
        Pure("fail", 1, 1, a => throw new TemplateException(a.Text(0), "DeploymentFailed")),
    ];

    private static JsonValue Format(Arguments a)
    {
        try
        {
            return JsonValue.Create(
                string.Format(CultureInfo.InvariantCulture, a.Text(0), [.. a.All.Skip(1).Select(Formattable)])
            );
        }
        catch (FormatException)
        {
            throw a.Fail($"the format string '{a.Text(0)}' does not fit its {a.Count - 1} arguments");
        }
    }

    private static object Formattable(JsonNode? value) =>
        value switch
        {
            JsonObject or JsonArray => Quoted(value),
            _ when value.IsInteger(out long number) => number,
            _ when value.IsNumber() => value!.Real(),
            _ => value.Display(),
        };

    // In format, ARM writes arrays and objects as JSON with single quotes, and does not escape those in strings.
    private static string Quoted(JsonNode? value) =>
        value switch
        {
            JsonObject json => $"{{{string.Join(',', json.Select(p => $"{Quoted(p.Key)}:{Quoted(p.Value)}"))}}}",
            JsonArray array => $"[{string.Join(',', array.Select(Quoted))}]",
            _ => ValueReading.Write(value).Replace('"', '\''),
        };

    private static JsonValue Join(Arguments a)
    {
        JsonArray array = a.Array(0);
        return array.All(i => i is JsonValue && (i.IsText(out _) || i.IsInteger(out _) || i.IsFlag(out _)))
            ? JsonValue.Create(string.Join(a.Text(1), array.Select(v => v.Display())))
            : throw a.Fail("the array may hold only strings, integers and booleans");
    }

    private static JsonValue Text(Arguments a) =>
        a[0].TypeName() is "Null" or "Float"
            ? throw a.Wrong(0, "an integer, a string, a boolean, an object or an array")
            : JsonValue.Create(a[0].Display());

    private static JsonNode? Parse(Arguments a)
    {
        try
        {
            return LooseJson.Parse(a.Text(0));
        }
        catch (FormatException)
        {
            throw a.Fail("the argument is not valid JSON");
        }
    }

    private static JsonValue NewGuid(Arguments a) =>
        a.Context.InDefaultValue
            ? JsonValue.Create(a.Context.Frame.Facts.NewGuid().ToString())
            : throw new TemplateException(
                "The template function 'newGuid' is not expected at this location: it can only be used in the default value of "
                    + "a parameter."
            );

    private static JsonValue PadLeft(Arguments a)
    {
        long width = a.Integer(1);
        string fill = a.TextOr(2, " ");
        if (width is < 0 or > MostPadding)
        {
            throw a.Fail($"the length '{width}' is not between 0 and {MostPadding}");
        }
        if (!a[0].IsText(out _) && !a[0].IsInteger(out _))
        {
            throw a.Wrong(0, "a string or an integer");
        }
        return fill.Length == 1
            ? JsonValue.Create(a[0].Display().PadLeft((int)width, fill[0]))
            : throw a.Fail("the padding must be one character");
    }

    private static JsonValue Replace(Arguments a) =>
        a.Text(1).Length > 0
            ? JsonValue.Create(a.Text(0).Replace(a.Text(1), a.Text(2), StringComparison.Ordinal))
            : throw a.Fail("the text to replace must not be empty");

    private static JsonArray Split(Arguments a)
    {
        string[] delimiters = a[1] is JsonArray many ? [.. many.Select(d => d.Display())] : [a.Text(1)];
        return new JsonArray([.. a.Text(0).Split(delimiters, StringSplitOptions.None).Select(p => (JsonNode)p)]);
    }

    private static JsonValue Substring(Arguments a)
    {
        string text = a.Text(0);
        long start = a.Integer(1);
        long length = a.Has(2) && a[2] is not null ? a.Integer(2) : text.Length - start;
        return start >= 0 && length >= 0 && start <= text.Length && length <= text.Length - start
            ? JsonValue.Create(text.Substring((int)start, (int)length))
            : throw a.Fail(
                $"the index and length parameters must refer to a location within the string: start index '{start}', length "
                    + $"'{length}', length of the string '{text.Length}'"
            );
    }
}
