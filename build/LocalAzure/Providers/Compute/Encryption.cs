using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Customer-managed keys of gallery image versions: one encryption set for each region, in the version's subscription, and
/// never added later. Source: MicrosoftDocs/azure-compute-docs, image-version-encryption.md and
/// troubleshooting-shared-images.md.
/// </summary>
internal static class Encryption
{
    /// <exception cref="ArmException">The encryption of a region is refused.</exception>
    public static void Check(ArmPath version, List<JsonNode> regions, StoredResource? existing)
    {
        JsonNode? encrypted = regions.FirstOrDefault(region => SetOf(region) is not null);
        foreach (JsonNode region in regions)
        {
            string name = region["name"].Text() ?? "";
            string? set = SetOf(region);
            if (set is not null && !ArmPath.Same(ArmPath.Parse(set).SubscriptionId, version.SubscriptionId))
            {
                throw Refused(
                    $"The disk encryption set '{set}' must be in the same subscription '{version.SubscriptionId}' as the "
                        + "gallery resource"
                );
            }
            if (set is null && encrypted is not null)
            {
                throw Refused(
                    "A disk encryption set is required for disk "
                        + "'galleryArtifactVersion.properties.publishingProfile.targetRegions.encryption.osDiskImage.diskEncryptionSetId'"
                        + $" in target region '{name}' since disk encryption set '{SetOf(encrypted)}' is used for the "
                        + $"corresponding disk in region '{encrypted["name"].Text()}'"
                );
            }
            JsonNode? before = existing
                ?.Body.At("properties", "publishingProfile", "targetRegions")
                .Items()
                .FirstOrDefault(one => Regions.Normalize(one["name"].Text() ?? "") == Regions.Normalize(name));
            if (before is not null && !ArmPath.Same(SetOf(before) ?? "", set ?? ""))
            {
                const string Property = "galleryImageVersion.properties.publishingProfile.targetRegions.encryption";
                throw new ArmException(
                    409,
                    "PropertyChangeNotAllowed",
                    $"Changing property '{Property}' is not allowed.",
                    Property
                );
            }
        }
    }

    /// <summary>Whether a version is encrypted with customer-managed keys.</summary>
    public static bool IsUsedBy(StoredResource version) =>
        version
            .Body.At("properties", "publishingProfile", "targetRegions")
            .Items()
            .Any(region => SetOf(region) is not null);

    private static string? SetOf(JsonNode region) =>
        region.At("encryption", "osDiskImage", "diskEncryptionSetId").Text() is { Length: > 0 } set ? set : null;

    private static ArmException Refused(string message) => new(400, "InvalidParameter", message, "encryption");
}
