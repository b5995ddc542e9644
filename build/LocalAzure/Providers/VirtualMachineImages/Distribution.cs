using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Providers.Resources;
using LocalAzure.Providers.Storage;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>Distributes the image to its targets with the permissions of the template's identity.</summary>
internal sealed class Distribution(
    ResourceContext context,
    PermissionCheck permissions,
    Inside inside,
    StoredResource template,
    string run,
    Caller? identity
)
{
    private static readonly string[] ImageActions =
    [
        "Microsoft.Compute/images/read",
        "Microsoft.Compute/images/write",
        "Microsoft.Compute/images/delete",
    ];

    private static readonly string[] GalleryActions =
    [
        "Microsoft.Compute/galleries/read",
        "Microsoft.Compute/galleries/images/read",
        "Microsoft.Compute/galleries/images/versions/read",
        "Microsoft.Compute/galleries/images/versions/write",
    ];

    /// <summary>Returns the id of an image definition without a trailing version.</summary>
    public static string DefinitionOf(string galleryImageId)
    {
        int at = galleryImageId.IndexOf("/versions/", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? galleryImageId : galleryImageId[..at];
    }

    /// <exception cref="BuildFailure">A target could not be written.</exception>
    public void ToAll()
    {
        List<JsonNode> targets = template.Body.At("properties", "distribute").Items().ToList();
        List<string> failed = [];
        foreach (JsonNode target in targets)
        {
            try
            {
                To(target);
            }
            catch (ArmException e)
            {
                failed.Add($"{target["runOutputName"].Text()}: {e.Error.Code}: {e.Message}");
            }
        }
        if (failed.Count > 0)
        {
            throw new BuildFailure(
                $"Failed in distributing {failed.Count} images out of total {targets.Count}: {string.Join(" | ", failed)}",
                KeepsMachine: false,
                partlyDone: failed.Count < targets.Count
            );
        }
    }

    /// <summary>When the last copy of the gallery image versions ends, which the build waits for.</summary>
    public DateTimeOffset EndOfReplication() =>
        Versions().Select(Replication.EndOf).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <exception cref="BuildFailure">The copy of a version to a region failed.</exception>
    public void CheckReplication()
    {
        string[] failed =
        [
            .. Versions()
                .SelectMany(version =>
                    Replication.FailedIn(version, context.Now).Select(region => $"{version.Name} to {region}")
                ),
        ];
        if (failed.Length > 0)
        {
            throw new BuildFailure(
                "Failed in distributing 1 images out of total 1: ReplicationJobFailed: Gallery replication jobs failed in one "
                    + $"or more regions: {string.Join(", ", failed)}",
                KeepsMachine: false
            );
        }
    }

    /// <summary>The ids of the images that were distributed.</summary>
    public IReadOnlyList<string> Artifacts =>
        [
            .. template
                .Body.At("properties", "distribute")
                .Items()
                .Select(target => $"{template.Id}/runOutputs/{target["runOutputName"].Text()}")
                .Select(output => context.Store.Find(output)?.Body.At("properties", "artifactId").Text())
                .OfType<string>(),
        ];

    private IEnumerable<StoredResource> Versions() =>
        template
            .Body.At("properties", "distribute")
            .Items()
            .Where(target => target["type"].Text() == "SharedImage")
            .Select(target => $"{template.Id}/runOutputs/{target["runOutputName"].Text()}")
            .Select(output => context.Store.Find(output)?.Body.At("properties", "artifactId").Text())
            .Select(id => id is null ? null : context.Store.Find(id))
            .OfType<StoredResource>();

    private void To(JsonNode target)
    {
        JsonObject output = new() { ["provisioningState"] = "Succeeded" };
        switch (target["type"].Text())
        {
            case "ManagedImage":
                output["artifactId"] = ToManagedImage(target, target["imageId"].Text()!);
                break;
            case "SharedImage":
                output["artifactId"] = ToGallery(target, target["galleryImageId"].Text()!);
                break;
            default:
                output["artifactUri"] = ToVhd(target);
                break;
        }
        string name = target["runOutputName"].Text()!;
        string id = $"{template.Id}/runOutputs/{name}";
        context.Store.Put(
            new StoredResource(
                id,
                RunOutputs.TypeName,
                new JsonObject
                {
                    ["id"] = id,
                    ["name"] = name,
                    ["type"] = RunOutputs.TypeName,
                    ["properties"] = output,
                }
            )
        );
    }

    private string ToManagedImage(JsonNode target, string id)
    {
        Demand(ImageActions, id);
        RequireGroup(id);
        JsonNode? source = context.Store.Find(template.Id)?.Body.At("properties", "source");
        inside.Put(
            id,
            new JsonObject
            {
                ["location"] = target["location"].Text(),
                ["tags"] = target["artifactTags"]?.DeepClone() ?? new JsonObject(),
                ["properties"] = new JsonObject
                {
                    ["hyperVGeneration"] = GenerationOf(source),
                    ["storageProfile"] = new JsonObject
                    {
                        ["osDisk"] = new JsonObject
                        {
                            ["osType"] = "Linux",
                            ["osState"] = "Generalized",
                            ["storageAccountType"] = "Standard_LRS",
                            ["diskSizeGB"] = DiskSize(),
                        },
                        ["dataDisks"] = new JsonArray(),
                        ["zoneResilient"] = false,
                    },
                },
            }
        );
        return context.Store.Find(id)!.Id;
    }

    private string ToGallery(JsonNode target, string galleryImageId)
    {
        string definition = DefinitionOf(galleryImageId);
        JsonNode? source = context.Store.Find(template.Id)?.Body.At("properties", "source");
        Demand(GalleryActions, definition);
        if (context.Store.Find(definition) is not { } image)
        {
            throw new ArmException(404, "ResourceNotFound", $"The gallery image '{definition}' was not found.");
        }
        string version =
            definition.Length < galleryImageId.Length
                ? galleryImageId[(galleryImageId.LastIndexOf('/') + 1)..]
                : NextVersion(image, target["versioning"]);
        string id = $"{image.Id}/versions/{version}";
        VersionSources.Agree(
            template.Id,
            "Hypervisor generation",
            source.At("type").Text() == "PlatformImage" ? GenerationOf(source) : null,
            image.Body.At("properties", "hyperVGeneration").Text()
        );
        List<JsonNode> regions = target["targetRegions"].Items().Select(Region).ToList();
        if (regions.Count == 0)
        {
            List<string> names = target["replicationRegions"].Items().Select(r => r.Text()).OfType<string>().ToList();
            regions =
            [
                .. (names.Count > 0 ? names : [template.Body["location"].Text()!]).Select(n =>
                    (JsonNode)new JsonObject { ["name"] = n }
                ),
            ];
        }
        inside.Start(
            id,
            new JsonObject
            {
                ["location"] = image.Body["location"].Text(),
                ["tags"] = target["artifactTags"]?.DeepClone() ?? new JsonObject(),
                ["properties"] = new JsonObject
                {
                    ["publishingProfile"] = new JsonObject
                    {
                        ["targetRegions"] = new JsonArray([.. regions]),
                        ["excludeFromLatest"] = target["excludeFromLatest"].Flag() ?? false,
                        ["replicationMode"] = target["replicationMode"].Text() ?? "Full",
                        ["publishedDate"] = Operations.Stamp(context.Now),
                    },
                    ["storageProfile"] = new JsonObject
                    {
                        // Each build has its own VM, so each of its versions has another source.
                        ["source"] = new JsonObject
                        {
                            ["virtualMachineId"] = Machines.BuildVmId(Machines.Group(template)!, run),
                        },
                        ["osDiskImage"] = new JsonObject { ["sizeInGB"] = DiskSize(), ["hostCaching"] = "ReadWrite" },
                    },
                },
            }
        );
        return id;
    }

    // Image Builder and galleries have different names for the replicas.
    private static JsonNode Region(JsonNode target)
    {
        JsonObject region = target.DeepClone().AsObject();
        if (region["replicaCount"] is { } count)
        {
            region["regionalReplicaCount"] = count.DeepClone();
            region.Remove("replicaCount");
        }
        return region;
    }

    private string ToVhd(JsonNode target)
    {
        string group = Machines.Group(template)!;
        StoredResource account =
            StagingGroup.Account(context.Store, group)
            ?? throw new ArmException(404, "ResourceNotFound", $"The staging group '{group}' has no storage account.");
        string? given = target["uri"].Text();
        if (!string.IsNullOrEmpty(given))
        {
            return given;
        }
        // The content of the disk is not emulated; the blob says so.
        byte[] content = System.Text.Encoding.UTF8.GetBytes("LocalAzure stands for a VHD here: no disk was made.\n");
        Blobs.Put(context, account.Id, "vhds", $"{run}.vhd", content, "application/octet-stream");
        return $"{Blobs.Endpoint(context, account.Name)}vhds/{run}.vhd";
    }

    private void Demand(IEnumerable<string> actions, string scope)
    {
        foreach (string action in actions)
        {
            permissions.Demand(identity ?? new Caller(""), action, scope);
        }
    }

    private void RequireGroup(string id)
    {
        ArmPath path = ArmPath.Parse(id);
        string group = $"/subscriptions/{path.SubscriptionId}/{nameof(ResourceGroups)}/{path.ResourceGroup}";
        if (context.Store.Find(group) is null)
        {
            throw new ArmException(
                404,
                "ResourceGroupNotFound",
                $"Resource group '{path.ResourceGroup}' could not be found."
            );
        }
    }

    private string NextVersion(StoredResource image, JsonNode? versioning)
    {
        if (versioning.At("scheme").Text() == "Latest")
        {
            int major = versioning.At("major").Number() ?? -1;
            Version? newest = context
                .Store.Under($"{image.Id}/versions/")
                .Where(v => v.Type == GalleryVersions.TypeName)
                .Select(v => System.Version.TryParse(v.Name, out Version? parsed) ? parsed : null)
                .OfType<System.Version>()
                .Where(v => major < 0 || v.Major == major)
                .Max();
            return newest is null ? $"{Math.Max(major, 0)}.0.1" : $"{newest.Major}.{newest.Minor}.{newest.Build + 1}";
        }
        // 0.<year and day of year>.<second of day>, like the service's version numbers.
        DateTime now = context.Now.UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"0.{now.Year % 100}{now.DayOfYear:D3}.{(int)now.TimeOfDay.TotalSeconds}"
        );
    }

    private int DiskSize() =>
        template.Body.At("properties", "vmProfile", "osDiskSizeGB").Number() is > 0 and var size ? size : 30;

    private static string GenerationOf(JsonNode? source) =>
        source.At("sku").Text() is { } sku && sku.Contains("gen1", StringComparison.OrdinalIgnoreCase) ? "V1" : "V2";
}
