using System.Text.Json.Nodes;

namespace LocalAzure.Resources;

/// <summary>JSON merge patch (RFC 7396), the semantics of ARM's PATCH.</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach ((string? name, JsonNode? value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject deeper)
            {
                Apply(deeper, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
