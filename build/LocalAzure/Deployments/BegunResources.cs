using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>
/// What a deployment had begun when its process ended: the resources that it created are not created again, and those that were being
/// created are waited for. Empty for a deployment that begins.
/// </summary>
internal sealed class BegunResources(ResourceContext context, string deployment)
{
    private readonly Dictionary<string, StoredResource> _steps = context
        .Store.Under(deployment + "/operations/")
        .GroupBy(
            step => step.Body.At("properties", "targetResource", "id").Text() ?? "",
            StringComparer.OrdinalIgnoreCase
        )
        .ToDictionary(steps => steps.Key, steps => steps.Last(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The operation of a deployment that is about this resource; null if there is none yet.</summary>
    public string? OperationOf(string resourceId) => _steps.GetValueOrDefault(resourceId)?.Body["operationId"].Text();

    /// <summary>Waits for the creation of a resource; null if it must be created.</summary>
    public async Task<(int Status, ArmError? Error)?> EndAsync(string resourceId, CancellationToken cancellationToken)
    {
        if (!_steps.TryGetValue(resourceId, out StoredResource? step))
        {
            return null;
        }
        JsonNode? properties = step.Body["properties"];
        if (properties.At("provisioningState").Text() is { } state and not DeploymentRecord.Running)
        {
            return state == "Succeeded"
                ? (200, null)
                : (409, ArmError.FromJson(properties.At("statusMessage")) ?? new ArmError("Unknown", ""));
        }
        if (context.Operations.RunningFor(resourceId) is { } operation)
        {
            return await context.Operations.WaitAsync(operation, cancellationToken) is { } failure
                ? (409, failure)
                : (200, null);
        }
        return IsNewer(context.Store.Find(resourceId), properties.At("timestamp").Text()) ? (200, null) : null;
    }

    // Created after the step began, by it: an image template or a deployment cannot be created again as it was.
    private static bool IsNewer(StoredResource? resource, string? begun)
    {
        string? made = resource?.Hidden.At("began").Text() ?? resource?.Body.At("systemData", "createdAt").Text();
        return Moment(made) is { } created
            && Moment(begun) is { } from
            && created >= from
            && resource!.Body.At("properties", "provisioningState").Text() is null or "Succeeded";
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset moment) ? moment : null;
}
