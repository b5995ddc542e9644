using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Scale sets as documents: nothing boots. They matter as users of images.</summary>
internal sealed class ScaleSets(ResourceContext context)
    : StoredType(context, TypeName, ComputeVersions.VirtualMachines)
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets";
}
