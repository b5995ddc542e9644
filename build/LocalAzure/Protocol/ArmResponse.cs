using System.Text.Json.Nodes;

namespace LocalAzure.Protocol;

/// <summary>An answer before transport. <see cref="OperationId"/> names the long-running operation that it started.</summary>
internal sealed record ArmResponse(int Status, JsonNode? Body = null)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public string? OperationId { get; init; }

    public static ArmResponse Ok(JsonNode body) => new(200, body);

    public static ArmResponse NoContent() => new(204);

    public static ArmResponse List(IEnumerable<JsonNode> items) =>
        new(200, new JsonObject { ["value"] = new JsonArray([.. items.Select(i => i.DeepClone())]) });

    public static ArmResponse From(ArmException e) => new(e.Status, e.Error.Envelope());

    public ArmResponse With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
