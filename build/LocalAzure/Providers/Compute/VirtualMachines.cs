using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Virtual machines, which do not boot. They are users of images and build machines.</summary>
internal sealed class VirtualMachines(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines";

    protected override LongRunningStyle? Style => null;

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["vmId"] = existing?.Body.At("properties", "vmId").Text() ?? Guid.NewGuid().ToString();
        properties["timeCreated"] =
            existing?.Body.At("properties", "timeCreated").Text() ?? Operations.Stamp(Context.Now);
        if (existing is null)
        {
            ImageReferences.Resolve(
                Context,
                request,
                document.At("properties", "storageProfile"),
                document["location"].Text() ?? ""
            );
        }
    }
}
