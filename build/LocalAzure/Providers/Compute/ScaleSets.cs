using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Scale sets, without instances that boot. They are users of images.</summary>
internal sealed class ScaleSets(ResourceContext context)
    : StoredType(context, TypeName, ComputeVersions.VirtualMachines)
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets";
}
