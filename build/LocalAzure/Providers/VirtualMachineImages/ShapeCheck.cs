using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// Validates a body against a schema and reports all problems. Since API version 2024-02-01 the service refuses unknown
/// properties and wrong case (release notes of the image builder's API); older versions accept both.
/// </summary>
internal sealed class ShapeCheck(string apiVersion)
{
    private const string Strict = "2024-02-01";
    private readonly List<ArmError> _problems = [];

    private bool IsStrict => string.CompareOrdinal(apiVersion, Strict) >= 0;

    /// <summary>
    /// Removes read-only properties from the body and returns the problems of the rest. A value that is not known yet is no problem.
    /// </summary>
    public IReadOnlyList<ArmError> Check(JsonObject body, Shape shape)
    {
        Foresight.Apart(() => Walk(body, shape, ""));
        return _problems;
    }

    private void Walk(JsonNode? node, Shape shape, string path)
    {
        if (node.Text() is { } unknown && Foresight.IsOpen(unknown))
        {
            return;
        }
        switch (shape.Kind)
        {
            case ShapeKind.Object when node is JsonObject json:
                WalkObject(json, shape, path);
                break;
            case ShapeKind.Map when node is JsonObject map:
                foreach ((string? name, JsonNode? value) in map)
                {
                    // A user-assigned identity may be null instead of {}.
                    if (value is not null || shape.Items!.Kind != ShapeKind.Object)
                    {
                        Walk(value, shape.Items!, $"{path}['{name}']");
                    }
                }
                break;
            case ShapeKind.List when node is JsonArray array:
                for (int i = 0; i < array.Count; i++)
                {
                    Walk(array[i], shape.Items!, $"{path}[{i}]");
                }
                break;
            case ShapeKind.Text when node.Text() is { } text:
                CheckText(text, shape, path);
                break;
            case ShapeKind.Number when node?.GetValueKind() == JsonValueKind.Number:
                bool whole = long.TryParse(node.ToJsonString(), out long number);
                if (!whole || number < shape.Least || number > shape.Most)
                {
                    Add(
                        "InvalidParameter",
                        path,
                        $"The value {node.ToJsonString()} of '{path}' is not a whole number from {shape.Least} to {shape.Most}."
                    );
                }
                break;
            case ShapeKind.Flag when node.Flag() is not null:
                break;
            default:
                Add(
                    "UnmarshalEntityError",
                    path,
                    $"Unmarshalling entity encountered error: '{path}' is {Describe(node)}, expected is {Describe(shape.Kind)}."
                );
                break;
        }
    }

    private void WalkObject(JsonObject json, Shape shape, string path)
    {
        IReadOnlyDictionary<string, Field> fields = shape.Fields;
        if (shape.Discriminator is { } name)
        {
            string? chosen = json[name].Text();
            if (chosen is not null && Foresight.IsOpen(chosen))
            {
                return;
            }
            if (chosen is null || !shape.Variants.TryGetValue(chosen, out IReadOnlyDictionary<string, Field>? variant))
            {
                Add(
                    "UnmarshalEntityError",
                    Join(path, name),
                    $"Unmarshalling entity encountered error: unknown {name} \"{chosen}\" in '{path}'; known are "
                        + string.Join(", ", shape.Variants.Keys)
                        + "."
                );
                return;
            }
            fields = shape.Fields.Concat(variant).ToDictionary(StringComparer.Ordinal);
        }
        foreach ((string? key, JsonNode? value) in json.ToList())
        {
            if (key == shape.Discriminator)
            {
                continue;
            }
            if (Known(fields, key) is not { } field)
            {
                if (IsStrict)
                {
                    Add(
                        "UnmarshalEntityError",
                        Join(path, key),
                        $"Unmarshalling entity encountered error: json: unknown field \"{key}\" in '{path}'."
                    );
                }
                json.Remove(key);
            }
            else if (field.ReadOnly || value is null)
            {
                json.Remove(key);
            }
            else
            {
                Walk(value, field.Shape, Join(path, key));
            }
        }
        foreach (Field field in fields.Values.Where(f => f.Required && json[f.Name] is null && !Varies(json, f.Name)))
        {
            Add(
                "MissingRequiredProperty",
                Join(path, field.Name),
                $"The property '{Join(path, field.Name)}' is required."
            );
        }
    }

    private Field? Known(IReadOnlyDictionary<string, Field> fields, string key)
    {
        Field? field =
            fields.TryGetValue(key, out Field? exact) || IsStrict
                ? exact
                : fields.Values.FirstOrDefault(f => ArmPath.Same(f.Name, key));
        return field is null || string.CompareOrdinal(apiVersion, field.Since) < 0 ? null : field;
    }

    private bool Varies(JsonObject json, string name) => !IsStrict && json.Any(p => ArmPath.Same(p.Key, name));

    private void CheckText(string text, Shape shape, string path)
    {
        if (shape.Words.Count > 0 && !shape.Words.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            Add(
                "InvalidParameter",
                path,
                $"The value '{text}' of '{path}' is not one of {string.Join(", ", shape.Words)}."
            );
        }
        if (shape.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            Add("InvalidParameter", path, $"The value '{text}' of '{path}' does not match {pattern}.");
        }
    }

    private void Add(string code, string path, string message) => _problems.Add(new ArmError(code, message, path));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Describe(JsonNode? node) =>
        node?.GetValueKind() switch
        {
            null or JsonValueKind.Null => "null",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "a boolean",
            JsonValueKind.Array => "an array",
            _ => "an object",
        };

    private static string Describe(ShapeKind kind) =>
        kind switch
        {
            ShapeKind.Text => "a string",
            ShapeKind.Number => "a whole number",
            ShapeKind.Flag => "a boolean",
            ShapeKind.List => "an array",
            _ => "an object",
        };
}
