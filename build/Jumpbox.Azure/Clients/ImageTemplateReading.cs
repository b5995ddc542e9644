using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>Reads image templates from JSON of Microsoft.VirtualMachineImages.</summary>
internal static class ImageTemplateReading
{
    public static ImageTemplate Template(JsonObject body)
    {
        JsonObject properties = body.Object("properties") ?? [];
        JsonObject? error = properties.Object("provisioningError");
        return new ImageTemplate(
            body.Id(),
            body.Text("location") ?? "",
            body.Tags(),
            properties.Text("provisioningState") ?? "",
            error is null ? null : $"{error.Text("provisioningErrorCode")}: {error.Text("message")}",
            Run(properties.Object("lastRunStatus")),
            StagingGroup(properties),
            body.Object("identity", "userAssignedIdentities") is { } identities
                ? [.. identities.Select(identity => identity.Key)]
                : [],
            properties.Text("source", "exactVersion"),
            [.. properties.Objects("distribute").Select(Target).OfType<string>()],
            properties
        )
        {
            Created = body.Moment("systemData", "createdAt"),
        };
    }

    public static RunOutput Output(JsonObject body) =>
        new(
            body.Text("name") ?? "",
            body.Text("properties", "artifactId"),
            body.Text("properties", "artifactUri"),
            body.Text("properties", "provisioningState") ?? ""
        );

    private static ImageRun Run(JsonObject? status) =>
        status.Text("runState") is not { Length: > 0 } state
            ? ImageRun.Never
            : new ImageRun(
                Enum.TryParse(state, ignoreCase: true, out RunState known) ? known : RunState.Unknown,
                status.Text("runSubState"),
                status.Text("message") is { } message ? Redaction.Scrub(message) : null,
                status.Moment("startTime"),
                // The year 1 is that of a build that has not ended.
                status.Moment("endTime")
                    is { Year: > 1 } ended
                    ? ended
                    : null
            );

    private static ResourceId? StagingGroup(JsonObject properties)
    {
        string? group = properties.Text("exactStagingResourceGroup") is { Length: > 0 } exact
            ? exact
            : properties.Text("stagingResourceGroup");
        return ResourceId.TryParse(group, out ResourceId? id) ? id : null;
    }

    private static string? Target(JsonObject distributor) =>
        distributor.Text("imageId") ?? distributor.Text("galleryImageId") ?? distributor.Text("uri");
}
