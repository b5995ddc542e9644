using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Image definitions of galleries. Their identifier properties are immutable.</summary>
internal sealed class GalleryImages(ResourceContext context) : StoredType(context, TypeName, ComputeVersions.Galleries)
{
    public const string TypeName = "Microsoft.Compute/galleries/images";

    private static readonly string[] Unchangeable =
    [
        "osType",
        "osState",
        "hyperVGeneration",
        "architecture",
        "identifier",
    ];

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        foreach (string name in new[] { "osType", "osState", "identifier" })
        {
            if (body.At("properties", name) is null)
            {
                throw new ArmException(
                    400,
                    "InvalidParameter",
                    $"Required parameter '{name}' is missing (null).",
                    name
                );
            }
        }
        foreach (string name in Unchangeable)
        {
            JsonNode? before = existing?.Body.At("properties", name);
            if (before is not null && body.At("properties", name) is { } now && !JsonNode.DeepEquals(before, now))
            {
                throw new ArmException(
                    409,
                    "PropertyChangeNotAllowed",
                    $"Changing property 'galleryImage.properties.{name}' is not allowed.",
                    $"galleryImage.properties.{name}"
                );
            }
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["hyperVGeneration"] ??= "V1";
        properties["architecture"] ??= "x64";
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        Galleries.RefuseWithChildren(Context.Store, existing, GalleryVersions.TypeName);
}
