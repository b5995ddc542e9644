using System.Text.Json.Nodes;

namespace Jumpbox.Azure.Clients;

/// <summary>A region that a gallery image version is replicated to.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Replicas">How many copies it has; null for the version's default.</param>
/// <param name="StorageType">For example <c>Standard_ZRS</c>; null for the version's default. Never changes.</param>
/// <param name="ExcludedFromLatest">Overrides the version's setting; null follows it.</param>
/// <param name="EncryptionSetId">The disk encryption set of the OS disk; null for platform-managed keys. Never changes.</param>
internal sealed record TargetRegion(
    string Name,
    int? Replicas = null,
    string? StorageType = null,
    bool? ExcludedFromLatest = null,
    string? EncryptionSetId = null
)
{
    // Absent members stay absent: Azure fills in their defaults.
    internal JsonObject ToJson()
    {
        JsonObject region = new() { ["name"] = Name };
        if (Replicas is { } count)
        {
            region["regionalReplicaCount"] = count;
        }
        if (StorageType is not null)
        {
            region["storageAccountType"] = StorageType;
        }
        if (ExcludedFromLatest is { } excluded)
        {
            region["excludeFromLatest"] = excluded;
        }
        if (EncryptionSetId is not null)
        {
            region["encryption"] = new JsonObject
            {
                ["osDiskImage"] = new JsonObject { ["diskEncryptionSetId"] = EncryptionSetId },
            };
        }
        return region;
    }
}
