using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Values;
using static LocalAzure.TemplateLanguage.Evaluation.FunctionDefinition;

namespace LocalAzure.TemplateLanguage.Functions;

/// <summary>union and intersection, of arrays or objects.</summary>
internal static class SetFunctions
{
    public static readonly FunctionDefinition[] All =
    [
        Pure("union", 2, int.MaxValue, Union),
        Pure("intersection", 2, int.MaxValue, Intersection),
        Pure("shallowMerge", 1, 1, ShallowMerge),
    ];

    private static JsonNode Union(Arguments a)
    {
        if (a[0] is JsonArray)
        {
            return Distinct(Enumerable.Range(0, a.Count).SelectMany(a.Array));
        }
        JsonObject merged = (JsonObject)a.Object(0).DeepClone();
        for (int i = 1; i < a.Count; i++)
        {
            Merge(merged, a.Object(i), a);
        }
        return merged;
    }

    private static JsonNode Intersection(Arguments a)
    {
        if (a[0] is JsonArray first)
        {
            return Distinct(
                first.Where(item =>
                    Enumerable.Range(1, a.Count - 1).All(i => a.Array(i).Any(other => other.SameAs(item)))
                )
            );
        }
        JsonObject common = new();
        foreach ((string? name, JsonNode? value) in a.Object(0))
        {
            if (
                Enumerable
                    .Range(1, a.Count - 1)
                    .All(i => a.Object(i).TryMember(name, out JsonNode? other) && other.SameAs(value))
            )
            {
                common[name] = value.Copy();
            }
        }
        return common;
    }

    private static JsonObject ShallowMerge(Arguments a)
    {
        JsonObject merged = new();
        foreach (JsonNode? item in a.Array(0))
        {
            foreach ((string? name, JsonNode? value) in item as JsonObject ?? throw a.Wrong(0, "an array of objects"))
            {
                Set(merged, name, value.Copy());
            }
        }
        return merged;
    }

    private static JsonArray Distinct(IEnumerable<JsonNode?> items)
    {
        JsonArray result = new();
        foreach (JsonNode? item in items)
        {
            if (!result.Any(r => r.SameAs(item)))
            {
                result.Add(item.Copy());
            }
        }
        return result;
    }

    // A null does not replace a value; otherwise the later value counts, and must have the same type.
    private static void Merge(JsonObject target, JsonObject more, Arguments a)
    {
        foreach ((string? name, JsonNode? value) in more)
        {
            JsonNode? known = target.Member(name);
            if (value is null && target.TryMember(name, out _))
            {
                continue;
            }
            if (known is not null && known.TypeName() != value.TypeName())
            {
                throw a.Fail($"the types of '{name}' are '{known.TypeName()}' and '{value.TypeName()}'");
            }
            if (value is JsonObject inner && known is JsonObject)
            {
                JsonObject deeper = (JsonObject)known.DeepClone();
                Merge(deeper, inner, a);
                Set(target, name, deeper);
            }
            else
            {
                Set(target, name, value.Copy());
            }
        }
    }

    // The later spelling of a name counts.
    private static void Set(JsonObject target, string name, JsonNode? value)
    {
        if (target.Select(p => p.Key).FirstOrDefault(k => Names.Same(k, name)) is { } known && known != name)
        {
            target.Remove(known);
        }
        target[name] = value;
    }
}
