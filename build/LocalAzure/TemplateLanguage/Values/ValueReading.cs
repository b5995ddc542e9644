using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAzure.TemplateLanguage.Values;

/// <summary>Reads template values: JSON with 64-bit integers and case-insensitive property names.</summary>
internal static class ValueReading
{
    public static JsonValueKind Kind(this JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    public static bool IsText(this JsonNode? value, [NotNullWhen(true)] out string? text)
    {
        text = value.Kind() == JsonValueKind.String ? value!.GetValue<string>() : null;
        return text is not null;
    }

    public static bool IsInteger(this JsonNode? value, out long number)
    {
        number = 0;
        if (value is not JsonValue json || json.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }
        return json.TryGetValue(out number)
            || long.TryParse(
                json.ToJsonString(),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    public static bool IsFlag(this JsonNode? value, out bool flag)
    {
        flag = value.Kind() == JsonValueKind.True;
        return value.Kind() is JsonValueKind.True or JsonValueKind.False;
    }

    public static JsonNode? Copy(this JsonNode? value) => value?.DeepClone();

    /// <summary>ARM's name for a value's type in error messages.</summary>
    public static string TypeName(this JsonNode? value) =>
        value.Kind() switch
        {
            JsonValueKind.String => "String",
            JsonValueKind.Number => value.IsInteger(out _) ? "Integer" : "Float",
            JsonValueKind.True or JsonValueKind.False => "Boolean",
            JsonValueKind.Object => "Object",
            JsonValueKind.Array => "Array",
            _ => "Null",
        };

    /// <summary>Finds a property by its exact name, or else case-insensitive.</summary>
    public static bool TryMember(this JsonObject value, string name, out JsonNode? member)
    {
        if (value.TryGetPropertyValue(name, out member))
        {
            return true;
        }
        foreach ((string? key, JsonNode? found) in value)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                member = found;
                return true;
            }
        }
        return false;
    }

    public static JsonNode? Member(this JsonObject value, string name) =>
        value.TryMember(name, out JsonNode? member) ? member : null;

    /// <summary>Whether two values are equal; 1 and 1.0 are not.</summary>
    public static bool SameAs(this JsonNode? left, JsonNode? right) =>
        (left, right) switch
        {
            (JsonObject a, JsonObject b) => a.Count == b.Count
                && a.All(p => b.TryGetPropertyValue(p.Key, out JsonNode? other) && p.Value.SameAs(other)),
            (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(p => p.First.SameAs(p.Second)),
            _ => left.TypeName() == right.TypeName() && JsonNode.DeepEquals(left, right),
        };

    public static double Real(this JsonNode value) =>
        double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static bool IsNumber(this JsonNode? value) => value.Kind() == JsonValueKind.Number;

    /// <summary>The result of <c>string()</c> and <c>format()</c>.</summary>
    public static string Display(this JsonNode? value) =>
        value.Kind() switch
        {
            JsonValueKind.String => value!.GetValue<string>(),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Null => "",
            _ => Write(value),
        };

    /// <summary>Writes compact JSON with minimal escaping, like Azure.</summary>
    public static string Write(JsonNode? value) => value is null ? "null" : value.ToJsonString(Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
