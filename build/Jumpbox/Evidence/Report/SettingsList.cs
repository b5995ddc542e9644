using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Jumpbox.Settings;

namespace Jumpbox.Evidence.Report;

/// <summary>The settings of a run as a flat list of path and value, so that two runs can be compared.</summary>
public static class SettingsList
{
    // Values computed from other settings are not listed.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
            new ResourceIdText(),
            new SignerText(),
        },
    };

    // The serializer writes lists that are computed all the same, and what overrides a setting is listed by its own path.
    private static readonly string[] Computed =
    [
        "gate.vulnerabilityLimits",
        "gate.allowedVulnerabilities",
        "gate.overridden",
    ];

    /// <summary>Lists the settings.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyDictionary<string, string> Of(JumpboxSettings settings)
    {
        SortedDictionary<string, string> list = new(StringComparer.Ordinal);
        Add(list, "", JsonSerializer.SerializeToNode(settings, Options));
        foreach (string computed in Computed)
        {
            _ = list.Remove(computed);
        }
        if (list.Remove("region", out string? region))
        {
            // The setting is named like Azure's property.
            list["location"] = region;
        }
        return list;
    }

    /// <summary>Writes the list as JSON.</summary>
    /// <param name="list">Path and value.</param>
    public static string ToJson(IReadOnlyDictionary<string, string> list) => EvidenceJson.Write(list);

    /// <summary>Reads a list from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="EvidenceException">It is broken.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text) =>
        EvidenceJson.Parse<SortedDictionary<string, string>>(
            text,
            EvidenceFiles.Settings,
            "Restore it from the run's artifacts, or run Logs again; in the folder history, delete it."
        );

    private static void Add(SortedDictionary<string, string> list, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    Add(list, path.Length == 0 ? name : $"{path}.{name}", value);
                }
                break;
            case JsonArray items:
                list[path] = string.Join(", ", items.Select(item => item?.ToString() ?? ""));
                break;
            case not null:
                list[path] = node.ToString();
                break;
        }
    }

    private sealed class SignerText : JsonConverter<SignerSetting>
    {
        public override SignerSetting Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, SignerSetting value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class ResourceIdText : JsonConverter<ResourceId>
    {
        public override ResourceId? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            ResourceId.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, ResourceId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
