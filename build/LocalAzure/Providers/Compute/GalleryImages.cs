using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Image definitions of galleries. Their identifier properties are immutable.</summary>
internal sealed class GalleryImages(ResourceContext context) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/galleries/images";

    // Generation 2 with Trusted Launch by default: azure-compute-docs, azure-compute-gallery.md.
    private const string NewDefaults = "2025-03-03";

    // The service's own rule: troubleshooting-shared-images.md.
    protected override string NamePattern => @"^[^_\W][\w.-]{0,79}(?<![-.])$";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing) =>
        DefinitionRules.Check(request, body, existing, Context);

    protected override void CheckPatch(ArmRequest request, JsonObject patch, StoredResource existing) =>
        base.CheckPatch(request, patch.Copy().Without("properties"), existing);

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        bool isNew = string.CompareOrdinal(request.ApiVersion, NewDefaults) >= 0 && !request.Caller.IsSystem;
        foreach (string kept in new[] { "hyperVGeneration", "architecture", "features" })
        {
            if (properties[kept] is null && existing?.Body.At("properties", kept) is { } before)
            {
                properties[kept] = before.DeepClone();
            }
        }
        properties["hyperVGeneration"] ??= isNew ? "V2" : "V1";
        properties["architecture"] ??= "x64";
        if (
            isNew
            && properties["hyperVGeneration"].Text() == "V2"
            && !properties["features"].Items().Any(feature => feature["name"].Text() == "SecurityType")
        )
        {
            properties["features"] = new JsonArray([
                .. properties["features"].Items().Select(feature => feature.DeepClone()),
                new JsonObject { ["name"] = "SecurityType", ["value"] = "TrustedLaunchSupported" },
            ]);
        }
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        ResourceRules.RefuseWithChildren(Context.Store, existing, GalleryVersions.TypeName);
        SoftDeletedVersions.RefuseWithKept(Context, existing);
    }
}
