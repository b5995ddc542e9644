using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What a virtual machine or scale set that names an image definition is created from: the highest number, never the newest
/// date, among the versions that are not excluded and are replicated to its region. A region's exclusion wins over the
/// version's. Source: MicrosoftDocs/azure-compute-docs, azure-compute-gallery.md and troubleshooting-shared-images.md.
/// </summary>
internal static class ImageReferences
{
    /// <summary>Writes the exact version into the reference.</summary>
    /// <exception cref="ArmException">There is no such version in the region; never for the world's own resources.</exception>
    public static void Resolve(ResourceContext context, ArmRequest request, JsonNode? storageProfile, string location)
    {
        if (storageProfile.At("imageReference").Object() is not { } reference)
        {
            return;
        }
        if (reference["id"].Text() is not { Length: > 0 } id)
        {
            if (!request.Caller.IsSystem)
            {
                MarketplaceImages.Check(context.Store, reference);
            }
            return;
        }
        ArmPath path = ArmPath.Parse(id);
        if (ArmPath.Same(path.Type, GalleryImages.TypeName))
        {
            if (Latest(context, id, location) is { } version)
            {
                reference["exactVersion"] = version.Name;
            }
            else if (!request.Caller.IsSystem)
            {
                throw HasAny(context, id)
                    ? Unavailable(id, location)
                    : new ArmException(
                        404,
                        "GalleryImageNotFound",
                        $"There is no latest image version exists for \"{id}\"",
                        "imageReference"
                    );
            }
        }
        else if (
            ArmPath.Same(path.Type, GalleryVersions.TypeName)
            && !request.Caller.IsSystem
            && (context.Store.Find(id) is not { } exact || !Replication.IsIn(exact, location, context.Now))
        )
        {
            throw Unavailable(id, location);
        }
    }

    /// <summary>The image of a machine: the exact version of a definition, the id of another image, or an empty text.</summary>
    public static string NameOf(JsonNode? storageProfile)
    {
        JsonNode? reference = storageProfile.At("imageReference");
        string id = reference.At("id").Text() ?? "";
        return
            reference.At("exactVersion").Text() is { } version
            && ArmPath.Same(ArmPath.Parse(id).Type, GalleryImages.TypeName)
            ? $"{id}/versions/{version}"
            : id;
    }

    /// <summary>The version that "latest" is in a region; null if there is none.</summary>
    public static StoredResource? Latest(ResourceContext context, string definition, string location) =>
        Offered(context, definition)
            .Where(version => !IsExcluded(version, location) && Replication.IsIn(version, location, context.Now))
            .MaxBy(version =>
                System.Version.TryParse(version.Name, out System.Version? number) ? number : new System.Version()
            );

    private static bool HasAny(ResourceContext context, string definition) =>
        Offered(context, definition)
            .Any(version => Replication.Regions(version.Body).Any(region => !IsExcluded(version, region)));

    private static IEnumerable<StoredResource> Offered(ResourceContext context, string definition) =>
        context
            .Store.Under($"{definition}/versions/")
            .Where(version =>
                version.Type == GalleryVersions.TypeName
                && version.Body.At("properties", "provisioningState").Text() != "Deleting"
            );

    private static bool IsExcluded(StoredResource version, string location)
    {
        JsonNode? profile = version.Body.At("properties", "publishingProfile");
        JsonNode? region = profile
            .At("targetRegions")
            .Items()
            .FirstOrDefault(one => Regions.Normalize(one["name"].Text() ?? "") == Regions.Normalize(location));
        return region.At("excludeFromLatest").Flag() ?? profile.At("excludeFromLatest").Flag() ?? false;
    }

    private static ArmException Unavailable(string id, string location) =>
        new(
            404,
            "GalleryImageNotFound",
            $"The gallery image {id} is not available in {location} region. Please contact image owner to replicate to this "
                + "region, or change your requested region.",
            "imageReference"
        );
}
