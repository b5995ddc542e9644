using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>The evaluated arguments of a call, read as the types that the function expects.</summary>
internal sealed class Arguments(string function, IReadOnlyList<JsonNode?> values, EvaluationContext context)
{
    public EvaluationContext Context { get; } = context;

    public int Count => values.Count;

    public IReadOnlyList<JsonNode?> All => values;

    public JsonNode? this[int index] => values[index];

    public bool Has(int index) => index < values.Count;

    public string Text(int index) => values[index].IsText(out string? text) ? text : throw Wrong(index, "a string");

    public string TextOr(int index, string otherwise) =>
        Has(index) && values[index] is not null ? Text(index) : otherwise;

    /// <summary>All arguments, which must be strings.</summary>
    public IEnumerable<string> Texts() => Enumerable.Range(0, Count).Select(Text);

    public long Integer(int index) => values[index].IsInteger(out long n) ? n : throw Wrong(index, "an integer");

    public bool Flag(int index) => values[index].IsFlag(out bool flag) ? flag : throw Wrong(index, "a boolean");

    public JsonArray Array(int index) => values[index] as JsonArray ?? throw Wrong(index, "an array");

    public JsonObject Object(int index) => values[index] as JsonObject ?? throw Wrong(index, "an object");

    public TemplateException Wrong(int index, string expected) =>
        Fail($"the argument {index + 1} must be {expected}, and it is of type '{values[index].TypeName()}'");

    public TemplateException Fail(string why) =>
        new(
            $"Unable to evaluate template language function '{function}': {why}. Please see https://aka.ms/arm-functions for "
                + "usage details."
        );
}
