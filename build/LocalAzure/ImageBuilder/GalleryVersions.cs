using System.Text.Json.Nodes;
using LocalAzure.Protocol;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.ImageBuilder;

/// <summary>Versions of image definitions.</summary>
internal sealed class GalleryVersions(ControlPlane plane) : StoredType(plane, TypeName, Galleries.Versions)
{
    public const string TypeName = "Microsoft.Compute/galleries/images/versions";

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
    }
}
