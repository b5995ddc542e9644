using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jumpbox.Settings;

/// <summary>
/// The JSON schema of the settings file, from the definitions: for completion and validation in editors.
/// </summary>
internal static class SettingsSchema
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Renders the schema as JSON Schema draft-07, which has the best support in editors.</summary>
    /// <param name="ofDifferences">
    /// Whether it is for a file with differences, that of an image or of settings that several images share: nothing is required.
    /// </param>
    public static string Render(bool ofDifferences = false)
    {
        JsonObject root = Section("Settings of the AKS jump box image pipeline");
        root["$schema"] = "http://json-schema.org/draft-07/schema#";
        Properties(root)["$schema"] = new JsonObject { ["type"] = "string" };
        foreach (SettingDefinition definition in SettingDefinitions.All)
        {
            JsonObject parent = root;
            string[] path = definition.Path.Split('.');
            foreach (string name in path[..^1])
            {
                JsonObject sections = Properties(parent);
                parent = sections[name] as JsonObject ?? Section(null);
                sections[name] ??= parent;
            }
            Properties(parent)[path[^1]] = Describe(definition);
            if (definition.Required && !ofDifferences)
            {
                Require(parent, path[^1]);
            }
        }
        Properties(root)["matrix"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] =
                "Several images: axes of labels, each with the settings that differ; exclude lists combinations to leave out.",
            ["additionalProperties"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = "object" },
            },
            ["properties"] = new JsonObject
            {
                ["exclude"] = new JsonObject
                {
                    ["type"] = "array",
                    ["items"] = new JsonObject { ["type"] = "object" },
                },
            },
        };
        return root.ToJsonString(Format) + "\n";
    }

    private static JsonObject Section(string? title)
    {
        JsonObject section = new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(),
        };
        if (title is not null)
        {
            section["title"] = title;
        }
        return section;
    }

    // A map has none of its own, but one of its names may be a setting.
    private static JsonObject Properties(JsonObject section)
    {
        JsonObject properties = section["properties"] as JsonObject ?? [];
        section["properties"] ??= properties;
        return properties;
    }

    private static void Require(JsonObject section, string name)
    {
        JsonArray required = section["required"] as JsonArray ?? [];
        section["required"] ??= required;
        required.Add(name);
    }

    private static JsonObject Describe(SettingDefinition definition)
    {
        JsonObject schema = new()
        {
            ["description"] = definition.Description.Replace("`", "", StringComparison.Ordinal),
        };
        switch (definition.Kind)
        {
            case SettingKind.Integer:
                schema["type"] = "integer";
                schema["minimum"] = definition.Minimum;
                if (definition.Maximum != int.MaxValue)
                {
                    schema["maximum"] = definition.Maximum;
                }
                if (definition.Default is { } number)
                {
                    schema["default"] = int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
                }
                return schema;
            case SettingKind.Boolean:
                schema["type"] = "boolean";
                schema["default"] = bool.Parse(definition.Default!);
                return schema;
            case SettingKind.TextList:
                schema["type"] = "array";
                schema["items"] = new JsonObject { ["type"] = "string" };
                return schema;
            case SettingKind.TextMap or SettingKind.BooleanMap or SettingKind.DecimalMap:
                schema["type"] = "object";
                schema["additionalProperties"] = new JsonObject
                {
                    ["type"] = definition.Kind switch
                    {
                        SettingKind.BooleanMap => "boolean",
                        SettingKind.DecimalMap => "number",
                        _ => "string",
                    },
                };
                return schema;
            default:
                return DescribeText(definition, schema);
        }
    }

    private static JsonObject DescribeText(SettingDefinition definition, JsonObject schema)
    {
        schema["type"] =
            definition.Required || definition.Default is not null ? "string" : new JsonArray("string", "null");
        if (definition.Kind == SettingKind.Choice)
        {
            JsonNode[] choices =
            [
                .. definition.Choices.Select(choice => bool.TryParse(choice, out bool flag) ? (JsonNode)flag : choice),
            ];
            schema["enum"] = new JsonArray(choices);
            if (choices.Any(choice => choice.GetValueKind() != JsonValueKind.String))
            {
                schema["type"] = new JsonArray("boolean", "string");
            }
        }
        string? pattern = definition.Kind switch
        {
            SettingKind.Guid => "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
            SettingKind.ResourceId => "^/subscriptions/[^/]+/resourceGroups/[^/]+",
            _ => definition.Pattern,
        };
        if (pattern is not null)
        {
            schema["pattern"] = pattern;
        }
        if (definition.Default is not null)
        {
            schema["default"] = definition.Default;
        }
        if (definition.Example is not null)
        {
            schema["examples"] = new JsonArray(definition.Example);
        }
        return schema;
    }
}
