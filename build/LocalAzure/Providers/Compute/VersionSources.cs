using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// The source of a gallery image version: exactly one, in the version's region, of the definition's kind, and never changed.
/// Source: MicrosoftDocs/azure-compute-docs, troubleshooting-shared-images.md; hashicorp/packer#9716 for the error of a
/// change.
/// </summary>
internal static class VersionSources
{
    private static readonly string[][] Paths =
    [
        ["storageProfile", "source", "id"],
        ["storageProfile", "source", "virtualMachineId"],
        ["storageProfile", "source", "communityGalleryImageId"],
        ["storageProfile", "osDiskImage", "source", "id"],
        ["storageProfile", "osDiskImage", "source", "storageAccountId"],
        ["storageProfile", "osDiskImage", "source", "uri"],
    ];

    // Managed image and definition agree in these: path in the image, name in the definition, what a refusal calls it.
    private static readonly (string[] Image, string Definition, string Title)[] Agreements =
    [
        (["storageProfile", "osDisk", "osType"], "osType", "OS type"),
        (["storageProfile", "osDisk", "osState"], "osState", "OS state"),
        (["hyperVGeneration"], "hyperVGeneration", "Hypervisor generation"),
    ];

    /// <exception cref="ArmException">The source is refused.</exception>
    public static void Check(ArmRequest request, JsonObject body, StoredResource? existing, ResourceContext context)
    {
        RefuseChange(body, existing);
        if (existing is not null || request.Caller.IsSystem)
        {
            return;
        }
        string[] kinds =
        [
            .. Paths
                .Where(path => !string.IsNullOrEmpty(body.At(["properties", .. path]).Text()))
                .Select(path => path[^1] is "storageAccountId" or "uri" ? "blob" : string.Join('.', path))
                .Distinct(),
        ];
        if (kinds.Length != 1)
        {
            throw Refused(
                "The gallery artifact version source can only be specified either directly under storageProfile or within "
                    + "individual OS or data disks. One and only one source type (user image, snapshot, disk, virtual machine) "
                    + "can be provided"
            );
        }
        if (body.At("properties", "storageProfile", "source", "id").Text() is { Length: > 0 } id)
        {
            CheckImage(request, body, id, context);
        }
    }

    /// <summary>
    /// The size of the OS disk, in GB: that of the source. Source: REST API "Gallery Image Versions", <c>sizeInGB</c>, which no client sets.
    /// </summary>
    public static long? DiskSize(JsonObject document, StoredResource? existing, ResourceStore store)
    {
        StoredResource? source = document.At("properties", "storageProfile", "source", "id").Text() is { } id
            ? store.Find(id)
            : null;
        return existing?.Body.At("properties", "storageProfile", "osDiskImage", "sizeInGB").Number()
            ?? source?.Body.At("properties", "storageProfile", "osDiskImage", "sizeInGB").Number()
            ?? source?.Body.At("properties", "storageProfile", "osDisk", "diskSizeGB").Number();
    }

    private static void CheckImage(ArmRequest request, JsonObject body, string id, ResourceContext context)
    {
        StoredResource? source = context.Store.Find(id);
        string home = ResourceRules.LocationOf(request.Path, body, null);
        StoredResource definition = context.Store.Find(request.Path.Parent!.Id)!;
        bool isVersion = source?.Type == GalleryVersions.TypeName;
        if (source is not null && !isVersion && source.Type != Images.TypeName)
        {
            throw Refused(
                $"The source id: {id} must either be a managed image, virtual machine or another gallery image version"
            );
        }
        if (
            source is null
            || (
                isVersion
                    ? !Replication.IsIn(source, home, context.Now)
                    : Regions.Normalize(source.Body["location"].Text() ?? "") != home
            )
        )
        {
            throw new ArmException(
                404,
                "ResourceNotFound",
                $"Source '{id}' is not found. Please check source exists, and is in the same region as gallery image version "
                    + "being created"
            );
        }
        if (isVersion && Encryption.IsUsedBy(source))
        {
            throw Refused(
                $"Encryption is not supported for source resource '{id}'. Please use a different source resource type which "
                    + "supports encryption or remove encryption properties"
            );
        }
        JsonNode? kind = isVersion
            ? context.Store.Find(ArmPath.Parse(id).Parent!.Id)?.Body["properties"]
            : source.Body["properties"];
        foreach ((string[] path, string name, string title) in Agreements)
        {
            Agree(
                id,
                title,
                (isVersion ? kind.At(name) : kind.At(path)).Text(),
                definition.Body.At("properties", name).Text()
            );
        }
        Agree(
            id,
            "Architecture",
            kind.At("architecture").Text(),
            definition.Body.At("properties", "architecture").Text()
        );
    }

    /// <exception cref="ArmException">The two differ.</exception>
    public static void Agree(string id, string title, string? found, string? wanted)
    {
        if (found is not null && wanted is not null && !ArmPath.Same(found, wanted))
        {
            throw Refused(
                $"The resource with id '{id}' has a different {title} ['{found}'] than the parent gallery image {title} ['{wanted}']"
            );
        }
    }

    // If omitted, the source is kept.
    private static void RefuseChange(JsonObject body, StoredResource? existing)
    {
        foreach (string[] path in Paths.Append(["publishingProfile", "replicationMode"]))
        {
            string? before = existing?.Body.At(["properties", .. path]).Text();
            string? now = body.At(["properties", .. path]).Text();
            if (path[^1] == "replicationMode")
            {
                before ??= "Full";
            }
            if (now is not null && existing is not null && !ArmPath.Same(before, now))
            {
                string property = $"galleryImageVersion.properties.{string.Join('.', path)}";
                throw new ArmException(
                    409,
                    "PropertyChangeNotAllowed",
                    $"Changing property '{property}' is not allowed.",
                    property
                );
            }
        }
    }

    private static ArmException Refused(string message) => new(400, "InvalidParameter", message, "storageProfile");
}
