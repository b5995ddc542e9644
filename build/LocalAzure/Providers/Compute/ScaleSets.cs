using LocalAzure.Resources;

namespace LocalAzure.Providers.Compute;

/// <summary>Scale sets as documents: nothing boots. They matter as users of images.</summary>
internal sealed class ScaleSets(ControlPlane plane) : StoredType(plane, TypeName, Images.Versions)
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets";
}
