using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Instances of uniform scale sets, as a world has them. They keep the image that they were made from when the set's model
/// gets another one. Clients change instances and make none: the set does.
/// </summary>
internal sealed class ScaleSetMachines(ResourceContext context)
    : StoredType(context, TypeName, ComputeVersions.VirtualMachines)
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";

    protected override ArmResponse Put(ArmRequest request) =>
        Find(request.Path) is null ? throw NotFound(request.Path) : base.Put(request);
}
