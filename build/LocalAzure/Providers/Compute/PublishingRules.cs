using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The rules of a gallery image version's publishing profile. Source of the sentences: MicrosoftDocs/azure-compute-docs,
/// troubleshooting-shared-images.md, "Creating or updating image versions"; of the names: azure-rest-api-specs,
/// Compute/Gallery/models.tsp. A PUT replaces the list of regions.
/// </summary>
internal static class PublishingRules
{
    // Source: azure-compute-docs, azure-compute-gallery.md, "Limits".
    private const int MostReplicas = 100;
    private const int MostReplicasInARegion = 50;

    private static readonly string[] StorageTypes = ["Standard_LRS", "Standard_ZRS", "Premium_LRS", "PremiumV2_LRS"];

    /// <exception cref="ArmException">The profile is refused.</exception>
    public static void Check(ArmRequest request, JsonObject body, StoredResource? existing, DateTimeOffset now)
    {
        JsonNode? profile = body.At("properties", "publishingProfile");
        List<JsonNode> regions = profile.At("targetRegions").Items().ToList();
        string home = ResourceRules.LocationOf(request.Path, body, existing);
        CheckRegions(regions, home);
        CheckReplicas(profile, regions);
        foreach (JsonNode? holder in new[] { profile }.Concat(regions))
        {
            OneOf(holder.At("storageAccountType").Text(), StorageTypes, "storageAccountType");
        }
        OneOf(profile.At("replicationMode").Text(), ["Full", "Shallow"], "replicationMode");
        Encryption.Check(request.Path, regions, existing);
        if (
            ArmPath.Same(profile.At("replicationMode").Text(), "Shallow")
            && (regions.Count > 1 || Replicas(profile, regions) > 1)
        )
        {
            // Source: hashicorp/packer-plugin-azure, builder/azure/arm/config.go, shallow_replication.
            throw Refused(
                "A gallery image version with the replication mode 'Shallow' has one replica in its own region.",
                "replicationMode"
            );
        }
        if (existing is not null)
        {
            CheckKept(body, regions, existing);
        }
        if (!request.Caller.IsSystem)
        {
            CheckEndOfLife(profile.At("endOfLifeDate").Text(), existing, "publishingProfile", now);
        }
    }

    /// <exception cref="ArmException">The date is not in the future, unless it is the one that was stored.</exception>
    public static void CheckEndOfLife(string? date, StoredResource? existing, string? member, DateTimeOffset now)
    {
        JsonNode? properties = existing?.Body["properties"];
        string? before = (member is null ? properties : properties.At(member)).At("endOfLifeDate").Text();
        if (date is null || date == before)
        {
            return;
        }
        if (
            !DateTimeOffset.TryParse(
                date,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out DateTimeOffset day
            )
        )
        {
            throw Refused(
                $"Could not convert string to DateTimeOffset: {date}. Path 'properties.endOfLifeDate'",
                "endOfLifeDate"
            );
        }
        if (day <= now)
        {
            throw Refused("EndOfLifeDate must be set to a future date.", "endOfLifeDate");
        }
    }

    private static void CheckRegions(List<JsonNode> regions, string home)
    {
        List<string> names = [.. regions.Select(region => Regions.Normalize(region["name"].Text() ?? ""))];
        foreach (string name in names)
        {
            Regions.Check(name, GalleryVersions.TypeName);
        }
        if (names.Distinct().Count() < names.Count)
        {
            throw Refused("Duplicate regions are not allowed in target publishing regions", "targetRegions");
        }
        if (names.Count > 0 && !names.Contains(home))
        {
            throw Refused(
                $"Gallery image version publishing profile regions '{string.Join(", ", names)}' must contain the location of "
                    + $"image version '{home}'.",
                "targetRegions"
            );
        }
    }

    private static void CheckReplicas(JsonNode? profile, List<JsonNode> regions)
    {
        foreach (JsonNode? holder in new[] { profile }.Concat(regions))
        {
            string name = holder == profile ? "replicaCount" : "regionalReplicaCount";
            if (holder.At(name).Number() is { } count and (< 1 or > MostReplicasInARegion))
            {
                throw Refused(
                    $"The value {count} of parameter {name} is out of range. The value must be between 1 and "
                        + $"{MostReplicasInARegion}, inclusive",
                    name
                );
            }
        }
        if (Replicas(profile, regions) is > MostReplicas and var all)
        {
            throw Refused($"A gallery image version has at most {MostReplicas} replicas, not {all}.", "targetRegions");
        }
    }

    private static int Replicas(JsonNode? profile, List<JsonNode> regions) =>
        regions.Sum(region => region["regionalReplicaCount"].Number() ?? profile.At("replicaCount").Number() ?? 1);

    // A region's storage type does not change, and a region may be locked in by the safety profile.
    private static void CheckKept(JsonObject body, List<JsonNode> regions, StoredResource existing)
    {
        bool mayLeave =
            existing.Body.At("properties", "safetyProfile", "allowDeletionOfReplicatedLocations").Flag() ?? true;
        foreach (JsonNode before in existing.Body.At("properties", "publishingProfile", "targetRegions").Items())
        {
            string name = before["name"].Text() ?? "";
            JsonNode? now = regions.FirstOrDefault(region =>
                Regions.Normalize(region["name"].Text() ?? "") == Regions.Normalize(name)
            );
            if (now is null && regions.Count > 0 && !mayLeave)
            {
                throw new ArmException(
                    409,
                    "OperationNotAllowed",
                    $"Removing the region '{name}' is not allowed, because the safety profile of the gallery image version has "
                        + "allowDeletionOfReplicatedLocations set to false.",
                    "targetRegions"
                );
            }
            string global = body.At("properties", "publishingProfile", "storageAccountType").Text() ?? "Standard_LRS";
            string kept = before["storageAccountType"].Text() ?? "Standard_LRS";
            if (now is not null && !ArmPath.Same(now["storageAccountType"].Text() ?? global, kept))
            {
                const string Property =
                    "galleryImageVersion.properties.publishingProfile.targetRegions.storageAccountType";
                throw new ArmException(
                    409,
                    "PropertyChangeNotAllowed",
                    $"Changing property '{Property}' is not allowed.",
                    Property
                );
            }
        }
    }

    private static void OneOf(string? value, string[] known, string name)
    {
        if (value is not null && !known.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw Refused(
                $"The value '{value}' of parameter {name} is invalid; expected is {string.Join(", ", known)}.",
                name
            );
        }
    }

    private static ArmException Refused(string message, string target) => new(400, "InvalidParameter", message, target);
}
