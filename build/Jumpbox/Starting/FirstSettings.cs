using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Starting;

/// <summary>
/// The first settings file of a user: only what nothing else can tell the pipeline, each value with a comment. What the account
/// and the network know is omitted, so that it cannot become wrong.
/// </summary>
public sealed class FirstSettings
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, string> Comments = new(StringComparer.Ordinal)
    {
        ["cloud"] = "local is LocalAzure, on this machine; --cloud=azure overrides it for one run.",
        ["network.buildSubnetId"] = "The subnet of the build VM. Subscription and region are its network's.",
        ["network.containerInstanceSubnetId"] = "The subnet for the container instance that runs Packer.",
        ["customizer.profile"] =
            "How far the image is hardened: none, ssh, cis-l1 or cis-l2; docs/hardening.md lists the items.",
        ["gate.vulnerabilities"] =
            "How many known vulnerabilities of each severity a release may have; docs/scan.md explains the limits.",
        ["scan.command"] = "The scanner that Scan runs; {bill} is the path of the bill of materials.",
        ["scan.advisories"] = "A folder with OSV's exports, with which Scan needs no scanner.",
        ["image.name"] = "The prefix of all names, resource groups included.",
        ["image.distribute.galleryImageId"] = "The image definition that takes the finished image.",
    };

    private readonly JsonObject _root = [];

    /// <summary>Sets a value.</summary>
    /// <param name="path">The setting, with dots.</param>
    /// <param name="value">Its value as text; null leaves the setting out.</param>
    public FirstSettings With(string path, string? value)
    {
        if (value is null)
        {
            return this;
        }
        ArgumentNullException.ThrowIfNull(path);
        SettingDefinition? definition = SettingDefinitions.All.FirstOrDefault(one =>
            one.Path.Equals(path, StringComparison.OrdinalIgnoreCase)
            || (one.IsMap && path.StartsWith(one.Path + '.', StringComparison.OrdinalIgnoreCase))
        );
        // The reader of the file says what is wrong with a setting that does not exist.
        string known = definition?.Path ?? path;
        // The keys of a map are the user's own and may have dots.
        string[] names = definition is { IsMap: true }
            ? [.. known.Split('.'), path[(known.Length + 1)..]]
            : known.Split('.');
        JsonObject section = _root;
        foreach (string name in names[..^1])
        {
            if (section[name] is not JsonObject inner)
            {
                section[name] = inner = [];
            }
            section = inner;
        }
        if (value.Length == 0)
        {
            _ = section.Remove(names[^1]);
            return this;
        }
        section[names[^1]] = Typed(definition?.Kind, value);
        return this;
    }

    /// <summary>The file's text, JSON with comments.</summary>
    /// <param name="schema">The path or URL of the JSON schema; null for none.</param>
    public string Render(string? schema)
    {
        StringBuilder text = new("{\n  // All settings, with their defaults: docs/settings.md.\n");
        if (schema is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"$schema\": {Quoted(schema)},\n");
        }
        Write(text, _root, "", 1);
        return text.Append("}\n").ToString();
    }

    private static void Write(StringBuilder text, JsonObject section, string path, int depth)
    {
        string indent = new(' ', 2 * depth);
        int left = section.Count;
        foreach ((string name, JsonNode? value) in section)
        {
            string full = path.Length == 0 ? name : $"{path}.{name}";
            if (Comments.TryGetValue(full, out string? comment))
            {
                text.Append(CultureInfo.InvariantCulture, $"{indent}// {comment}\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"{indent}{Quoted(name)}: ");
            if (value is JsonObject inner)
            {
                text.Append("{\n");
                Write(text, inner, full, depth + 1);
                text.Append(indent).Append('}');
            }
            else
            {
                text.Append(value?.ToJsonString(Plain) ?? "null");
            }
            text.Append(--left > 0 ? ",\n" : "\n");
        }
    }

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString(Plain);

    // A value that does not fit its kind stays text: the reader of the file then says what is wrong with it.
    private static JsonNode Typed(SettingKind? kind, string value) =>
        kind switch
        {
            SettingKind.Boolean
            or SettingKind.BooleanMap
            or SettingKind.Choice when bool.TryParse(value, out bool flag) => flag,
            SettingKind.Integer when int.TryParse(value, CultureInfo.InvariantCulture, out int number) => number,
            SettingKind.DecimalMap when decimal.TryParse(value, CultureInfo.InvariantCulture, out decimal number) =>
                number,
            SettingKind.TextList => new JsonArray([
                .. value
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(entry => (JsonNode)entry),
            ]),
            _ => value,
        };
}
