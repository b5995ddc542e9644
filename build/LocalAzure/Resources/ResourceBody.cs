using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Resources;

/// <summary>Reads the body of a PUT as services do.</summary>
internal static class ResourceBody
{
    /// <summary>
    /// A copy without members that are null: services take them for missing and do not store them. A tag that is null is an empty
    /// one, and an identity may be null instead of {}.
    /// </summary>
    public static JsonObject Given(JsonObject body)
    {
        JsonObject given = body.Copy();
        foreach (string name in new[] { "tags", "identity" })
        {
            JsonObject? map = (name == "tags" ? given[name] : given.At(name, "userAssignedIdentities")) as JsonObject;
            foreach (string key in map?.Where(m => m.Value is null).Select(m => m.Key).ToList() ?? [])
            {
                map![key] = name == "tags" ? JsonValue.Create("") : new JsonObject();
            }
        }
        RemoveNulls(given);
        return given;
    }

    /// <summary>Whether the node has a text that stands for a value that is not known yet.</summary>
    public static bool IsOpen(JsonNode? node, Func<string, bool> isOpen) =>
        node switch
        {
            JsonObject json => json.Any(m => IsOpen(m.Value, isOpen)),
            JsonArray array => array.Any(i => IsOpen(i, isOpen)),
            _ => node.Text() is { } text && isOpen(text),
        };

    private static void RemoveNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach ((string? name, JsonNode? value) in json.ToList())
                {
                    if (value is null)
                    {
                        json.Remove(name);
                    }
                    else
                    {
                        RemoveNulls(value);
                    }
                }
                break;
            case JsonArray array:
                foreach (JsonNode? item in array)
                {
                    RemoveNulls(item);
                }
                break;
        }
    }
}
