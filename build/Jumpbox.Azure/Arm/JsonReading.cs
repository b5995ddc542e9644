using System.Globalization;
using System.Text.Json.Nodes;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Arm;

/// <summary>Reads Azure's JSON and tolerates properties that are missing or have another type.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonObject? from, params ReadOnlySpan<string> path)
    {
        JsonNode? node = from.Node(path);
        return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    /// <summary>Gets the id of a resource.</summary>
    /// <exception cref="AzureFailure">The id is missing or not a resource id.</exception>
    public static ResourceId Id(this JsonObject? from)
    {
        string text = from.Text("id") ?? "";
        return ResourceId.TryParse(text, out ResourceId? id)
            ? id
            : throw new AzureFailure(
                FaultReader.Unreadable(
                    "read the resource id that the resource manager returned",
                    text,
                    new BrokenAnswerException(
                        "the resource manager",
                        $"contains the id '{text}', which is not a resource id"
                    )
                )
            );
    }

    /// <summary>Gets a text without which the response says nothing.</summary>
    /// <exception cref="AzureFailure">It is missing or has another type: what the resource manager knows is unknown.</exception>
    public static string Required(this JsonObject from, params ReadOnlySpan<string> path) =>
        from.Text(path) is { Length: > 0 } text ? text : throw Missing(from, path);

    /// <inheritdoc cref="Required"/>
    public static long RequiredNumber(this JsonObject from, params ReadOnlySpan<string> path) =>
        from.Number(path) ?? throw Missing(from, path);

    private static AzureFailure Missing(JsonObject from, ReadOnlySpan<string> path) =>
        new(
            FaultReader.Unreadable(
                "read what the resource manager returned",
                from.Text("id") ?? "",
                new BrokenAnswerException("the resource manager", $"has no usable '{string.Join('.', path)}'")
            )
        );

    public static long? Number(this JsonObject? from, params ReadOnlySpan<string> path) =>
        from.Node(path) is JsonValue value && value.TryGetValue(out long number) ? number : null;

    public static bool? Flag(this JsonObject? from, params ReadOnlySpan<string> path) =>
        from.Node(path) is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    public static DateTimeOffset? Moment(this JsonObject? from, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(
            from.Text(path),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset moment
        )
            ? moment
            : null;

    public static JsonObject? Object(this JsonObject? from, params ReadOnlySpan<string> path) =>
        from.Node(path) as JsonObject;

    public static IEnumerable<JsonObject> Objects(this JsonObject? from, params ReadOnlySpan<string> path) =>
        from.Node(path) is JsonArray array ? array.OfType<JsonObject>() : [];

    public static IReadOnlyList<string> Texts(this JsonObject? from, params ReadOnlySpan<string> path) =>
        from.Node(path) is JsonArray array
            ? [.. array.OfType<JsonValue>().Select(value => value.TryGetValue(out string? text) ? text : "")]
            : [];

    public static IReadOnlyDictionary<string, string> Tags(this JsonObject? from) =>
        from.Object("tags") is { } tags
            ? tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(tag => tag.Key, tag => tag.Value?.ToString() ?? "", StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    private static JsonNode? Node(this JsonObject? from, ReadOnlySpan<string> path)
    {
        JsonNode? node = from;
        foreach (string name in path)
        {
            if (node is not JsonObject at)
            {
                return null;
            }
            node = at[name];
        }
        return node;
    }
}
