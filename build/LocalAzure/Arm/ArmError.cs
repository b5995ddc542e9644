using System.Text.Json.Nodes;

namespace LocalAzure.Arm;

/// <summary>An error in ARM's envelope. Details may be nested, like the resource errors of a failed deployment.</summary>
internal sealed record ArmError(
    string Code,
    string Message,
    string? Target = null,
    IReadOnlyList<ArmError>? Details = null,
    JsonArray? AdditionalInfo = null
)
{
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["code"] = Code, ["message"] = Message };
        if (Target is not null)
        {
            json["target"] = Target;
        }
        if (Details is { Count: > 0 })
        {
            json["details"] = new JsonArray([.. Details.Select(d => (JsonNode)d.ToJson())]);
        }
        if (AdditionalInfo is not null)
        {
            json["additionalInfo"] = AdditionalInfo.DeepClone();
        }
        return json;
    }

    public JsonObject Envelope() => new() { ["error"] = ToJson() };

    public static ArmError? FromJson(JsonNode? node)
    {
        if (node is not JsonObject json)
        {
            return null;
        }
        JsonObject error = json["error"] as JsonObject ?? json;
        List<ArmError>? details = (error["details"] as JsonArray)?.Select(FromJson).OfType<ArmError>().ToList();
        return new ArmError(
            error["code"].Text() ?? "Unknown",
            error["message"].Text() ?? "",
            error["target"].Text(),
            details
        );
    }
}
