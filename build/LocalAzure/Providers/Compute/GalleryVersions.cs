using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

internal sealed class GalleryVersions(ResourceContext context)
    : StoredType(context, TypeName, ComputeVersions.Galleries)
{
    public const string TypeName = "Microsoft.Compute/galleries/images/versions";

    private static readonly string[][] Sources =
    [
        ["storageProfile", "source", "id"],
        ["storageProfile", "source", "virtualMachineId"],
        ["storageProfile", "source", "communityGalleryImageId"],
        ["storageProfile", "osDiskImage", "source", "id"],
        ["storageProfile", "osDiskImage", "source", "storageAccountId"],
        ["storageProfile", "osDiskImage", "source", "uri"],
        ["publishingProfile", "replicationMode"],
    ];

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    // Three numbers, each a 32-bit integer.
    protected override string NamePattern => @"^\d{1,10}\.\d{1,10}\.\d{1,10}$";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (body.At("properties", "storageProfile").Object() is null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'storageProfile' is missing (null).",
                "storageProfile"
            );
        }
        RefuseChange(body, existing);
    }

    // A version in use can be deleted: in Azure, scale sets fail when they next scale out.
    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject profile = document.Ensure("properties").Ensure("publishingProfile");
        JsonNode? published = existing?.Body.At("properties", "publishingProfile", "publishedDate");
        if (!request.Caller.IsSystem || profile["publishedDate"] is null)
        {
            profile["publishedDate"] = published?.DeepClone() ?? Operations.Stamp(Context.Now);
        }
        JsonObject storage = document.Ensure("properties").Ensure("storageProfile");
        if (storage["source"] is null && existing?.Body.At("properties", "storageProfile", "source") is { } source)
        {
            storage["source"] = source.DeepClone();
        }
    }

    // The source of a version is immutable: microsoft/azure-compute-docs, troubleshooting-shared-images, and
    // hashicorp/packer#9716 for the error. If omitted, it is kept.
    private static void RefuseChange(JsonObject body, StoredResource? existing)
    {
        foreach (string[] path in Sources)
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
}
