using System.Text.Json.Nodes;

namespace LocalAzure.Tests;

/// <summary>A response as the tests read it.</summary>
internal sealed record Answer(int Status, JsonNode? Json, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public string? Code => Json?["error"]?["code"]?.GetValue<string>();

    public string Message => Json?["error"]?["message"]?.GetValue<string>() ?? "";

    public string? State => Json?["properties"]?["provisioningState"]?.GetValue<string>();
}
