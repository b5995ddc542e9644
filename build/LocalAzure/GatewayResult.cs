using System.Text.Json.Nodes;
using LocalAzure.Protocol;

namespace LocalAzure;

/// <summary>How a gateway call ended: the final status and body, or the error.</summary>
internal sealed record GatewayResult(int Status, JsonObject? Body, ArmError? Error)
{
    public bool Succeeded => Error is null && Status < 400;
}
