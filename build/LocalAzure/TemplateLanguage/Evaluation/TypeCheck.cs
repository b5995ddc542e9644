using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Evaluation;

/// <summary>
/// Validates a value against a parameter's type: ARM's types, constraints, and references to user-defined types.
/// </summary>
internal static class TypeCheck
{
    private const int MostReferences = 32;

    /// <summary>Resolves the reference of a schema; constraints next to a reference apply too.</summary>
    public static JsonObject Resolve(JsonObject schema, Template template)
    {
        for (int i = 0; i < MostReferences && schema.Member("$ref").IsText(out string? reference); i++)
        {
            string name = reference[(reference.LastIndexOf('/') + 1)..];
            JsonObject target =
                template.Definitions.Member(name) as JsonObject
                ?? throw new TemplateException($"The type definition '{reference}' is not found in the template.");
            JsonObject merged = (JsonObject)target.DeepClone();
            foreach ((string? key, JsonNode? value) in schema.Where(p => p.Key != "$ref"))
            {
                merged[key] = value.Copy();
            }
            schema = merged;
        }
        return schema;
    }

    public static bool IsNullable(JsonObject schema, Template template) =>
        Resolve(schema, template).Member("nullable").IsFlag(out bool nullable) && nullable;

    /// <summary>Returns the problem of the value, or null.</summary>
    public static string? Problem(JsonObject declared, JsonNode? value, Template template, string path)
    {
        JsonObject schema = Resolve(declared, template);
        if (value is null && IsNullable(schema, template))
        {
            return null;
        }
        string type = schema.Member("type").Display();
        if (!HasType(type, value))
        {
            return $"Template parameter JToken type is not valid. Expected '{Expected(type)}'. Actual '{value.TypeName()}'. The "
                + $"value of '{path}' does not fit. Please see https://aka.ms/arm-syntax-parameters for usage details.";
        }
        return Allowed(schema, value, path)
            ?? Size(schema, value, path)
            ?? (value is JsonObject json ? Members(schema, json, template, path) : null)
            ?? (value is JsonArray array ? Items(schema, array, template, path) : null);
    }

    private static bool HasType(string type, JsonNode? value) =>
        type.ToUpperInvariant() switch
        {
            "STRING" or "SECURESTRING" => value.Kind() == JsonValueKind.String,
            "INT" => value.IsInteger(out _),
            "BOOL" => value.IsFlag(out _),
            "OBJECT" or "SECUREOBJECT" => value is JsonObject,
            "ARRAY" => value is JsonArray,
            _ => true,
        };

    private static string Expected(string type) =>
        type.ToUpperInvariant() switch
        {
            "STRING" or "SECURESTRING" => "String, Uri",
            "INT" => "Integer",
            "BOOL" => "Boolean",
            "ARRAY" => "Array",
            _ => "Object",
        };

    private static string? Allowed(JsonObject schema, JsonNode? value, string path)
    {
        if (schema.Member("allowedValues") is not JsonArray allowed || allowed.Any(a => Same(a, value)))
        {
            return null;
        }
        // An array may also be limited by item.
        if (
            value is JsonArray array
            && allowed.All(a => a is not JsonArray)
            && array.All(i => allowed.Any(a => Same(a, i)))
        )
        {
            return null;
        }
        string known = string.Join(",", allowed.Select(a => a.Display()));
        return $"The provided value for the template parameter '{path}' is not valid. The value '{value.Display()}' is not part "
            + $"of the allowed value(s): '{known}'.";
    }

    private static bool Same(JsonNode? a, JsonNode? b) =>
        a.IsText(out string? left) && b.IsText(out string? right)
            ? left.Equals(right, StringComparison.OrdinalIgnoreCase)
            : a.SameAs(b);

    private static string? Size(JsonObject schema, JsonNode? value, string path)
    {
        bool isNumber = value.IsInteger(out long size);
        if (!isNumber)
        {
            size =
                value is JsonArray array ? array.Count
                : value.IsText(out string? text) ? text.Length
                : -1;
        }
        if (size < 0 && !isNumber)
        {
            return null;
        }
        string what = isNumber ? "value" : "length";
        (string? low, string? high) = isNumber ? ("minValue", "maxValue") : ("minLength", "maxLength");
        if (schema.Member(low).IsInteger(out long least) && size < least)
        {
            return $"The provided value for the template parameter '{path}' is not valid. The {what} '{size}' is below the "
                + $"minimum '{least}'.";
        }
        return schema.Member(high).IsInteger(out long most) && size > most
            ? $"The provided value for the template parameter '{path}' is not valid. The {what} '{size}' exceeds the maximum '{most}'."
            : null;
    }

    private static string? Members(JsonObject schema, JsonObject value, Template template, string path)
    {
        schema = Discriminated(schema, value, template);
        JsonObject properties = schema.Member("properties") as JsonObject ?? [];
        foreach ((string? name, JsonNode? type) in properties)
        {
            if (type is not JsonObject inner)
            {
                continue;
            }
            if (!value.TryMember(name, out JsonNode? member))
            {
                if (!IsNullable(inner, template))
                {
                    return $"The value of '{path}' lacks the required property '{name}'.";
                }
            }
            else if (Problem(inner, member, template, $"{path}.{name}") is { } problem)
            {
                return problem;
            }
        }
        List<KeyValuePair<string, JsonNode?>> extra = value.Where(p => !properties.TryMember(p.Key, out _)).ToList();
        JsonNode? more = schema.Member("additionalProperties");
        if (more.IsFlag(out bool open) && !open && extra.Count > 0)
        {
            return $"The value of '{path}' has the unknown property '{extra[0].Key}'.";
        }
        return more is JsonObject every
            ? extra.Select(p => Problem(every, p.Value, template, $"{path}.{p.Key}")).FirstOrDefault(p => p is not null)
            : null;
    }

    private static JsonObject Discriminated(JsonObject schema, JsonObject value, Template template) =>
        schema.Member("discriminator") is JsonObject by
        && value.Member(by.Member("propertyName").Display()).IsText(out string? kind)
        && (by.Member("mapping") as JsonObject)?.Member(kind) is JsonObject chosen
            ? Resolve(chosen, template)
            : schema;

    private static string? Items(JsonObject schema, JsonArray value, Template template, string path)
    {
        JsonArray first = schema.Member("prefixItems") as JsonArray ?? [];
        for (int i = 0; i < value.Count; i++)
        {
            JsonObject? type = (i < first.Count ? first[i] : schema.Member("items")) as JsonObject;
            if (type is not null && Problem(type, value[i], template, $"{path}[{i}]") is { } problem)
            {
                return problem;
            }
        }
        return null;
    }
}
