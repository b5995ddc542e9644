using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>The run outputs of image templates. The service writes them; clients read them.</summary>
internal sealed class RunOutputs(ResourceContext context)
    : StoredType(context, TypeName, [.. Specification.VersionsOf(ImageTemplates.TypeName)])
{
    public const string TypeName = "Microsoft.VirtualMachineImages/imageTemplates/runOutputs";

    protected override bool IsTracked => false;

    protected override ArmResponse Put(ArmRequest request) => throw NotAllowed(request);

    protected override ArmResponse Patch(ArmRequest request) => throw NotAllowed(request);

    protected override ArmResponse Delete(ArmRequest request) => throw NotAllowed(request);
}
