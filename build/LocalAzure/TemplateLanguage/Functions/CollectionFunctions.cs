using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Syntax;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>Functions of arrays, and those of arrays or strings.</summary>
internal static class CollectionFunctions
{
    private const int MostItems = 10_000;

    public static readonly FunctionDefinition[] All =
    [
        Pure("array", 1, 1, a => a[0] is JsonArray ? a[0].Copy() : new JsonArray([a[0].Copy()])),
        Pure("createArray", 0, int.MaxValue, a => Of(a.All)),
        Pure("concat", 0, int.MaxValue, Concat),
        Pure("contains", 2, 2, Contains, absence: false),
        Pure("empty", 1, 1, Empty, a => Count(a) is { } n ? Value(n == 0) : null, absence: true),
        Pure("first", 1, 1, a => Edge(a, first: true), a => Items(a) is [var one, ..] ? one : null),
        Pure("last", 1, 1, a => Edge(a, first: false), a => Items(a) is [.., var one] ? one : null),
        Pure(
            "flatten",
            1,
            1,
            a => Of(a.Array(0).SelectMany(i => i as JsonArray ?? throw a.Wrong(0, "an array of arrays")))
        ),
        Pure("indexOf", 2, 2, a => Find(a, last: false)),
        Pure("lastIndexOf", 2, 2, a => Find(a, last: true)),
        Pure("length", 1, 1, Length, a => Count(a) is { } n ? Value((long)n) : null),
        Pure("range", 2, 2, Range),
        Pure("skip", 2, 2, a => Cut(a, taking: false)),
        Pure("take", 2, 2, a => Cut(a, taking: true)),
        Pure("indexFromEnd", 2, 2, FromEnd),
    ];

    public static JsonArray Of(IEnumerable<JsonNode?> items) => new([.. items.Select(i => i.Copy())]);

    // An array may be known while some of its items are not.
    private static IReadOnlyList<Expression>? Items(IReadOnlyList<Expression> arguments) =>
        arguments[0] is CallExpression made && Names.Same(made.Name, "createArray") ? made.Arguments : null;

    private static int? Count(IReadOnlyList<Expression> arguments) =>
        Items(arguments)?.Count ?? ObjectFunctions.Members(arguments[0])?.Count;

    private static ValueExpression Value(JsonNode value) => new(value);

    private static JsonNode Concat(Arguments a) =>
        a is { Count: > 0 } && a[0] is JsonArray
            ? Of(Enumerable.Range(0, a.Count).SelectMany(a.Array))
            : JsonValue.Create(
                string.Concat(
                    a.All.Select(
                        (v, i) =>
                            v is JsonArray or JsonObject or null
                                ? throw a.Wrong(i, "a string, as the first argument")
                                : v.Display()
                    )
                )
            );

    private static JsonValue Contains(Arguments a) =>
        JsonValue.Create(
            a[0] switch
            {
                JsonObject json => json.TryMember(a.Text(1), out _),
                JsonArray array => array.Any(i => i.SameAs(a[1])),
                _ => a.Text(0).Contains(a.Text(1), StringComparison.Ordinal),
            }
        );

    private static JsonValue Empty(Arguments a) =>
        JsonValue.Create(
            a[0] switch
            {
                null => true,
                JsonObject json => json.Count == 0,
                JsonArray array => array.Count == 0,
                _ => a.Text(0).Length == 0,
            }
        );

    private static JsonNode? Edge(Arguments a, bool first)
    {
        if (a[0] is JsonArray array)
        {
            return array.Count == 0 ? null : array[first ? 0 : array.Count - 1].Copy();
        }
        string text = a.Text(0);
        return text.Length == 0 ? "" : text[first ? 0 : text.Length - 1].ToString();
    }

    private static JsonValue Find(Arguments a, bool last)
    {
        if (a[0] is JsonArray array)
        {
            List<int> places = Enumerable.Range(0, array.Count).Where(i => array[i].SameAs(a[1])).ToList();
            return JsonValue.Create(
                places.Count == 0 ? -1L
                : last ? places[^1]
                : places[0]
            );
        }
        (string? text, string? sought) = (a.Text(0), a.Text(1));
        return JsonValue.Create(
            last && sought.Length == 0 ? Math.Max(0, text.Length - 1)
            : last ? (long)text.LastIndexOf(sought, StringComparison.OrdinalIgnoreCase)
            : text.IndexOf(sought, StringComparison.OrdinalIgnoreCase)
        );
    }

    private static JsonValue Length(Arguments a) =>
        JsonValue.Create(
            a[0] switch
            {
                JsonObject json => (long)json.Count,
                JsonArray array => array.Count,
                _ => a[0].IsText(out string? text) ? text.Length : throw a.Wrong(0, "an array, an object or a string"),
            }
        );

    private static JsonArray Range(Arguments a)
    {
        (long start, long count) = (a.Integer(0), a.Integer(1));
        return count is >= 0 and <= MostItems && start + count <= int.MaxValue && start >= int.MinValue
            ? new JsonArray([.. Enumerable.Range(0, (int)count).Select(i => (JsonNode)JsonValue.Create(start + i))])
            : throw a.Fail($"the count '{count}' is not between 0 and {MostItems}, or the sum is not below 2147483647");
    }

    private static JsonNode Cut(Arguments a, bool taking)
    {
        int size = a[0] is JsonArray items ? items.Count : a.Text(0).Length;
        int at = (int)Math.Clamp(a.Integer(1), 0, size);
        return a[0] is JsonArray array
            ? Of(taking ? array.Take(at) : array.Skip(at))
            : JsonValue.Create(taking ? a.Text(0)[..at] : a.Text(0)[at..]);
    }

    private static JsonNode? FromEnd(Arguments a)
    {
        (JsonArray? array, long back) = (a.Array(0), a.Integer(1));
        return back >= 1 && back <= array.Count
            ? array[array.Count - (int)back].Copy()
            : throw a.Fail($"the index '{back}' from the end is outside the array of {array.Count} items");
    }
}
