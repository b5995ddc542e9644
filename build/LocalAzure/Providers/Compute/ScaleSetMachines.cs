using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Instances of uniform scale sets that the world has. They keep their image when the set's model changes. Clients can change
/// instances but not create them.
/// </summary>
internal sealed class ScaleSetMachines(ResourceContext context)
    : StoredType(context, TypeName, [.. Specification.VersionsOf(ScaleSets.TypeName)])
{
    public const string TypeName = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines";

    protected override ArmResponse Put(ArmRequest request) =>
        Find(request.Path) is null ? throw NotFound(request.Path) : base.Put(request);
}
