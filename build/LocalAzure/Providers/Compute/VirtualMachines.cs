using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>Virtual machines as documents: nothing boots. They matter as users of images and as build machines.</summary>
internal sealed class VirtualMachines(ResourceContext context)
    : StoredType(context, TypeName, ComputeVersions.VirtualMachines)
{
    public const string TypeName = "Microsoft.Compute/virtualMachines";

    protected override LongRunningStyle? Style => null;
}
