using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Naming;

namespace Jumpbox.Azure.Clients;

/// <summary>Reads gallery image versions from JSON of Microsoft.Compute.</summary>
internal static class GalleryVersionReading
{
    public static GalleryVersion Version(JsonObject body) =>
        new(
            body.Id(),
            body.Text("location") ?? "",
            body.Tags(),
            body.Text("properties", "provisioningState") ?? "",
            Source(body),
            [.. body.Objects("properties", "publishingProfile", "targetRegions").Select(Target)],
            body.Moment("properties", "publishingProfile", "publishedDate"),
            body.Flag("properties", "publishingProfile", "excludeFromLatest") ?? false
        )
        {
            EndOfLife = body.Moment("properties", "publishingProfile", "endOfLifeDate"),
            ReplicationMode = body.Text("properties", "publishingProfile", "replicationMode") ?? "Full",
            BlocksDeletion = body.Flag("properties", "safetyProfile", "blockDeletionBeforeEndOfLife") ?? false,
            SizeGB = body.Number("properties", "storageProfile", "osDiskImage", "sizeInGB"),
            AllowsDeletionOfLocations = body.Flag("properties", "safetyProfile", "allowDeletionOfReplicatedLocations"),
            Replication = [.. body.Objects("properties", "replicationStatus", "summary").Select(Copy)],
        };

    private static TargetRegion Target(JsonObject region) =>
        new(
            Regions.Normalise(region.Text("name") ?? ""),
            region.Number("regionalReplicaCount") is { } count ? (int)Math.Clamp(count, 0, int.MaxValue) : null,
            region.Text("storageAccountType"),
            region.Flag("excludeFromLatest"),
            region.Text("encryption", "osDiskImage", "diskEncryptionSetId") is { Length: > 0 } set ? set : null
        );

    private static RegionReplication Copy(JsonObject line) =>
        new(
            Regions.Normalise(line.Text("region") ?? ""),
            line.Text("state") ?? "Unknown",
            (int)Math.Clamp(line.Number("progress") ?? 0, 0, 100),
            PlainText.Line(line.Text("details") ?? "")
        );

    private static string? Source(JsonObject version) =>
        version.Text("properties", "storageProfile", "source", "id")
        ?? version.Text("properties", "storageProfile", "source", "virtualMachineId")
        ?? version.Text("properties", "storageProfile", "osDiskImage", "source", "id");
}
