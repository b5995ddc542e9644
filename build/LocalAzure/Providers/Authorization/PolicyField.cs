using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Providers.Authorization;

/// <summary>Resolves a policy's field: name, type, location, kind, tags, or an alias of a property.</summary>
internal static class PolicyField
{
    public static JsonNode? Read(JsonObject resource, string field)
    {
        if (field.StartsWith("tags[", StringComparison.OrdinalIgnoreCase))
        {
            return Find(resource["tags"], field[5..].TrimEnd(']').Trim('\''));
        }
        string type = resource["type"].Text() ?? "";
        bool isAlias = field.StartsWith(type + "/", StringComparison.OrdinalIgnoreCase);
        JsonNode? node = isAlias ? resource["properties"] : resource;
        foreach (string name in (isAlias ? field[(type.Length + 1)..] : field).Split('.'))
        {
            node = Find(node, name);
        }
        return node;
    }

    private static JsonNode? Find(JsonNode? node, string name) =>
        node is JsonObject json ? json.FirstOrDefault(p => ArmPath.Same(p.Key, name)).Value : null;
}
