using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Arm;

internal static class JsonWriting
{
    public static JsonObject Tags(IReadOnlyDictionary<string, string> tags) =>
        new(tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value)));
}
