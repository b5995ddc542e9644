using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAzure.Arm;

/// <summary>Reads loosely typed request bodies without throwing: a value of another type counts as missing.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
        {
            return null;
        }
        string text = value.GetValue<string>();
        Foresight.Read(text);
        return text;
    }

    public static int? Number(this JsonNode? node)
    {
        Foresight.Read(node);
        // Reads the JSON form, because a value created from an int cannot be read as a double.
        return
            node is JsonValue value
            && value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(
                value.ToJsonString(),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out double number
            )
            ? (int)Math.Clamp(number, int.MinValue, int.MaxValue)
            : null;
    }

    public static bool? Flag(this JsonNode? node)
    {
        Foresight.Read(node);
        return node?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
    }

    public static JsonObject? Object(this JsonNode? node)
    {
        Foresight.Read(node);
        return node as JsonObject;
    }

    public static IEnumerable<JsonNode> Items(this JsonNode? node)
    {
        Foresight.Read(node);
        return node is JsonArray array ? array.OfType<JsonNode>() : [];
    }

    /// <summary>Walks property names; null as soon as one is missing or not an object.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            node = (node as JsonObject)?[name];
            Foresight.Read(node);
        }
        return node;
    }

    /// <summary>Gets the object with this name; creates it if it is missing or not an object.</summary>
    public static JsonObject Ensure(this JsonObject json, string name)
    {
        if (json[name] is JsonObject existing)
        {
            return existing;
        }
        JsonObject made = new();
        json[name] = made;
        return made;
    }

    /// <summary>Removes a member and returns the object.</summary>
    public static JsonObject Without(this JsonObject json, string name)
    {
        json.Remove(name);
        return json;
    }

    public static JsonObject Copy(this JsonObject json) => (JsonObject)json.DeepClone();
}
