using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Service endpoint policies: the storage accounts that subnets reach over service endpoints.</summary>
internal sealed class ServiceEndpointPolicies(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/serviceEndpointPolicies";

    // The code of the refusal is not documented.
    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "ServiceEndpointPolicyInUse",
            "Service endpoint policy",
            Users(existing.Id, Subnets.TypeName)
        );
}
