using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Scale sets, without instances that boot. They are users of images; each PUT resolves "latest" again.</summary>
internal sealed class ScaleSets(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets";

    protected override void Fill(
        ArmRequest request,
        JsonObject document,
        JsonObject hidden,
        StoredResource? existing
    ) =>
        ImageReferences.Resolve(
            Context,
            request,
            document.At("properties", "virtualMachineProfile", "storageProfile"),
            document["location"].Text() ?? ""
        );
}
