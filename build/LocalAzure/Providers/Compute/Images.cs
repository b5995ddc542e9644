using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

internal sealed class Images(ResourceContext context) : ComputeType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/images";

    protected override string NamePattern => @"^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$";

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) => document.Ensure("properties")["hyperVGeneration"] ??= "V1";

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        JsonNode? properties = body["properties"];
        if (properties.At("storageProfile").Object() is null && properties.At("sourceVirtualMachine").Object() is null)
        {
            throw new ArmException(
                400,
                "InvalidParameter",
                "Required parameter 'storageProfile' or 'sourceVirtualMachine' is missing (null).",
                "storageProfile"
            );
        }
    }
}
