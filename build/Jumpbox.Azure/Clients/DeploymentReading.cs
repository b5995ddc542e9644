using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Clients;

/// <summary>Reads deployments from JSON of Microsoft.Resources.</summary>
internal static class DeploymentReading
{
    public static Deployment Read(JsonObject body)
    {
        string id = body.Text("id") ?? "";
        string name = body.Text("name") ?? "";
        string? correlationId = body.Text("properties", "correlationId");
        JsonObject? error = body.Object("properties", "error");
        return new Deployment(
            id,
            name,
            body.Required("properties", "provisioningState"),
            body.Object("properties", "outputs") is { } outputs
                ? outputs.ToDictionary(output => output.Key, output => (output.Value as JsonObject)?["value"])
                : new Dictionary<string, JsonNode?>(),
            [.. body.Objects("properties", "outputResources").Select(resource => resource.Text("id") ?? "")],
            error is null ? null : FaultReader.FromError($"finish deployment {name}", id, error, correlationId),
            correlationId,
            body.Tags()
        );
    }

    public static PredictedChange Change(JsonObject body) =>
        new(
            body.Text("resourceId") ?? "",
            body.Text("changeType") ?? "",
            [.. body.Objects("delta")],
            body.Text("unsupportedReason")
        );

    public static DeploymentStep Step(JsonObject body)
    {
        string? id = body.Object("properties", "targetResource")?.Required("id");
        JsonObject? error = body.Object("properties", "statusMessage", "error");
        return new DeploymentStep(
            id,
            body.Required("properties", "provisioningState"),
            error is null ? null : FaultReader.FromError($"deploy {id}", id ?? "", error, null)
        );
    }

    /// <summary>The fault of a deployment that did not succeed and has no error.</summary>
    /// <param name="scope">Its scope.</param>
    /// <param name="name">Its name.</param>
    /// <param name="state">Its state; null if it does not exist.</param>
    public static AzureFault Unfinished(string scope, string name, string? state) =>
        new(
            $"finish deployment {name}",
            $"{scope}/providers/Microsoft.Resources/deployments/{name}",
            state is null ? 404 : 409,
            state is null ? BrokenAnswerException.Code : "DeploymentNotSucceeded",
            state is null
                ? "The request was accepted, but the deployment does not exist: someone has deleted it, or a proxy answered instead of Azure."
                : $"Azure reports the deployment as finished, but its state is '{state}'.",
            [],
            null,
            "Run the same command again."
        );
}
