using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerService;

/// <summary>
/// AKS clusters, as documents of the world: LocalAzure runs none, so it creates none and has no credentials of one. Source: REST API
/// "Managed Clusters".
/// </summary>
internal sealed class ManagedClusters(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.ContainerService/managedClusters";

    protected override string NamePattern => "^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$";

    protected override ArmResponse Put(ArmRequest request) => throw Unsupported(request);

    protected override ArmResponse Patch(ArmRequest request) => throw Unsupported(request);
}
