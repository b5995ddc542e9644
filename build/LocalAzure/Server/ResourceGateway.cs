using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Server;

/// <summary>
/// ARM without HTTP: the same dispatch, permissions and errors as for a client, for a given principal. Each call returns when
/// its long-running operation has ended. It never throws for an ARM error.
/// </summary>
/// <param name="dispatcher">Handles the requests.</param>
/// <param name="operations">The long-running operations that it waits for.</param>
/// <param name="disturb">Called before each request of a deployment; a result is the answer instead. Null for no faults.</param>
internal sealed class ResourceGateway(
    ArmDispatcher dispatcher,
    Operations operations,
    Func<string, string, CancellationToken, Task<ArmResponse?>>? disturb = null
)
{
    public Task<GatewayResult> PutAsync(
        Caller caller,
        string resourceId,
        string apiVersion,
        JsonObject body,
        CancellationToken cancellationToken
    ) => SendAsync("PUT", caller, resourceId, apiVersion, body, cancellationToken);

    public Task<GatewayResult> GetAsync(
        Caller caller,
        string resourceId,
        string apiVersion,
        CancellationToken cancellationToken
    ) => SendAsync("GET", caller, resourceId, apiVersion, null, cancellationToken);

    public Task<GatewayResult> DeleteAsync(
        Caller caller,
        string resourceId,
        string apiVersion,
        CancellationToken cancellationToken
    ) => SendAsync("DELETE", caller, resourceId, apiVersion, null, cancellationToken);

    /// <summary>POST {resourceId}/{action}.</summary>
    public Task<GatewayResult> PostAsync(
        Caller caller,
        string resourceId,
        string action,
        string apiVersion,
        JsonObject? body,
        CancellationToken cancellationToken
    ) => SendAsync("POST", caller, $"{resourceId}/{action}", apiVersion, body, cancellationToken);

    private async Task<GatewayResult> SendAsync(
        string method,
        Caller caller,
        string path,
        string apiVersion,
        JsonObject? body,
        CancellationToken cancellationToken
    )
    {
        ArmRequest request = new(method, ArmPath.Parse(path), apiVersion, caller) { Body = body };
        ArmResponse answer =
            (disturb is null ? null : await disturb(method, path, cancellationToken))
            ?? await dispatcher.SendAsync(request, cancellationToken);
        if (answer.OperationId is { } operation)
        {
            if (await operations.WaitAsync(operation, cancellationToken) is { } failure)
            {
                return new GatewayResult(409, answer.Body as JsonObject, failure);
            }
            if (method == "PUT")
            {
                // The body of a finished creation is the current resource, not the accepted one.
                ArmResponse after = await dispatcher.SendAsync(
                    request with
                    {
                        Method = "GET",
                        Body = null,
                    },
                    cancellationToken
                );
                return new GatewayResult(answer.Status, after.Body as JsonObject, null);
            }
        }
        return answer.Status < 400
            ? new GatewayResult(answer.Status, answer.Body as JsonObject, null)
            : new GatewayResult(answer.Status, null, ArmError.FromJson(answer.Body));
    }
}

/// <summary>The result of a gateway call: the final status and body, or the error.</summary>
internal sealed record GatewayResult(int Status, JsonObject? Body, ArmError? Error)
{
    public bool Succeeded => Error is null && Status < 400;
}
